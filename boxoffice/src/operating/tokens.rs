//! Tokens of people who operate the shop over the API: given out and revoked.

use serde_json::json;
use store::{
    Pool,
    operator_actions::{self, NewAction, Operator},
    staff_tokens,
};

use super::{OperatingError, refused};

/// Keeps a new token by its SHA-256, under the name that the record of operators' actions shows from then on.
///
/// # Errors
/// A valid token of this name, or the database's failure.
pub async fn give_token(pool: &Pool, operator: &Operator, name: &str, hash: &[u8; 32]) -> Result<(), OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if !staff_tokens::add(&mut tx, name, hash).await? {
        return refused(format!("a valid token is called `{name}`: revoke it, or choose another name"));
    }
    let action = NewAction { action: "give_token", event: None, details: json!({"name": name}) };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(())
}

/// Revokes the valid token of this name: no server takes it from the commit on.
///
/// # Errors
/// That no valid token has this name, or the database's failure.
pub async fn revoke_token(pool: &Pool, operator: &Operator, name: &str) -> Result<(), OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if !staff_tokens::revoke(&mut tx, name).await? {
        return refused(format!("no valid token is called `{name}`"));
    }
    let action = NewAction { action: "revoke_token", event: None, details: json!({"name": name}) };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(())
}
