//! Letters that bounced.

use uuid::Uuid;

use crate::{Error, Pool};

/// Marks a bounced letter and its address as dead. Returns whether there is such a letter.
pub async fn bounced(pool: &Pool, letter: Uuid) -> Result<bool, Error> {
    let marked = sqlx::query!(
        "with back as (
             update letter set dead_at = coalesce(dead_at, clock_timestamp()), last_error = 'the letter came back' where id = $1
             returning event_id, booking_id, address
         ), marked as (
             update contact c set bounced_at = clock_timestamp() from back
             where c.event_id = back.event_id and c.booking_id = back.booking_id and c.email = back.address
         )
         select event_id from back",
        letter
    );
    Ok(marked.fetch_optional(pool).await?.is_some())
}
