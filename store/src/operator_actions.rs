//! The record of what operators did: pauses, blocks, cancellations, imports. It is insert-only, and a trigger keeps it so.

use domain::EventId;
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool};

/// The person who acts, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The account on the machine, or the name of the token: at most 200 letters.
    pub who: String,
    /// The host of the command, or the address of the call: at most 255 letters.
    pub origin: String,
}

/// Something to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAction {
    /// `pause`, `resume`, `block`, `unblock`, `cancel`, `move_opening`, `import`, `waiting_room`, `announce_draw`, `beacon`, `give_token`,
    /// `revoke_token`, `add_promo_code`, `revoke_promo_code`, `set_refunds`, `move`, `paid_otherwise`.
    pub action: &'static str,
    /// Of which event.
    pub event: Option<EventId>,
    /// The arguments and the result.
    pub details: Value,
}

/// A row of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// When.
    pub at: OffsetDateTime,
    /// The account, or the name of the token.
    pub who: String,
    /// The host, or the address.
    pub origin: String,
    /// What was done.
    pub action: String,
    /// The arguments and the result.
    pub details: Value,
}

/// Records an action in the transaction that does it: either both happen, or neither.
///
/// # Errors
/// The database's failures.
pub async fn record(tx: &mut PgConnection, operator: &Operator, action: &NewAction) -> Result<(), Error> {
    sqlx::query!(
        "insert into operator_action (who, action, event_id, details, origin) values (left($1, 200), $2, $3, $4, left($5, 255))",
        operator.who,
        action.action,
        action.event.map(|event| event.0),
        action.details,
        operator.origin
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What operators did to an event, the oldest first.
///
/// # Errors
/// The database's failures.
pub async fn of_event(pool: &Pool, event: EventId) -> Result<Vec<Action>, Error> {
    let rows =
        sqlx::query_as!(Action, "select at, who, origin, action, details from operator_action where event_id = $1 order by id", event.0);
    Ok(rows.fetch_all(pool).await?)
}
