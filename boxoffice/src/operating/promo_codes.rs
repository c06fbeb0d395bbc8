//! Creates and revokes promo codes.

use domain::selling::PromoCode;
use serde_json::json;
use store::{
    Pool,
    operator_actions::{self, NewAction, Operator},
    promo_codes::{self, CodeScope, NewPromoCode},
};

use super::{OperatingError, refused};

/// Creates a promo code.
///
/// # Errors
/// If a code of this name exists, even a revoked one, a limit makes no sense, or the database
/// fails.
pub async fn add_promo_code(
    pool: &Pool,
    operator: &Operator,
    new: &NewPromoCode,
) -> Result<(), OperatingError> {
    if new
        .valid_from
        .zip(new.valid_until)
        .is_some_and(|(from, until)| from >= until)
    {
        return refused("the code would end before it begins to be valid");
    }
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if !promo_codes::add(&mut tx, new).await? {
        return refused(format!(
            "there is a code `{}` already, and a code never changes",
            new.code
        ));
    }
    let event = match new.scope {
        CodeScope::Event(event) => Some(event),
        CodeScope::Series(_) | CodeScope::Everywhere => None,
    };
    let action = NewAction {
        action: "add_promo_code",
        event,
        details: json!({"code": new.code.as_str(), "max_uses": new.max_uses}),
    };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(())
}

/// Revokes a promo code: after the commit no booking gets it. Bookings that have it keep it.
///
/// # Errors
/// If no valid code has this name, or the database fails.
pub async fn revoke_promo_code(
    pool: &Pool,
    operator: &Operator,
    code: &PromoCode,
) -> Result<(), OperatingError> {
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    if !promo_codes::revoke(&mut tx, code).await? {
        return refused(format!("there is no valid code `{code}`"));
    }
    let action = NewAction {
        action: "revoke_promo_code",
        event: None,
        details: json!({"code": code.as_str()}),
    };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(())
}
