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
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use meilisearch_sdk::{
    client::Client,
    errors::{Error as SdkError, ErrorCode, ErrorType},
    indexes::Index,
};
use thiserror::Error;

use crate::Error;
pub use follow::{Followed, Waiting, prune, waiting};

/// A search may take so long. What PostgreSQL needs after that fits into the half second within which an answer is promised.
const PATIENCE: Duration = Duration::from_millis(350);

/// A search that takes so long makes one wonder whether the server answers at all: it is asked something easy beside it.
const DOUBT: Duration = Duration::from_millis(200);

/// So many searches in a row that it found too hard or wrong are no accident any more: then PostgreSQL answers without asking it.
const MOST_IN_A_ROW: u32 = 5;

/// For how long it is left alone then.
const REST: Duration = Duration::from_secs(5);

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
    /// It did not answer in time, whatever it was asked.
    #[error("no answer within {} ms", PATIENCE.as_millis())]
    Slow,
    /// It did not answer this search in time, and meanwhile something easy.
    #[error("no answer to this search within {} ms", PATIENCE.as_millis())]
    Hard,
    /// It found fault with what it was asked.
    #[error("it finds fault with what it was sent: {0}")]
    Nonsense(String),
    /// It failed search after search, and is left alone for a while.
    #[error("it is left alone after {MOST_IN_A_ROW} searches in a row that it did not answer")]
    Resting,
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

impl Fault {
    /// Whether it is the fault of one search, and the server may well answer others.
    pub(super) fn is_of_one_search(&self) -> bool {
        matches!(self, Self::BadCursor | Self::Hard | Self::Nonsense(_))
    }
}

impl From<SdkError> for Fault {
    fn from(error: SdkError) -> Self {
        match error {
            SdkError::Meilisearch(error) if error.error_code == ErrorCode::IndexNotFound => Self::NoIndex,
            SdkError::Meilisearch(error) if error.error_type == ErrorType::InvalidRequest => Self::Nonsense(error.to_string()),
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
    /// Searches that it did not answer since the last that it did.
    in_a_row: Arc<AtomicU32>,
    /// Until when it is left alone.
    rests_until: Arc<Mutex<Option<Instant>>>,
}

impl Meilisearch {
    /// The server of these settings. Nothing is asked of it yet: it counts as out of service until `probe` has found it well.
    ///
    /// # Errors
    /// When the key cannot be sent.
    pub fn new(settings: &Settings) -> Result<Self, Fault> {
        let client = Client::new(settings.url.trim_end_matches('/'), settings.key.clone())?;
        let index = client.index(&settings.index);
        Ok(Self { client, index, up: Arc::default(), in_a_row: Arc::default(), rests_until: Arc::default() })
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

    /// It answered a search.
    pub(super) fn did_well(&self) {
        self.in_a_row.store(0, Ordering::Relaxed);
    }

    /// It did not answer one search, and answers others as far as one knows. Too many of them, and it is none the better for answering
    /// what is easy: a machine with too much to do makes everybody wait in vain.
    pub(super) fn did_badly(&self, fault: &Fault) {
        tracing::warn!(%fault, "the search server does not answer a search; PostgreSQL does");
        if self.in_a_row.fetch_add(1, Ordering::Relaxed) + 1 >= MOST_IN_A_ROW {
            self.in_a_row.store(0, Ordering::Relaxed);
            *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
            self.went_down(&Fault::Resting);
        }
    }

    fn rests(&self) -> bool {
        self.rests_until.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|until| Instant::now() < until)
    }

    /// Asks it something, and puts it in service if it answers in time.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn probe(&self) -> Result<(), Fault> {
        if self.rests() {
            return Err(Fault::Resting);
        }
        match patiently(self.ask_something_easy()).await {
            Ok(()) => {
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

    /// What a server that is well answers in a moment. With a condition: an index that was made without our settings takes none.
    async fn ask_something_easy(&self) -> Result<(), Fault> {
        let mut query = self.index.search();
        query.with_filter("sold_out = true").with_limit(1);
        query.execute::<find::Hit>().await?;
        Ok(())
    }

    /// Waits for the answer to a search, but not for long. When it is late, the server is asked something easy as well: one search that is
    /// hard for it does not keep it from answering others, and a server that hangs is found out by the first who waits for it.
    async fn in_time<T>(&self, asked: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let mut asked = std::pin::pin!(asked);
        if let Ok(answer) = tokio::time::timeout(DOUBT, &mut asked).await {
            return answer;
        }
        let mut is_well = false;
        let late = async {
            tokio::select! {
                answer = &mut asked => return answer,
                easy = self.ask_something_easy() => is_well = easy.is_ok(),
            }
            asked.await
        };
        match tokio::time::timeout(PATIENCE - DOUBT, late).await {
            Ok(answer) => answer,
            Err(_) if is_well => Err(Fault::Hard),
            Err(_) => Err(Fault::Slow),
        }
    }
}

/// Waits for an answer, but not for long.
async fn patiently<T>(asked: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or(Err(Fault::Slow))
}
