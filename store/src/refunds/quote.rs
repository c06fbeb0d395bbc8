//! Quotes for refunds.

use domain::{
    BookingId, BuyerId, EventId, Money, TicketId,
    selling::{RefundCause, RefundQuote, RefundedTicket},
};
use time::{OffsetDateTime, UtcOffset};

use crate::{
    Error, Pool,
    decode::currency,
    desk::{RefundOutcome, refund_outcome, seat_from},
};

/// The outcome of a request for a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuoteOutcome {
    /// This amount would go back.
    Quote(RefundQuote),
    /// Nothing would go back, for this reason. Never [`RefundOutcome::Refunded`].
    Refused(RefundOutcome),
}

/// The end of the time in which everybody may give tickets back, for an event that moved to another
/// date. Local time at the venue. None if the event has not moved, or the time is over.
pub async fn open_until(pool: &Pool, event: EventId) -> Result<Option<OffsetDateTime>, Error> {
    let until = sqlx::query!(
        r#"select e.refund_until as "until!", utc_offset(v.timezone, e.refund_until) as "offset!"
           from event e join venue v on v.id = e.venue_id where e.id = $1 and e.refund_until > clock_timestamp()"#,
        event.0
    );
    let until = until.fetch_optional(pool).await?;
    Ok(until.map(|row| {
        UtcOffset::from_whole_seconds(row.offset)
            .map_or(row.until, |offset| row.until.to_offset(offset))
    }))
}

/// The valid tickets of a booking, in order of their seats, and whether a door has admitted each.
pub async fn valid_tickets(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Vec<(TicketId, bool)>, Error> {
    let rows = sqlx::query!(
        r#"select t.id, exists (
               select from ticket_scan s where s.event_id = t.event_id and s.ticket_id = t.id and s.outcome = 'admitted'
           ) as "is_used!"
           from ticket t
           where t.event_id = $1 and t.booking_id = $2 and t.voided_at is null
           order by t.seat_no"#,
        event.0,
        booking.0
    );
    Ok(rows
        .fetch_all(pool)
        .await?
        .into_iter()
        .map(|row| (TicketId(row.id), row.is_used))
        .collect())
}

/// The refund of these tickets of a buyer's booking at this moment, or of all its tickets if none
/// are named. Changes nothing.
pub async fn quote(
    pool: &Pool,
    event: EventId,
    buyer: BuyerId,
    booking: BookingId,
    tickets: &[TicketId],
    why: RefundCause,
) -> Result<QuoteOutcome, Error> {
    let numbers: Vec<_> = tickets.iter().map(|ticket| ticket.0).collect();
    let row = sqlx::query!(
        r#"select q.outcome as "outcome!", q.currency, q.tickets, q.seats, q.amounts, q.amount, q.fee
           from booking b, refund_quote(b.event_id, clock_timestamp(), b.id, $4, $5) q
           where b.event_id = $1 and b.id = $2 and b.buyer_id = $3"#,
        event.0,
        booking.0,
        buyer.0,
        why.as_str(),
        &numbers
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else {
        return Ok(QuoteOutcome::Refused(RefundOutcome::Unknown));
    };
    if row.outcome != "fine" {
        return Ok(QuoteOutcome::Refused(refund_outcome(&row.outcome, None)?));
    }
    let currency = currency(&row.currency.unwrap_or_default())?;
    let lines = row
        .tickets
        .into_iter()
        .flatten()
        .zip(row.seats.into_iter().flatten())
        .zip(row.amounts.into_iter().flatten());
    let tickets = lines.map(|((ticket, seat), amount)| RefundedTicket {
        ticket: TicketId(ticket),
        seat: seat_from(seat),
        amount: Money::new(amount, currency),
    });
    Ok(QuoteOutcome::Quote(RefundQuote {
        amount: Money::new(row.amount.unwrap_or_default(), currency),
        fee: Money::new(row.fee.unwrap_or_default(), currency),
        tickets: tickets.collect(),
    }))
}
