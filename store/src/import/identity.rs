//! Decides which event a file means. Title, venue and start identify an event, unless the file
//! gives it a slug. A generated slug does not identify an event: an import never finds an event by
//! it.

use std::collections::HashSet;

use domain::{
    EventId, VenueId,
    import::{NewEvent, name_key, slug_with_letter},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{names::slugs, venue::FoundVenue};
use crate::Error;

/// An existing event.
#[derive(Debug, Clone)]
pub(super) struct EventRow {
    pub id: EventId,
    pub slug: String,
    pub venue: VenueId,
    pub plan_hash: String,
}

/// The event with this slug, if it exists.
pub(super) async fn by_slug(
    connection: &mut PgConnection,
    slug: &str,
) -> Result<Option<EventRow>, Error> {
    let found = sqlx::query!(
        "select id, slug, venue_id, plan_hash from event where slug = $1",
        slug
    )
    .fetch_optional(connection)
    .await?;
    Ok(found.map(|row| EventRow {
        id: EventId(row.id),
        slug: row.slug,
        venue: VenueId(row.venue_id),
        plan_hash: row.plan_hash,
    }))
}

/// The event that a file means, if it exists.
pub(super) async fn find(
    connection: &mut PgConnection,
    event: &NewEvent,
    venue: VenueId,
    starts_at: OffsetDateTime,
) -> Result<Option<EventRow>, Error> {
    if let Some(slug) = &event.slug {
        return by_slug(connection, slug).await;
    }
    let rows = sqlx::query!(
        "select id, slug, title, venue_id, plan_hash from event where venue_id = $1 and starts_at = $2 order by id",
        venue.0,
        starts_at
    );
    let title = name_key(&event.title);
    let same = rows
        .fetch_all(connection)
        .await?
        .into_iter()
        .find(|row| name_key(&row.title) == title);
    Ok(same.map(|row| EventRow {
        id: EventId(row.id),
        slug: row.slug,
        venue: VenueId(row.venue_id),
        plan_hash: row.plan_hash,
    }))
}

/// A slug for an event that has none: title and day. If another event has that, the time is added,
/// and then a number.
pub(super) async fn new_slug(
    connection: &mut PgConnection,
    venue: &FoundVenue,
    event: &NewEvent,
    starts_at: OffsetDateTime,
    taken: &HashSet<String>,
) -> Result<String, Error> {
    let local = sqlx::query!(
        r#"select to_char($1::timestamptz at time zone $2, 'YYYY-MM-DD') as "day!",
                  to_char($1::timestamptz at time zone $2, 'HH24MI') as "time!""#,
        starts_at,
        venue.timezone
    )
    .fetch_one(&mut *connection)
    .await?;
    let base = format!(
        "{}-{}",
        slug_with_letter(&event.title, &event.category),
        local.day
    );
    let timed = format!("{base}-{}", local.time);
    // Nearly always one of these two is free, so the hundred others are looked up only if neither
    // is.
    if let Some(free) = first_free(connection, vec![base, timed.clone()], taken).await? {
        return Ok(free);
    }
    let numbered = slugs(&timed);
    let by_chance = numbered.last().cloned().unwrap_or_default();
    Ok(first_free(connection, numbered, taken)
        .await?
        .unwrap_or(by_chance))
}

/// The first of these slugs that neither the file nor an existing event has.
async fn first_free(
    connection: &mut PgConnection,
    slugs: Vec<String>,
    taken: &HashSet<String>,
) -> Result<Option<String>, Error> {
    let slugs: Vec<String> = slugs
        .into_iter()
        .filter(|slug| !taken.contains(slug))
        .collect();
    let stored = sqlx::query_scalar!("select slug from event where slug = any ($1)", &slugs)
        .fetch_all(connection)
        .await?;
    Ok(slugs.into_iter().find(|slug| !stored.contains(slug)))
}
