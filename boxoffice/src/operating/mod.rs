//! What operators do to a sale: pause and resume it, block and unblock seats, cancel the event, and switch its waiting room; promo codes; and the
//! tokens by which they switch waiting rooms over the API. A command runs in a process of its own without desks or a hub, so for the servers it is
//! another server: it changes seats through the desk's SQL, under the event's lock, and notifies them after the commit.
//!
//! Each action and its row in the record of operators' actions are one transaction.

mod cancel;
mod opening;
mod promo_codes;
mod refunds;
mod seats;
mod tokens;
mod waiting_room;

use domain::EventId;
use serde_json::json;
use store::{
    Pool, operating,
    operator_actions::{self, NewAction, Operator},
};
use thiserror::Error;

pub use cancel::{Cancelled, Cancelling, cancel, look_at_cancelling};
pub use opening::move_opening;
pub use promo_codes::{add_promo_code, revoke_promo_code};
pub use refunds::{RefundTerms, move_event, paid_otherwise, set_refunds};
pub use seats::{Blocked, Taken, block, unblock};
pub use tokens::{give_token, revoke_token};
pub use waiting_room::{
    BeaconChoice, CLOSE_BEFORE_OPENING, PlannedDraw, announce_draw, change_room, room, set_announced, set_round, switch_room, usual_close,
};

/// The longest reason of a pause, in letters: fans read it on the page of the event.
pub const LONGEST_REASON: usize = 500;

/// Why an operator's command changed nothing.
#[derive(Debug, Error)]
pub enum OperatingError {
    /// There is no such event, or it is not up for sale.
    #[error("there is no such event")]
    UnknownEvent,
    /// The command cannot be done, for each of these reasons.
    #[error("{}", .0.join("\n"))]
    Refused(Vec<String>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

fn refused<T>(why: impl Into<String>) -> Result<T, OperatingError> {
    Err(OperatingError::Refused(vec![why.into()]))
}

/// Whether a command changed something, or found things as it would have left them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It did.
    Made,
    /// Everything was so already.
    None,
}

/// Pauses a sale: from the commit on nobody can hold seats, and pages say why. Buyers who hold seats can still pay. Pausing a paused
/// sale changes the reason, if one is given.
///
/// # Errors
/// An event that is over or cancelled, a reason that is too long, or the database's failure.
pub async fn pause(pool: &Pool, operator: &Operator, event: EventId, reason: Option<&str>) -> Result<Change, OperatingError> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
        return refused(format!("a reason has at most {LONGEST_REASON} letters"));
    }
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let sale = operating::lock(&mut tx, event).await?.ok_or(OperatingError::UnknownEvent)?;
    if sale.cancelled_at.is_some() {
        return refused("the event is cancelled: nobody can hold its seats anyway");
    }
    if sale.is_over {
        return refused("the event is over: nobody can hold its seats anyway");
    }
    if sale.paused_at.is_some() && (reason.is_none() || reason == sale.pause_reason.as_deref()) {
        return Ok(Change::None);
    }
    operating::pause(&mut tx, event, reason).await?;
    let action = NewAction { action: "pause", event: Some(event), details: json!({"reason": reason}) };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(Change::Made)
}

/// Ends a pause.
///
/// # Errors
/// The database's failure, or that there is no such event.
pub async fn resume(pool: &Pool, operator: &Operator, event: EventId) -> Result<Change, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let sale = operating::lock(&mut tx, event).await?.ok_or(OperatingError::UnknownEvent)?;
    if sale.paused_at.is_none() {
        return Ok(Change::None);
    }
    operating::resume(&mut tx, event).await?;
    operator_actions::record(&mut tx, operator, &NewAction { action: "resume", event: Some(event), details: json!({}) }).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(Change::Made)
}
