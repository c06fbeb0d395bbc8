//! Removing what nobody needs any more (migration 0018), in batches: each call is a short transaction of its own.
//!
//! Sales are never removed, nor payments, their stamps, what operators did, or the draws of waiting rooms with their entries.

use domain::EventId;
use time::OffsetDateTime;

use crate::{Error, Pool};

/// What time the database has: ages are counted from it.
///
/// # Errors
/// The database's failures.
pub async fn now(pool: &Pool) -> Result<OffsetDateTime, Error> {
    Ok(sqlx::query_scalar!(r#"select statement_timestamp() as "now!""#).fetch_one(pool).await?)
}

/// Removes holds that ended before this moment without a sale, the oldest first, at most `limit`; how many.
///
/// # Errors
/// The database's failures.
pub async fn bookings(pool: &Pool, before: OffsetDateTime, limit: u32) -> Result<u32, Error> {
    let removed = sqlx::query_scalar!(r#"select prune_bookings($1, $2) as "removed!""#, before, limit as i32).fetch_one(pool).await?;
    Ok(removed.unsigned_abs())
}

/// Removes finished jobs and providers' notices from before this moment, at most `limit` of each; how many.
///
/// # Errors
/// The database's failures.
pub async fn work(pool: &Pool, before: OffsetDateTime, limit: u32) -> Result<u32, Error> {
    let removed = sqlx::query_scalar!(r#"select prune_work($1, $2) as "removed!""#, before, limit as i32).fetch_one(pool).await?;
    Ok(removed.unsigned_abs())
}

/// Removes passes and calls of the waiting rooms of events that ended before this moment, at most `limit` of each; how many.
///
/// # Errors
/// The database's failures.
pub async fn lines(pool: &Pool, ended_before: OffsetDateTime, limit: u32) -> Result<u32, Error> {
    let removed = sqlx::query_scalar!(r#"select prune_line($1, $2) as "removed!""#, ended_before, limit as i32).fetch_one(pool).await?;
    Ok(removed.unsigned_abs())
}

/// Events that ended before this moment and have frames that are not archived.
///
/// # Errors
/// The database's failures.
pub async fn events_with_frames(pool: &Pool, ended_before: OffsetDateTime) -> Result<Vec<EventId>, Error> {
    let events = sqlx::query_scalar!(
        "select e.id from event e
         join event_version c on c.event_id = e.id
         left join seat_checkpoint p on p.event_id = e.id
         where e.ends_at < $1 and c.v > coalesce(p.v, 0)
         order by e.id",
        ended_before
    )
    .fetch_all(pool)
    .await?;
    Ok(events.into_iter().map(EventId).collect())
}

/// Archives the oldest frames of an event in its checkpoint, at most `limit`; how many. None are archived of a log with a gap, nor while
/// another server archives this event's.
///
/// # Errors
/// The database's failures.
pub async fn archive_frames(pool: &Pool, event: EventId, limit: u32) -> Result<u32, Error> {
    let archived = sqlx::query_scalar!(r#"select archive_frames($1, $2) as "archived!""#, event.0, limit as i32).fetch_one(pool).await?;
    Ok(archived.unsigned_abs())
}
