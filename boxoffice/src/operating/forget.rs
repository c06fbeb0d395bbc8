//! Erases an e-mail address at its owner's request.

use domain::selling::EmailAddress;
use serde_json::json;
use store::{
    Pool,
    operator_actions::{self, NewAction, Operator},
    people::{self, ForgetReport},
};

use super::OperatingError;

/// Removes an address from every table: contacts, the account with its sessions, codes, letters,
/// the parameters of payment pages, and providers' notices. Bookings, tickets, sums and receipts
/// stay. The record of operators' actions has an entry without the address. May be repeated:
/// unfinished payments keep the address until they are over.
///
/// # Errors
/// The database failed.
pub async fn forget(
    pool: &Pool,
    operator: &Operator,
    email: &EmailAddress,
) -> Result<ForgetReport, OperatingError> {
    let escaped: String = form_urlencoded::byte_serialize(email.key().as_bytes()).collect();
    let report = people::forget_email(pool, email, &escaped.to_ascii_lowercase()).await?;
    let mut tx = pool.begin().await.map_err(store::Error::from)?;
    let action = NewAction {
        action: "forget",
        event: None,
        details: json!({"bookings": report.bookings}),
    };
    operator_actions::record(&mut tx, operator, &action).await?;
    tx.commit().await.map_err(store::Error::from)?;
    Ok(report)
}
