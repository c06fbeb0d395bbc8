//! The sale desk's batch: commands for one event, one SQL function, one transaction. The rules are in `migrations/0021_desk.sql`, and in the files that it names.

mod batch;
mod command;
mod outcome;

pub use batch::{BlockedIn, block_in, run, run_until};
pub use command::{Batch, Begin, Block, Confirmation, Hold, NewTicket, Release, Revocation, Wish};
pub use outcome::{BatchOutcome, Begun, Confirmed, Held, HoldOutcome, Payable, Released, Revoked};

use domain::{EventId, SeatNo};

use crate::{Error, Pool};

pub(crate) fn seat_numbers(seats: &[SeatNo]) -> Vec<i32> {
    seats.iter().map(|seat| seat_number(*seat)).collect()
}

pub(crate) fn seat_number(seat: SeatNo) -> i32 {
    // Beyond what a column holds there is no seat either.
    i32::try_from(seat.0).unwrap_or(i32::MAX)
}

pub(crate) fn seat_from(number: i32) -> SeatNo {
    SeatNo(number.unsigned_abs())
}

/// The events that have lapsed bookings.
///
/// # Errors
/// The database's failures.
pub async fn events_with_lapsed_bookings<'e>(connection: impl sqlx::PgExecutor<'e>) -> Result<Vec<EventId>, Error> {
    let events =
        sqlx::query_scalar!("select distinct event_id from booking where status = 'pending' and expires_at <= statement_timestamp()")
            .fetch_all(connection)
            .await?;
    Ok(events.into_iter().map(EventId).collect())
}

/// Forgets the answers to holds that are older than a day.
///
/// # Errors
/// The database's failures.
pub async fn forget_old_answers(pool: &Pool) -> Result<u64, Error> {
    let done = sqlx::query!("delete from hold_answer where at < statement_timestamp() - interval '1 day'")
        .execute(&pool.with_deadline(crate::deadline::COMMAND))
        .await?;
    Ok(done.rows_affected())
}
