//! The sale desk's batch: commands for one event, one SQL function, one transaction. The rules are in `migrations/0029_refunds.sql` and
//! `migrations/0028_price_types.sql`, and in the files that `migrations/0026_hosted_payments.sql` names.

mod batch;
mod begin;
mod block;
mod confirm;
mod expire;
mod hold;
mod kinds;
mod refund;
mod release;
mod revoke;

pub use batch::{BatchOutcome, run, run_until};
pub use begin::{Begin, Begun, FREE, Payable};
pub use block::{Block, BlockedIn, block_in};
pub use confirm::{Confirmation, Confirmed, NewTicket};
pub use expire::Expire;
pub use hold::{Hold, HoldOutcome, HoldTarget};
pub use kinds::{Batch, DeskCommand, DeskKind, DeskOutcome};
pub(crate) use refund::outcome as refund_outcome;
pub use refund::{RefundOutcome, TicketRefund};
pub use release::{Release, Released};
pub use revoke::{Revocation, Revoked};

use domain::{EventId, SeatNo};

use crate::{Error, Pool};

pub(crate) fn seat_numbers(seats: &[SeatNo]) -> Vec<i32> {
    seats.iter().map(|seat| seat_number(*seat)).collect()
}

fn seat_number(seat: SeatNo) -> i32 {
    // Beyond what a column holds there is no seat either.
    i32::try_from(seat.0).unwrap_or(i32::MAX)
}

pub(crate) fn seat_from(number: i32) -> SeatNo {
    SeatNo(number.unsigned_abs())
}

fn seats_from(numbers: Option<Vec<i32>>) -> impl Iterator<Item = SeatNo> {
    numbers.into_iter().flatten().map(seat_from)
}

/// Gives each item to its command: `by` has the commands' numbers, counted from 1 within their kind.
fn per_command<T>(commands: usize, by: Option<Vec<i32>>, items: impl Iterator<Item = T>) -> Vec<Vec<T>> {
    let mut sorted: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(commands).collect();
    for (command, item) in by.into_iter().flatten().zip(items) {
        if let Some(own) = sorted.get_mut(command as usize - 1) {
            own.push(item);
        }
    }
    sorted
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
