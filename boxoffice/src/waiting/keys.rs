//! The secrets of all waiting rooms. Servers of one database share them, so that any server reads what another one signed.

use domain::waiting::{EntryKey, PassKey, TokenKey};
use store::Pool;

/// How many bytes each of them has.
const BYTES: usize = 32;

/// What entries are made with, and what tokens and passes are signed with.
#[derive(Debug)]
pub(crate) struct LineKeys {
    pub entry: EntryKey,
    pub token: TokenKey,
    pub pass: PassKey,
}

impl LineKeys {
    /// Reads the keys, which the first server makes.
    pub async fn load(pool: &Pool) -> Result<Self, store::Error> {
        Ok(Self {
            entry: EntryKey::new(key(pool, "queue-entry").await?),
            token: TokenKey::new(key(pool, "queue-token").await?),
            pass: PassKey::new(key(pool, "queue-pass").await?),
        })
    }
}

async fn key(pool: &Pool, name: &str) -> Result<[u8; BYTES], store::Error> {
    let bytes = store::secrets::load_or_create(pool, name, BYTES).await?;
    bytes.try_into().map_err(|_| store::Error::Corrupt(format!("the secret {name} is not a key")))
}
