//! Creates and revokes the tokens of staff.

use serde_json::json;
use store::{
    Pool,
    operator_actions::{self, NewAction, Operator},
    staff_tokens::{self, NewToken},
};

use super::{OperatingError, refused};

/// Stores a new token as its SHA-256, under the name that the record of operators' actions shows.
///
/// # Errors
/// If a valid token has this name, or the database fails.
pub async fn give_token(
    pool: &Pool,
    operator: &Operator,
    token: &NewToken,
    hash: &[u8; 32],
) -> Result<(), OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if !staff_tokens::add(&mut tx, token, hash).await? {
        return refused(format!(
            "a valid token is called `{}`: revoke it, or choose another name",
            token.name
        ));
    }
    let details = json!({"name": token.name, "role": token.role.as_str()});
    operator_actions::record(
        &mut tx,
        operator,
        &NewAction {
            action: "give_token",
            event: token.event,
            details,
        },
    )
    .await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(())
}

/// Revokes the valid token of this name: no server accepts it after the commit.
///
/// # Errors
/// If no valid token has this name, or the database fails.
pub async fn revoke_token(
    pool: &Pool,
    operator: &Operator,
    name: &str,
) -> Result<(), OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if !staff_tokens::revoke(&mut tx, name).await? {
        return refused(format!("no valid token is called `{name}`"));
    }
    let action = NewAction {
        action: "revoke_token",
        event: None,
        details: json!({"name": name}),
    };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(())
}
