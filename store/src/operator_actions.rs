//! The record of operators' actions: pauses, blocks, cancellations, imports. A trigger keeps it
//! insert-only.

use domain::EventId;
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool};

/// The person who acts, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The account on the machine, or the name of the token. At most 200 characters.
    pub who: String,
    /// The host of the command, or the address of the API call. At most 255 characters.
    pub origin: String,
}

/// An action to record.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAction {
    /// `pause`, `resume`, `block`, `unblock`, `cancel`, `move_opening`, `import`, `waiting_room`,
    /// `announce_draw`, `beacon`, `give_token`, `revoke_token`, `add_promo_code`,
    /// `revoke_promo_code`, `set_refunds`, `move`, `paid_otherwise`, `forget`,
    /// `rotate_ticket_keys`, `set_venue`.
    pub action: &'static str,
    /// The event.
    pub event: Option<EventId>,
    /// The arguments and the result.
    pub details: Value,
}

/// A recorded action.
#[derive(Debug, Clone, PartialEq)]
pub struct OperatorAction {
    /// When it happened.
    pub at: OffsetDateTime,
    /// The account, or the name of the token.
    pub who: String,
    /// The host, or the address of the API call.
    pub origin: String,
    /// The kind of action.
    pub action: String,
    /// The arguments and the result.
    pub details: Value,
}

/// Records an action in the transaction that makes the change, so that both happen or neither.
pub async fn record(
    tx: &mut PgConnection,
    operator: &Operator,
    action: &NewAction,
) -> Result<(), Error> {
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

/// The recorded actions on an event, the oldest first.
pub async fn of_event(pool: &Pool, event: EventId) -> Result<Vec<OperatorAction>, Error> {
    let rows = sqlx::query_as!(
        OperatorAction,
        "select at, who, origin, action, details from operator_action where event_id = $1 order by id",
        event.0
    );
    Ok(rows.fetch_all(pool).await?)
}
