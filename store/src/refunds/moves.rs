//! The state of refunds at their provider.

use domain::{
    BookingId, EventId, Money, RefundId,
    selling::{RefundCause, RefundState},
};
use uuid::Uuid;

use crate::{
    Error, Pool,
    decode::{self, money},
};

/// A refund, with everything that is needed to pay it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRow {
    /// Identifier of the refund.
    pub id: RefundId,
    /// The payment to pay back. None for a booking that cost nothing.
    pub payment: Option<Uuid>,
    /// The event.
    pub event: EventId,
    /// The booking.
    pub booking: BookingId,
    /// The amount that goes back.
    pub money: Money,
    /// Cause of the refund.
    pub why: RefundCause,
    /// State of the refund.
    pub state: RefundState,
}

/// The refund with this identifier.
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

/// Moves a refund to this state, with the provider's identifier and the reason of a failure. False
/// if it already has this state.
pub async fn settle(
    pool: &Pool,
    refund: RefundId,
    state: RefundState,
    reference: Option<&str>,
    fault: Option<&str>,
) -> Result<bool, Error> {
    let moved = sqlx::query_scalar!(
        r#"select settle_refund($1, $2, $3, $4) as "moved!""#,
        refund.0,
        state.as_str(),
        reference,
        fault
    )
    .fetch_one(pool)
    .await?;
    Ok(moved)
}

/// Stores a refund that was made at the provider without the shop, or moves it to this state. False
/// if nothing changed.
///
/// # Errors
/// The database failed, or the provider reports more money back than was captured.
pub async fn note_outside(
    pool: &Pool,
    payment: Uuid,
    reference: &str,
    amount: i64,
    state: RefundState,
) -> Result<bool, Error> {
    let noted = sqlx::query_scalar!(
        r#"select note_outside_refund($1, $2, $3, $4) as "noted!""#,
        payment,
        reference,
        amount,
        state.as_str()
    )
    .fetch_one(pool)
    .await?;
    Ok(noted)
}
