//! The search server. It returns only the numbers of events. If it does not answer in time, it is
//! out of service until it answers a `probe`, and PostgreSQL searches.

mod documents;
mod filters;
mod find;
mod follow;
mod hits;
mod phrase;
mod query;
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
pub use follow::{FollowOutcome, IndexBacklog, prune, waiting};

/// The longest time of a search. It leaves PostgreSQL enough of the half second within which an
/// answer is promised.
const PATIENCE: Duration = Duration::from_millis(350);

/// After this time, the server gets an easy question beside the search, to find out whether it
/// answers at all.
const DOUBT: Duration = Duration::from_millis(200);

/// After this number of failed searches in a row, PostgreSQL answers without asking the server.
const MOST_IN_A_ROW: u32 = 5;

/// How long the server is then not asked.
const REST: Duration = Duration::from_secs(5);

/// The settings of the connection to the server.
#[derive(Clone)]
pub struct SearchServerSettings {
    /// Its address, for example `http://127.0.0.1:7700`.
    pub url: String,
    /// A key that can search and write to the index. Never logged.
    pub key: Option<String>,
    /// Name of the index. Installations that share a server need different names.
    pub index: String,
}

impl std::fmt::Debug for SearchServerSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchServerSettings")
            .field("url", &self.url)
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

/// Why the search server failed.
#[derive(Debug, Error)]
pub enum SearchServerError {
    /// The cursor does not belong to this list. The request is at fault.
    #[error("the cursor is not one of this list")]
    BadCursor,
    /// It answered nothing in time, not even an easy question.
    #[error("no answer within {} ms", PATIENCE.as_millis())]
    Slow,
    /// It did not answer this search in time, but answered an easy question meanwhile.
    #[error("no answer to this search within {} ms", PATIENCE.as_millis())]
    Hard,
    /// It rejected the request.
    #[error("it finds fault with what it was sent: {0}")]
    Nonsense(String),
    /// It failed several searches in a row, and is not asked for a while.
    #[error("it is left alone after {MOST_IN_A_ROW} searches in a row that it did not answer")]
    Resting,
    /// It does not have the index.
    #[error("the index is not there")]
    NoIndex,
    /// It refused, failed, or cannot be reached.
    #[error("{0}")]
    Refused(String),
    /// The database failed on the way to the server.
    #[error(transparent)]
    Store(#[from] Error),
}

impl SearchServerError {
    /// Whether only this search failed. The server may answer others.
    pub(super) fn is_of_one_search(&self) -> bool {
        matches!(self, Self::BadCursor | Self::Hard | Self::Nonsense(_))
    }
}

impl From<SdkError> for SearchServerError {
    fn from(error: SdkError) -> Self {
        match error {
            SdkError::Meilisearch(error) if error.error_code == ErrorCode::IndexNotFound => {
                Self::NoIndex
            }
            SdkError::Meilisearch(error) if error.error_type == ErrorType::InvalidRequest => {
                Self::Nonsense(error.to_string())
            }
            // The source says more than "error sending request".
            SdkError::HttpError(error) => {
                let cause = std::error::Error::source(&error)
                    .map(ToString::to_string)
                    .unwrap_or_default();
                Self::Refused(format!("{} {cause}", error.without_url()))
            }
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<sqlx::Error> for SearchServerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A search server. Clones share its known state.
#[derive(Debug, Clone)]
pub struct Meilisearch {
    client: Client,
    index: Index,
    up: Arc<AtomicBool>,
    /// The number of failed searches since the last successful one.
    in_a_row: Arc<AtomicU32>,
    /// Until then the server is not asked.
    rests_until: Arc<Mutex<Option<Instant>>>,
}

impl Meilisearch {
    /// A server with these settings. It is out of service until the first successful `probe`.
    ///
    /// # Errors
    /// The key is not valid in a header.
    pub fn new(settings: &SearchServerSettings) -> Result<Self, SearchServerError> {
        let client = Client::new(settings.url.trim_end_matches('/'), settings.key.clone())?;
        let index = client.index(&settings.index);
        Ok(Self {
            client,
            index,
            up: Arc::default(),
            in_a_row: Arc::default(),
            rests_until: Arc::default(),
        })
    }

    /// Whether the server answered the last time.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.up.load(Ordering::Acquire)
    }

    /// Takes the server out of service until it answers a probe.
    pub(super) fn went_down(&self, fault: &SearchServerError) {
        if self.up.swap(false, Ordering::AcqRel) {
            tracing::warn!(%fault, "the search server does not answer; PostgreSQL searches until it does");
        }
    }

    /// Notes a successful search.
    pub(super) fn did_well(&self) {
        self.in_a_row.store(0, Ordering::Relaxed);
    }

    /// Notes a failed search of a server that probably answers others. After too many of them, the
    /// server is not asked for a while, even if it answers easy questions: an overloaded machine
    /// makes everybody wait in vain.
    pub(super) fn did_badly(&self, fault: &SearchServerError) {
        tracing::warn!(%fault, "the search server does not answer a search; PostgreSQL does");
        if self.in_a_row.fetch_add(1, Ordering::Relaxed) + 1 >= MOST_IN_A_ROW {
            self.in_a_row.store(0, Ordering::Relaxed);
            *self
                .rests_until
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
            self.went_down(&SearchServerError::Resting);
        }
    }

    fn rests(&self) -> bool {
        self.rests_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some_and(|until| Instant::now() < until)
    }

    /// Asks the server an easy question, and puts it in service if it answers in time.
    ///
    /// # Errors
    /// The fault of the server.
    pub async fn probe(&self) -> Result<(), SearchServerError> {
        if self.rests() {
            return Err(SearchServerError::Resting);
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

    /// A question that a healthy server answers at once. It has a condition, because an index
    /// without our settings rejects conditions.
    async fn ask_something_easy(&self) -> Result<(), SearchServerError> {
        let mut query = self.index.search();
        query.with_filter("sold_out = true").with_limit(1);
        query.execute::<hits::IndexHit>().await?;
        Ok(())
    }

    /// Waits for the answer to a search with a time limit. If the answer is late, the server also
    /// gets an easy question. So one hard search does not take the server out of service, and the
    /// first search finds a server that hangs.
    async fn in_time<T>(
        &self,
        asked: impl Future<Output = Result<T, SearchServerError>>,
    ) -> Result<T, SearchServerError> {
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
            Err(_) if is_well => Err(SearchServerError::Hard),
            Err(_) => Err(SearchServerError::Slow),
        }
    }
}

/// Waits for an answer with a time limit.
async fn patiently<T>(
    asked: impl Future<Output = Result<T, SearchServerError>>,
) -> Result<T, SearchServerError> {
    tokio::time::timeout(PATIENCE, asked)
        .await
        .unwrap_or(Err(SearchServerError::Slow))
}
