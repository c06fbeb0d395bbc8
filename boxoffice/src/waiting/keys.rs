//! The secrets of all waiting rooms. All servers of a database share them, so that each reads the
//! tokens of the others.

use domain::waiting::{EntryKey, PassKey, TokenKey};
use store::Pool;

/// The length of each secret in bytes.
const BYTES: usize = 32;

/// The keys of entries, tokens and passes.
#[derive(Debug)]
pub(crate) struct LineKeys {
    pub entry: EntryKey,
    pub token: TokenKey,
    pub pass: PassKey,
}

impl LineKeys {
    /// Reads the keys. The first server creates them.
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
    bytes
        .try_into()
        .map_err(|_| store::Error::Corrupt(format!("the secret {name} is not a key")))
}
