//! Random keys that all servers of a database share. They are in the table `secret` or in a file of
//! the operator.

use rand::{TryRngCore, rngs::OsRng};

use crate::{Error, Pool};

/// The key with this name, with `bytes` bytes: from the operator's file if the file has it,
/// otherwise from the database. The first call creates it from the system's random source.
///
/// # Errors
/// `Corrupt` if the system has no random bytes, or the file's key has another length.
pub async fn load_or_create(pool: &Pool, name: &str, bytes: usize) -> Result<Vec<u8>, Error> {
    if let Some(key) = pool.key(name) {
        let fits = key.len() == bytes;
        return if fits {
            Ok(key)
        } else {
            Err(Error::Corrupt(format!(
                "a keys file whose `{name}` has not {bytes} bytes"
            )))
        };
    }
    let fresh = random(bytes)?;
    sqlx::query!(
        "insert into secret (name, value) values ($1, $2) on conflict (name) do nothing",
        name,
        fresh
    )
    .execute(pool)
    .await?;
    Ok(
        sqlx::query_scalar!("select value from secret where name = $1", name)
            .fetch_one(pool)
            .await?,
    )
}

/// All keys in the database, by name.
pub async fn all(pool: &Pool) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let rows = sqlx::query!("select name, value from secret order by name")
        .fetch_all(pool)
        .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.value)).collect())
}

/// Bytes from the system's random source.
pub(crate) fn random(bytes: usize) -> Result<Vec<u8>, Error> {
    let mut fresh = vec![0; bytes];
    OsRng
        .try_fill_bytes(&mut fresh)
        .map_err(|fault| Error::Corrupt(format!("no new secret: no random bytes: {fault}")))?;
    Ok(fresh)
}
