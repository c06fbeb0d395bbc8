//! Rotating the keys of ticket codes.

use domain::selling::TicketKeyNumber;
use serde_json::json;
use store::{
    Pool,
    operator_actions::{self, NewAction, Operator},
    tickets,
};

use super::{OperatingError, refused};
use crate::tickets::{TicketKeys, TicketSigner};

/// Creates a new key for ticket codes and returns its number. Servers sign with it within a minute.
/// Codes of all other keys stay valid.
///
/// # Errors
/// If all 64 keys exist, another operator creates a key at the same moment, or the database fails.
pub async fn rotate_ticket_keys(
    pool: &Pool,
    operator: &Operator,
) -> Result<TicketKeyNumber, OperatingError> {
    let last = TicketKeys::load(pool)
        .await?
        .rows()
        .last()
        .map_or(TicketKeyNumber::FIRST, |row| row.number);
    let Some(next) = last.successor() else {
        return refused("all 64 keys of ticket codes were made");
    };
    // The secret is stored first: nobody uses it before its public half is stored.
    let public = TicketSigner::load(pool, next).await?.public_key();
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if !tickets::rotate_keys(&mut tx, next, &public).await? {
        return refused("somebody else made a new key at the same moment");
    }
    let action = NewAction {
        action: "rotate_ticket_keys",
        event: None,
        details: json!({"kid": next.get()}),
    };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(next)
}
