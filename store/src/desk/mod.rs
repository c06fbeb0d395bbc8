//! The batch of a sale desk: commands for one event, in one SQL function and one transaction. The
//! rules are in `migrations/0027_desk_hold.sql` to `0033_desk_batch.sql`;
//! `0040_policies_of_sales.sql` and `0044_keys_of_batches.sql` replace four of the functions. A
//! batch with extensions first calls another function (`migrations/0032_desk_extend.sql`).

mod batch;
mod begin;
mod block;
mod confirm;
mod expire;
mod extend;
mod hold;
mod kinds;
mod offer;
mod refund;
mod release;
mod revoke;

pub use batch::{BatchOutcome, run, run_until};
pub use begin::{Begin, BeginOutcome, FREE, Payable};
pub use block::{BlockOutcome, BlockSeats, block_in};
pub use confirm::{Confirmation, ConfirmationOutcome, NewTicket};
pub use expire::Expire;
pub use extend::{ExtensionOutcome, HoldExtension};
pub use hold::{Hold, HoldOutcome, HoldTarget};
pub use kinds::{Batch, DeskCommand, DeskKind, DeskOutcome};
pub use offer::{LateOffer, LateOfferOutcome};
pub(crate) use refund::outcome as refund_outcome;
pub use refund::{RefundOutcome, TicketRefund};
pub use release::{Release, ReleaseOutcome};
pub use revoke::{Revocation, RevocationOutcome};

use domain::{EventId, SeatNo};

use crate::{Error, Pool};

pub(crate) fn seat_numbers(seats: &[SeatNo]) -> Vec<i32> {
    seats.iter().map(|seat| seat_number(*seat)).collect()
}

fn seat_number(seat: SeatNo) -> i32 {
    // A number beyond the limit of the column is no seat either.
    i32::try_from(seat.0).unwrap_or(i32::MAX)
}

pub(crate) fn seat_from(number: i32) -> SeatNo {
    SeatNo(number.unsigned_abs())
}

fn seats_from(numbers: Option<Vec<i32>>) -> impl Iterator<Item = SeatNo> {
    numbers.into_iter().flatten().map(seat_from)
}

/// Groups items by command. `by` has the number of each item's command, counted from 1 within the
/// kind.
fn per_command<T>(
    commands: usize,
    by: Option<Vec<i32>>,
    items: impl Iterator<Item = T>,
) -> Vec<Vec<T>> {
    let mut sorted: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(commands).collect();
    for (command, item) in by.into_iter().flatten().zip(items) {
        if let Some(own) = sorted.get_mut(command as usize - 1) {
            own.push(item);
        }
    }
    sorted
}

/// The events with lapsed bookings.
pub async fn events_with_lapsed_bookings<'e>(
    connection: impl sqlx::PgExecutor<'e>,
) -> Result<Vec<EventId>, Error> {
    let events =
        sqlx::query_scalar!("select distinct event_id from booking where status = 'pending' and expires_at <= statement_timestamp()")
            .fetch_all(connection)
            .await?;
    Ok(events.into_iter().map(EventId).collect())
}

/// Deletes answers to holds that are older than a day, the oldest first, at most `limit`. Returns
/// their number.
pub async fn forget_old_answers(pool: &Pool, limit: u32) -> Result<u64, Error> {
    let done = sqlx::query!(
        "delete from hold_answer where (event_id, buyer_id, key) in (
             select event_id, buyer_id, key from hold_answer
             where at < statement_timestamp() - interval '1 day'
             order by at limit $1 for update skip locked
         )",
        i64::from(limit)
    )
    .execute(&pool.with_deadline(crate::deadline::COMMAND))
    .await?;
    Ok(done.rows_affected())
}
