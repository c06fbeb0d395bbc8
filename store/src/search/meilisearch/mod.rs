//! The search server. It is asked for the numbers of events alone; when it does not answer in time, it is out of service until it has
//! answered a question of ours again (`probe`), and PostgreSQL searches.

mod documents;
mod filters;
mod find;
mod follow;
mod phrase;
mod reindex;
mod settings;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use meilisearch_sdk::{
    client::Client,
    errors::{Error as SdkError, ErrorCode},
    indexes::Index,
};
use thiserror::Error;

use crate::Error;
pub use follow::{Followed, prune};

/// A search may take so long. What PostgreSQL needs after that fits into the half second within which an answer is promised.
const PATIENCE: Duration = Duration::from_millis(350);

/// Where the server is.
#[derive(Clone)]
pub struct Settings {
    /// Its address, as `http://127.0.0.1:7700`.
    pub url: String,
    /// A key that may search, and write to the index. Never logged.
    pub key: Option<String>,
    /// The name of the index. Installations that share a server have one each.
    pub index: String,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("url", &self.url).field("index", &self.index).finish_non_exhaustive()
    }
}

/// Why the search server did not do what it was asked.
#[derive(Debug, Error)]
pub enum Fault {
    /// The cursor is not one of this list: the asker's doing.
    #[error("the cursor is not one of this list")]
    BadCursor,
    /// It did not answer in time.
    #[error("no answer within {} ms", PATIENCE.as_millis())]
    Slow,
    /// It has no such index.
    #[error("the index is not there")]
    NoIndex,
    /// It refused, failed or cannot be reached.
    #[error("{0}")]
    Refused(String),
    /// The database failed, on the way to the server.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<SdkError> for Fault {
    fn from(error: SdkError) -> Self {
        match error {
            SdkError::Meilisearch(error) if error.error_code == ErrorCode::IndexNotFound => Self::NoIndex,
            // What lies under it says more than "error sending request".
            SdkError::HttpError(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                Self::Refused(format!("{} {cause}", error.without_url()))
            }
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A search server. Clones share what is known of its state.
#[derive(Debug, Clone)]
pub struct Meilisearch {
    client: Client,
    index: Index,
    up: Arc<AtomicBool>,
}

impl Meilisearch {
    /// The server of these settings. Nothing is asked of it yet: it counts as out of service until `probe` has found it well.
    ///
    /// # Errors
    /// When the key cannot be sent.
    pub fn new(settings: &Settings) -> Result<Self, Fault> {
        let client = Client::new(settings.url.trim_end_matches('/'), settings.key.clone())?;
        let index = client.index(&settings.index);
        Ok(Self { client, index, up: Arc::new(AtomicBool::new(false)) })
    }

    /// Whether it answered when it was last asked.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.up.load(Ordering::Acquire)
    }

    /// It failed: nobody waits for it until it is well again.
    pub(super) fn went_down(&self, fault: &Fault) {
        if self.up.swap(false, Ordering::AcqRel) {
            tracing::warn!(%fault, "the search server does not answer; PostgreSQL searches until it does");
        }
    }

    /// Asks it something, and puts it in service if it answers in time.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn probe(&self) -> Result<(), Fault> {
        let mut query = self.index.search();
        query.with_limit(1);
        let asked = patiently(query.execute::<find::Hit>()).await;
        match asked {
            Ok(_) => {
                if !self.up.swap(true, Ordering::AcqRel) {
                    tracing::info!(index = self.index.uid, "the search server answers");
                }
                Ok(())
            }
            Err(fault) => {
                self.went_down(&fault);
                Err(fault)
            }
        }
    }
}

/// Waits for an answer, but not for long.
async fn patiently<T>(asked: impl Future<Output = Result<T, SdkError>>) -> Result<T, Fault> {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Fault::Slow),
    }
}
