//! Deletes an e-mail address.

use domain::selling::EmailAddress;

use crate::{Error, Pool};

/// What was deleted, and what remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForgetReport {
    /// The number of bookings that had the address.
    pub bookings: u32,
    /// The number of payments in progress whose payment page was created with the address. These
    /// pages still show it.
    pub payments_under_way: u32,
}

/// Removes an address from every table. `escaped` is the address in lower case and percent-encoded,
/// as in the stored form for a provider's payment page.
///
/// # Errors
/// The database failed, and nothing was removed.
pub async fn forget_email(
    pool: &Pool,
    email: &EmailAddress,
    escaped: &str,
) -> Result<ForgetReport, Error> {
    let row = sqlx::query!(
        r#"select removed as "removed!", under_way as "under_way!" from forget_email($1, $2)"#,
        email.key(),
        escaped
    )
    .fetch_one(pool)
    .await?;
    Ok(ForgetReport {
        bookings: row.removed.unsigned_abs(),
        payments_under_way: row.under_way.unsigned_abs(),
    })
}
