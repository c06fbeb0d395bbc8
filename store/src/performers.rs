//! Performers.

use domain::{
    PerformerId,
    catalogue::{PerformerDetail, PerformerPage},
};

use crate::{Error, Pool};

/// A performer.
pub async fn page(pool: &Pool, performer: PerformerId) -> Result<Option<PerformerPage>, Error> {
    let row = sqlx::query!(
        r#"
        select p.slug, p.name, p.role,
            (select count(*) from event_performer ep join event e on e.id = ep.event_id
             where ep.performer_id = p.id and e.ends_at > now() and e.cancelled_at is null) as "upcoming!"
        from performer p
        where p.id = $1
        "#,
        performer.0
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| PerformerPage {
        performer: PerformerDetail {
            id: performer,
            slug: row.slug,
            name: row.name,
            role: row.role,
            upcoming_events: u32::try_from(row.upcoming).unwrap_or(u32::MAX),
        },
    }))
}
