//! Deletes an e-mail address.

use domain::selling::EmailAddress;

use crate::{Error, Pool};

/// What was deleted, and what remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForgetReport {
    /// The number of bookings that had the address.
    pub bookings: u32,
    /// The number of payments under way whose page was created with the address. These pages still
    /// have it.
    pub payments_under_way: u32,
}

/// Removes an address from every table. `escaped` is the address in small letters, as it stands in
/// a form that was sent to a provider.
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
