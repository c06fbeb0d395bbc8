//! Commands of operators: pause and resume a sale, block and unblock seats, cancel an event, switch
//! its waiting room, manage promo codes, the tokens of staff and the keys of ticket codes, erase a
//! buyer's address, and find a booking by its number.
//!
//! A command runs in a separate process without desks or a hub, so servers see it as another
//! server: it changes seats through the desk's SQL, under the event's lock, and notifies them after
//! the commit.
//!
//! Each action and its row in the record of operators' actions are one transaction.

mod bookings;
mod cancel;
mod forget;
mod keys;
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

pub use bookings::{FoundBooking, FoundSeat, FoundTicket, find_booking};
pub use cancel::{CancellationEffects, CancellationReport, cancel, look_at_cancelling};
pub use forget::forget;
pub use keys::rotate_ticket_keys;
pub use opening::move_opening;
pub use promo_codes::{add_promo_code, revoke_promo_code};
pub use refunds::{move_event, paid_otherwise, set_refunds};
pub use seats::{BlockReport, TakenSeatPolicy, block, unblock};
pub use tokens::{give_token, revoke_token};
pub use waiting_room::{
    BeaconChoice, CLOSE_BEFORE_OPENING, PlannedDraw, announce_draw, change_room, room,
    set_announced, set_round, switch_room, usual_close,
};

/// The longest reason of a pause, in characters. Fans read it on the event's page.
pub const LONGEST_REASON: usize = 500;

/// Why a command of an operator changed nothing.
#[derive(Debug, Error)]
pub enum OperatingError {
    /// There is no such event, or it is not up for sale.
    #[error("there is no such event")]
    UnknownEvent,
    /// The command is refused, for each of these reasons.
    #[error("{}", .0.join("\n"))]
    Refused(Vec<String>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

fn refused<T>(why: impl Into<String>) -> Result<T, OperatingError> {
    Err(OperatingError::Refused(vec![why.into()]))
}

/// Whether a command changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It changed something.
    Made,
    /// Everything was already in the requested state.
    None,
}

/// Pauses a sale: after the commit nobody can hold seats, and pages say why. Buyers who hold seats
/// can still pay. Pausing a paused sale changes the reason, if one is given.
///
/// # Errors
/// If the event is over or cancelled, the reason is too long, or the database fails.
pub async fn pause(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    reason: Option<&str>,
) -> Result<Change, OperatingError> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
        return refused(format!("a reason has at most {LONGEST_REASON} letters"));
    }
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let sale = operating::lock(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
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
    let action = NewAction {
        action: "pause",
        event: Some(event),
        details: json!({"reason": reason}),
    };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(Change::Made)
}

/// Ends a pause.
///
/// # Errors
/// If there is no such event, or the database fails.
pub async fn resume(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
) -> Result<Change, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let sale = operating::lock(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    if sale.paused_at.is_none() {
        return Ok(Change::None);
    }
    operating::resume(&mut tx, event).await?;
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "resume",
            event: Some(event),
            details: json!({}),
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(Change::Made)
}
