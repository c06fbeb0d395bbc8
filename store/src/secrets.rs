//! Random keys that all servers of one database share.

use rand::{TryRngCore, rngs::OsRng};

use crate::{Error, Pool};

/// The key of this name, of `bytes` bytes from the system's random source, made at the first call.
///
/// # Errors
/// The database's failures, and `Corrupt` when the system has no random bytes to give.
pub async fn load_or_create(pool: &Pool, name: &str, bytes: usize) -> Result<Vec<u8>, Error> {
    let mut fresh = vec![0; bytes];
    OsRng.try_fill_bytes(&mut fresh).map_err(|fault| Error::Corrupt(format!("no new secret: no random bytes: {fault}")))?;
    sqlx::query!("insert into secret (name, value) values ($1, $2) on conflict (name) do nothing", name, fresh).execute(pool).await?;
    Ok(sqlx::query_scalar!("select value from secret where name = $1", name).fetch_one(pool).await?)
}
