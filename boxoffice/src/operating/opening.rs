//! Moves the opening of a sale.

use std::time::Duration;

use domain::EventId;
use serde_json::json;
use store::{
    Pool, operating,
    operator_actions::{self, NewAction, Operator},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{OperatingError, refused};

/// Moves the opening of a sale without sold seats to `wait` from now, by the database's clock.
/// Returns the new opening, at a whole second. Buyers who hold seats keep them until the same time
/// as before. A draw that is not sealed becomes void; announce another one.
///
/// # Errors
/// If seats are sold, there is no such event, or the database fails.
pub async fn move_opening(
    pool: &Pool,
    operator: &Operator,
    event: EventId,
    wait: Duration,
) -> Result<OffsetDateTime, OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    operating::lock(&mut tx, event)
        .await?
        .ok_or(OperatingError::UnknownEvent)?;
    let Some(opens_at) = operating::move_opening(&mut tx, event, wait.as_secs_f64()).await? else {
        return refused("seats are sold, so the opening cannot move");
    };
    let details = json!({"opens_at": opens_at.format(&Rfc3339).unwrap_or_default()});
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "move_opening",
            event: Some(event),
            details,
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(opens_at)
}
