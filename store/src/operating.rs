//! What operators change of a sale, in transactions that the caller begins. Each locks the event's version first, as the sale desk does:
//! what is decided here, no hold that comes later overlooks.

use domain::{EventId, SeatNo, SeatStatus};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool, desk::seat_from};

/// How a sale stands, as far as operators decide it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// What the event is called.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// Since when the sale is paused.
    pub paused_at: Option<OffsetDateTime>,
    /// What fans read about the pause.
    pub pause_reason: Option<String>,
    /// Since when the event is cancelled.
    pub cancelled_at: Option<OffsetDateTime>,
    /// Whether the event is over.
    pub is_over: bool,
    /// The hash of its seating plan.
    pub plan_hash: String,
}

/// Locks the event's version and reads how its sale stands. None where there is no such event, or it is not up for sale.
///
/// # Errors
/// The database's failures.
pub async fn lock(tx: &mut PgConnection, event: EventId) -> Result<Option<Sale>, Error> {
    // Statements of their own: what is read after the lock sees what was committed before it.
    let locked =
        sqlx::query!("select v from event_version where event_id = $1 for no key update", event.0).fetch_optional(&mut *tx).await?;
    if locked.is_none() {
        return Ok(None);
    }
    let sale = sqlx::query_as!(
        Sale,
        r#"select title, slug, paused_at, pause_reason, cancelled_at, ends_at <= clock_timestamp() as "is_over!", plan_hash
           from event where id = $1"#,
        event.0
    );
    Ok(sale.fetch_optional(tx).await?)
}

/// Pauses a sale, or changes the reason of a pause.
///
/// # Errors
/// The database's failures.
pub async fn pause(tx: &mut PgConnection, event: EventId, reason: Option<&str>) -> Result<(), Error> {
    sqlx::query!(
        "update event set paused_at = coalesce(paused_at, clock_timestamp()), pause_reason = $2, revision = revision + 1 where id = $1",
        event.0,
        reason
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends the pause of a sale.
///
/// # Errors
/// The database's failures.
pub async fn resume(tx: &mut PgConnection, event: EventId) -> Result<(), Error> {
    sqlx::query!("update event set paused_at = null, pause_reason = null, revision = revision + 1 where id = $1", event.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Cancels an event: nobody can hold its seats any more.
///
/// # Errors
/// The database's failures.
pub async fn cancel(tx: &mut PgConnection, event: EventId) -> Result<(), Error> {
    sqlx::query!(
        "update event set cancelled_at = coalesce(cancelled_at, clock_timestamp()), revision = revision + 1 where id = $1",
        event.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Moves the opening of a sale to so many seconds from now: the new opening, at a whole second. None where a seat is sold: then nothing is
/// changed.
///
/// # Errors
/// The database's failures.
pub async fn move_opening(tx: &mut PgConnection, event: EventId, seconds: f64) -> Result<Option<OffsetDateTime>, Error> {
    let moved = sqlx::query_scalar!(
        "update event e set on_sale_at = date_trunc('second', clock_timestamp() + make_interval(secs => $2)), revision = e.revision + 1
         from event_version v
         where e.id = $1 and v.event_id = e.id and v.sold = 0 returning e.on_sale_at",
        event.0,
        seconds
    );
    Ok(moved.fetch_optional(tx).await?)
}

/// A seat as an operator finds it. A hold whose time is over counts as available, as it does for the next buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatNow {
    /// Which.
    pub seat: SeatNo,
    /// What it is.
    pub status: SeatStatus,
    /// Until when it is held.
    pub held_until: Option<OffsetDateTime>,
}

/// These seats of an event, in order; those that it does not have are left out.
///
/// # Errors
/// The database's failures.
pub async fn seats(tx: &mut PgConnection, event: EventId, seats: &[SeatNo]) -> Result<Vec<SeatNow>, Error> {
    let rows = sqlx::query!(
        r#"select seat_no, case when status = 1 and expires_at <= clock_timestamp() then 0 else status end as "status!", expires_at
           from seat_status where event_id = $1 and seat_no = any ($2) order by seat_no"#,
        event.0,
        &crate::desk::seat_numbers(seats)
    )
    .fetch_all(tx)
    .await?;
    let seat = |seat_no: i32, status: i32, held_until| {
        let status = SeatStatus::from_bits(status as u8);
        SeatNow { seat: seat_from(seat_no), status, held_until: if status == SeatStatus::Held { held_until } else { None } }
    };
    Ok(rows.into_iter().map(|row| seat(row.seat_no, row.status, row.expires_at)).collect())
}

/// How many seats of the event are available, held, sold and blocked, without a lock.
///
/// # Errors
/// The database's failures.
pub async fn counts(pool: &Pool, event: EventId) -> Result<Option<[i32; 4]>, Error> {
    let row = sqlx::query!("select available, held, sold, blocked from event_version where event_id = $1", event.0);
    Ok(row.fetch_optional(pool).await?.map(|row| [row.available, row.held, row.sold, row.blocked]))
}
