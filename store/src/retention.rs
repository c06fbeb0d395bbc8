//! Deletes old data in batches (`migrations/0026_retention.sql`). Each call is a short, separate
//! transaction.
//!
//! It never deletes sales, payments and their stamps, actions of operators, or the draws of waiting
//! rooms with their entries.

use domain::EventId;
use time::OffsetDateTime;

use crate::{Error, Pool};

/// The database's time, from which ages are computed.
pub async fn now(pool: &Pool) -> Result<OffsetDateTime, Error> {
    Ok(
        sqlx::query_scalar!(r#"select statement_timestamp() as "now!""#)
            .fetch_one(pool)
            .await?,
    )
}

/// Deletes holds that ended before this moment without a sale, the oldest first, at most `limit`.
/// Returns their number.
pub async fn bookings(pool: &Pool, before: OffsetDateTime, limit: u32) -> Result<u32, Error> {
    let removed = sqlx::query_scalar!(
        r#"select prune_bookings($1, $2) as "removed!""#,
        before,
        limit as i32
    )
    .fetch_one(pool)
    .await?;
    Ok(removed.unsigned_abs())
}

/// Deletes finished jobs and providers' notices from before this moment, at most `limit` of each.
/// Returns their number.
pub async fn work(pool: &Pool, before: OffsetDateTime, limit: u32) -> Result<u32, Error> {
    let removed = sqlx::query_scalar!(
        r#"select prune_work($1, $2) as "removed!""#,
        before,
        limit as i32
    )
    .fetch_one(pool)
    .await?;
    Ok(removed.unsigned_abs())
}

/// Deletes sign-in codes that are a day old, sessions that ended before this moment, and sessions
/// that nobody used for 180 days, at most `limit` of each. Returns their number.
pub async fn sign_ins(pool: &Pool, before: OffsetDateTime, limit: u32) -> Result<u32, Error> {
    let removed = sqlx::query_scalar!(
        r#"with codes as (
               delete from sign_in_code where id in (
                   select id from sign_in_code where at < greatest($1, statement_timestamp() - interval '1 day')
                   order by at limit $2 for update skip locked
               ) returning 1
           ), ended as (
               delete from session where id in (
                   select id from session
                   where seen_at < $1 and (revoked_at < $1 or seen_at < statement_timestamp() - interval '180 days')
                   order by seen_at limit $2 for update skip locked
               ) returning 1
           )
           select (select count(*) from codes) + (select count(*) from ended) as "removed!""#,
        before,
        i64::from(limit)
    );
    Ok(u32::try_from(removed.fetch_one(pool).await?).unwrap_or(u32::MAX))
}

/// Deletes passes and calls of waiting rooms whose event ended before this moment, at most `limit`
/// of each. Returns their number.
pub async fn lines(pool: &Pool, ended_before: OffsetDateTime, limit: u32) -> Result<u32, Error> {
    let removed = sqlx::query_scalar!(
        r#"select prune_line($1, $2) as "removed!""#,
        ended_before,
        limit as i32
    )
    .fetch_one(pool)
    .await?;
    Ok(removed.unsigned_abs())
}

/// Events that ended before this moment and have frames outside their checkpoint.
pub async fn events_with_frames(
    pool: &Pool,
    ended_before: OffsetDateTime,
) -> Result<Vec<EventId>, Error> {
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

/// Moves the oldest frames of an event into its checkpoint, at most `limit`. Returns their number.
/// It moves none if the log has a gap, or if another server archives this event.
pub async fn archive_frames(pool: &Pool, event: EventId, limit: u32) -> Result<u32, Error> {
    let archived = sqlx::query_scalar!(
        r#"select archive_frames($1, $2) as "archived!""#,
        event.0,
        limit as i32
    )
    .fetch_one(pool)
    .await?;
    Ok(archived.unsigned_abs())
}
