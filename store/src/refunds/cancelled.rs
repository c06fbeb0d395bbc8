//! Refunds the bookings of cancelled events in batches. The row of the cancellation is the job.

use domain::{BookingId, EventId};

use crate::{Error, Pool};

/// A booking of a cancelled event with valid tickets that were paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CancelledBooking {
    /// The event.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
}

/// Claims the next batch of a cancelled event: up to `limit` bookings whose money is captured.
/// Nobody gets another batch of this event for `seconds`, so the pace does not depend on the number
/// of servers, and if this server dies, another one continues. None if nothing is due.
pub async fn claim_cancelled(
    pool: &Pool,
    limit: u32,
    seconds: f64,
) -> Result<Option<(EventId, Vec<CancelledBooking>)>, Error> {
    let event = sqlx::query_scalar!(
        "with due as materialized (
             select event_id from event_cancellation where done_at is null and run_at <= statement_timestamp()
             order by run_at limit 1
             for update skip locked
         )
         update event_cancellation c set run_at = clock_timestamp() + make_interval(secs => $1)
         from due where c.event_id = due.event_id
         returning c.event_id",
        seconds
    )
    .fetch_optional(pool)
    .await?;
    let Some(event) = event else { return Ok(None) };
    let bookings = sqlx::query_scalar!(
        "select b.id from booking b
         where b.event_id = $1 and b.status = 'confirmed'
           and not exists (select from payment p where p.event_id = b.event_id and p.booking_id = b.id and p.state = 'authorised')
         order by b.id limit $2",
        event,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    let event = EventId(event);
    Ok(Some((
        event,
        bookings
            .into_iter()
            .map(|id| CancelledBooking {
                event,
                booking: BookingId(id),
            })
            .collect(),
    )))
}

/// Marks a cancelled event as done if it has no booking left to refund. Returns whether it has
/// none.
pub async fn note_progress(pool: &Pool, event: EventId) -> Result<bool, Error> {
    let done = sqlx::query!(
        "update event_cancellation c set done_at = clock_timestamp()
         where c.event_id = $1 and c.done_at is null
           and not exists (select from booking b where b.event_id = $1 and b.status = 'confirmed')
           and not exists (
               select from payment p where p.event_id = $1 and p.closed_at is null and p.state in ('started', 'open', 'authorised', 'late')
           )",
        event.0
    );
    Ok(done.execute(pool).await?.rows_affected() == 1)
}
