//! Tokens of people who operate the shop over the API. The database has the hash of a token and nobody has the token but its owner.

use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{Error, Pool};

/// A token that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffToken {
    /// The name that the record of operators' actions shows.
    pub name: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Since when it is not valid any more.
    pub revoked_at: Option<OffsetDateTime>,
}

/// Keeps a new token by its SHA-256. False if a valid token has this name already.
///
/// # Errors
/// The database's failures, among them a name of no letters or more than 200.
pub async fn add(tx: &mut PgConnection, name: &str, hash: &[u8; 32]) -> Result<bool, Error> {
    let added = sqlx::query!(
        "insert into staff_token (name, hash) values ($1, $2) on conflict (name) where revoked_at is null do nothing",
        name,
        &hash[..]
    );
    Ok(added.execute(tx).await?.rows_affected() == 1)
}

/// Revokes the token with this name. False if no valid token has it.
///
/// # Errors
/// The database's failures.
pub async fn revoke(tx: &mut PgConnection, name: &str) -> Result<bool, Error> {
    let revoked = sqlx::query!("update staff_token set revoked_at = clock_timestamp() where name = $1 and revoked_at is null", name);
    Ok(revoked.execute(tx).await?.rows_affected() == 1)
}

/// The name of the valid token with this SHA-256.
///
/// # Errors
/// The database's failures.
pub async fn name_of(pool: &Pool, hash: &[u8; 32]) -> Result<Option<String>, Error> {
    Ok(sqlx::query_scalar!("select name from staff_token where hash = $1 and revoked_at is null", &hash[..]).fetch_optional(pool).await?)
}

/// All tokens, the oldest first.
///
/// # Errors
/// The database's failures.
pub async fn all(pool: &Pool) -> Result<Vec<StaffToken>, Error> {
    Ok(sqlx::query_as!(StaffToken, "select name, created_at, revoked_at from staff_token order by id").fetch_all(pool).await?)
}
