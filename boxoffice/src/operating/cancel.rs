//! Cancelling an event.

use domain::EventId;
use serde_json::json;
use store::{
    Pool, Transaction, operating,
    operator_actions::{self, NewAction, Operator},
    payments::{self, EventPayment},
};

use super::{OperatingError, refused};

/// What cancelling an event would do.
#[derive(Debug, Clone)]
pub struct Cancelling {
    /// What the event is called.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// Whether it is cancelled already: then only what is left of the work is done.
    pub is_cancelled: bool,
    /// Payments of confirmed bookings: the money has moved, or the order to move it is given. Cancelling leaves them as they are.
    pub captured: Vec<EventPayment>,
    /// Payments that buyers have begun and that are not sales yet. Cancelling ends them, and reserved money is given back.
    pub open: Vec<EventPayment>,
}

/// What was done.
#[derive(Debug, Clone)]
pub struct Cancelled {
    /// What was found under the event's lock.
    pub found: Cancelling,
    /// How many payments under way are being closed. Reserved money goes back.
    pub closed: u64,
}

/// Looks at what cancelling an event would do, and changes nothing.
///
/// # Errors
/// That there is no such event, or the database's failure.
pub async fn look_at_cancelling(pool: &Pool, event: EventId) -> Result<Cancelling, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    found(&mut tx, event).await
}

/// Cancels an event: nobody can hold its seats or begin to pay any more, and reserved money is given back. A payment whose provider answers
/// later sells nothing either: the sale desk refuses it and orders its money back.
/// Tickets that were sold stay, and so does their money: with `leave_payments` the operator says that this is understood.
///
/// # Errors
/// Captured payments that the operator has not agreed to leave; that there is no such event; or the database's failure.
pub async fn cancel(pool: &Pool, operator: &Operator, event: EventId, leave_payments: bool) -> Result<Cancelled, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let found = found(&mut tx, event).await?;
    if !found.captured.is_empty() && !leave_payments {
        return refused(format!("{} captured payments would be left as they are", found.captured.len()));
    }
    operating::cancel(&mut tx, event).await?;
    let closed = payments::close_all(&mut tx, event).await?;
    let details = json!({
        "captured_payments": found.captured.len(),
        "open_payments": found.open.len(),
        "closed_payments": closed,
        "leave_payments": leave_payments,
    });
    operator_actions::record(&mut tx, operator, &NewAction { action: "cancel", event: Some(event), details }).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(Cancelled { found, closed })
}

async fn found(tx: &mut Transaction, event: EventId) -> Result<Cancelling, OperatingError> {
    let sale = operating::lock(tx, event).await?.ok_or(OperatingError::UnknownEvent)?;
    let (captured, open) = payments::of_event(tx, event).await?.into_iter().partition(|payment| payment.is_sold);
    Ok(Cancelling { title: sale.title, slug: sale.slug, is_cancelled: sale.cancelled_at.is_some(), captured, open })
}
