//! What a refund would come to.

use domain::{
    BookingId, BuyerId, EventId, Money, TicketId,
    selling::{RefundCause, RefundQuote, RefundedTicket},
};
use time::OffsetDateTime;

use crate::{
    Error, Pool,
    decode::currency,
    desk::{RefundOutcome, refund_outcome, seat_from},
};

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuoteOutcome {
    /// This would go back.
    Quote(RefundQuote),
    /// Nothing would, for this reason: never [`RefundOutcome::Refunded`].
    Refused(RefundOutcome),
}

/// Until when everybody may give tickets of an event back that has moved to another date. None: it has not moved, or the time is over.
///
/// # Errors
/// The database's failures.
pub async fn open_until(pool: &Pool, event: EventId) -> Result<Option<OffsetDateTime>, Error> {
    let until = sqlx::query_scalar!("select refund_until from event where id = $1 and refund_until > clock_timestamp()", event.0);
    Ok(until.fetch_optional(pool).await?.flatten())
}

/// What refunding these tickets of a buyer's booking would come to at this moment; of all of its tickets if none are named. Changes nothing.
///
/// # Errors
/// The database's failures.
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
    let Some(row) = row else { return Ok(QuoteOutcome::Refused(RefundOutcome::Unknown)) };
    if row.outcome != "fine" {
        return Ok(QuoteOutcome::Refused(refund_outcome(&row.outcome, None)?));
    }
    let currency = currency(&row.currency.unwrap_or_default())?;
    let lines = row.tickets.into_iter().flatten().zip(row.seats.into_iter().flatten()).zip(row.amounts.into_iter().flatten());
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
