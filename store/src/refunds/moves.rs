//! How refunds stand at their provider.

use domain::{
    BookingId, EventId, Money, RefundId,
    selling::{RefundCause, RefundState},
};
use uuid::Uuid;

use crate::{
    Error, Pool,
    decode::{self, money},
};

/// A refund, as whoever pays it needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRow {
    /// Its number.
    pub id: RefundId,
    /// The payment that it pays back; none for a booking that cost nothing.
    pub payment: Option<Uuid>,
    /// The event.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
    /// How much goes back.
    pub money: Money,
    /// Why.
    pub why: RefundCause,
    /// How far it is.
    pub state: RefundState,
}

/// A refund by number.
///
/// # Errors
/// The database's failures.
pub async fn find(pool: &Pool, refund: RefundId) -> Result<Option<RefundRow>, Error> {
    let row = sqlx::query!("select payment_id, event_id, booking_id, amount, currency, why, state from refund where id = $1", refund.0)
        .fetch_optional(pool)
        .await?;
    row.map(|row| {
        Ok(RefundRow {
            id: refund,
            payment: row.payment_id,
            event: EventId(row.event_id),
            booking: BookingId(row.booking_id),
            money: money(row.amount, &row.currency)?,
            why: decode::word("cause of a refund", &row.why)?,
            state: decode::word("state of a refund", &row.state)?,
        })
    })
    .transpose()
}

/// Moves a refund on, with the provider's number for it and why it failed. False if it is there already.
///
/// # Errors
/// The database's failures.
pub async fn settle(
    pool: &Pool,
    refund: RefundId,
    state: RefundState,
    reference: Option<&str>,
    fault: Option<&str>,
) -> Result<bool, Error> {
    let moved = sqlx::query_scalar!(r#"select settle_refund($1, $2, $3, $4) as "moved!""#, refund.0, state.as_str(), reference, fault)
        .fetch_one(pool)
        .await?;
    Ok(moved)
}

/// Writes a refund that was made at the provider without the shop, or moves it on. False if nothing is new.
///
/// # Errors
/// The database's failures, among them that the provider says it paid back more than was captured.
pub async fn note_outside(pool: &Pool, payment: Uuid, reference: &str, amount: i64, state: RefundState) -> Result<bool, Error> {
    let noted =
        sqlx::query_scalar!(r#"select note_outside_refund($1, $2, $3, $4) as "noted!""#, payment, reference, amount, state.as_str())
            .fetch_one(pool)
            .await?;
    Ok(noted)
}
