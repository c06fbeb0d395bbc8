//! Rule 10. No promo code exceeds its limit of uses.

use sqlx::PgConnection;

use super::{EventRange, Finding};
use crate::Error;

/// A code may be valid for several events. A violation names the first event that uses it.
pub(super) async fn violations(
    connection: &mut PgConnection,
    events: EventRange,
) -> Result<Vec<Finding>, Error> {
    let found = sqlx::query_as!(
        Finding,
        r#"
        with used as materialized (
            select u.promo_code_id, min(u.event_id) as event_id, count(*) as uses from promo_code_use u group by u.promo_code_id
        )
        select used.event_id as "event!", format('promo code %s has %s uses, and may have %s', c.code, used.uses, c.max_uses) as "what!"
        from used join promo_code c on c.id = used.promo_code_id
        where used.uses > c.max_uses and used.event_id between $1 and $2
        "#,
        events.first,
        events.last
    );
    Ok(found.fetch_all(connection).await?)
}
