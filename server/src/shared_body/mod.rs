//! Bodies that many callers share: built once, compressed once, and kept in memory within a limit
//! of bytes.
//!
//! A handler names a body by its **key** and says how **old** it may be. [`SharedBodies::get`]
//! returns the body in memory if it is young enough. Otherwise one **builder** runs in a separate
//! task, while all other callers of this key wait for its result. Errors are shared too, but never
//! cached. [`SharedBodies::answer`] chooses the **encoding** that the caller accepts. The
//! compressed form is made on first use and kept beside the plain one, unless the builder provides
//! it. All answers of a body share its memory.
//!
//! The **limit** covers the plain and compressed bytes of all bodies together. Beyond it, the least
//! recently used bodies are dropped. The newest body stays even if it exceeds the limit alone,
//! because otherwise each request would build it again.
//!
//! A new kind of shared body needs a variant in [`BodyKey`], and a handler that calls `get` and
//! `answer`. A key contains everything that determines the bytes, except the time. It contains
//! nothing about the caller: no header, no cookie, no session.

mod answer;
mod body;
mod encoding;
mod kept;

use std::{
    fmt::Debug,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use domain::{EventId, plan::PlanHash};
use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use metrics::{counter, gauge};
use store::sitemap::SitemapFile;
use tokio::sync::Semaphore;

pub use self::{
    answer::NoCompression,
    body::{BuildOutcome, NewBody, PackedForms, SharedBody},
    encoding::{Encoding, WORTH_COMPRESSING},
};
use self::{body::CompressedForm, kept::BodyCache};
use crate::error::ApiError;

/// The shared bodies of a server.
pub type Bodies = SharedBodies<BodyKey, ApiError>;

/// The kinds of shared bodies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BodyKey {
    /// `GET /api/v1/events/{id}/seats`.
    Seats(EventId),
    /// `GET /api/v1/events/{id}/seats/snapshot`.
    Snapshot(EventId),
    /// `GET /api/v1/seating-plans/{hash}`.
    Plan(PlanHash),
    /// The page of the site at this path, as everybody sees it.
    Page(String),
    /// The calendar at this address: of a venue, of a performer, or of all events.
    Calendar(String),
    /// A file of the sitemap. `None` is the index.
    Sitemap(Option<SitemapFile>),
    /// Bytes with this `ETag`, which is their hash. Only their compressed forms are shared.
    Content(String),
}

/// The memory limit of all shared bodies of a server: 64 MB, enough for a dozen stadiums at once.
pub const LIMIT: usize = 64 << 20;

/// The maximum age of a body for a caller, counted from the start of its builder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// At most this old.
    AtMost(Duration),
    /// Of any age: the content of this key never changes.
    Forever,
}

/// A builder panicked.
#[derive(Debug, Clone, Copy)]
pub struct BuilderPanic;

/// The shared bodies of one server, by key. Clones share them.
#[derive(Debug)]
pub struct SharedBodies<K, E> {
    shared: Arc<Inner<K, E>>,
}

impl<K, E> Clone for SharedBodies<K, E> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

#[derive(Debug)]
struct Inner<K, E> {
    kept: Mutex<BodyCache<K, E>>,
    /// Limits the number of cores that build and compress, so that the others can sell.
    cores: Arc<Semaphore>,
}

/// A body that is being built.
type BodyBuild<K, E> = Shared<BoxFuture<'static, Result<Arc<SharedBody<K>>, E>>>;

impl<K, E> SharedBodies<K, E>
where
    K: Debug + Clone + Eq + Hash + Send + Sync + 'static,
    E: Clone + From<BuilderPanic> + Send + Sync + 'static,
{
    /// An empty set of bodies with a limit of bytes.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        let cores =
            std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1));
        let kept = Mutex::new(BodyCache::new(limit));
        Self {
            shared: Arc::new(Inner {
                kept,
                cores: Arc::new(Semaphore::new(cores)),
            }),
        }
    }

    /// The body with this key, at most this old.
    ///
    /// If there is none, `build` makes it. It gets the outdated body, and may return that it is
    /// unchanged. The build continues if the caller disconnects, because others wait for it.
    ///
    /// # Errors
    /// The builder's error, for everybody who waited for it. The next caller starts another
    /// builder.
    pub async fn get<B>(
        &self,
        key: K,
        age: Age,
        build: impl FnOnce(Option<Arc<SharedBody<K>>>) -> B + Send,
    ) -> Result<Arc<SharedBody<K>>, E>
    where
        B: Future<Output = Result<BuildOutcome, E>> + Send + 'static,
    {
        self.get_at(Instant::now(), key, age, build).await
    }

    async fn get_at<B>(
        &self,
        now: Instant,
        key: K,
        age: Age,
        build: impl FnOnce(Option<Arc<SharedBody<K>>>) -> B + Send,
    ) -> Result<Arc<SharedBody<K>>, E>
    where
        B: Future<Output = Result<BuildOutcome, E>> + Send + 'static,
    {
        let flight = {
            let mut kept = self.kept();
            let (body, as_of) = kept.find(&key).unzip();
            let young = match (as_of, age) {
                (Some(_), Age::Forever) => true,
                (Some(as_of), Age::AtMost(age)) => now.saturating_duration_since(as_of) < age,
                (None, _) => false,
            };
            match body {
                Some(body) if young && body.stale_at.is_none_or(|at| SystemTime::now() < at) => {
                    return Ok(body);
                }
                body => match kept.flights.get(&key) {
                    Some(flight) => flight.clone(),
                    None => {
                        let flight =
                            self.start(now, key.clone(), body.clone(), build(body), kept.forgotten);
                        kept.flights.insert(key, flight.clone());
                        flight
                    }
                },
            }
        };
        flight.await
    }

    /// Runs a builder.
    fn start<B>(
        &self,
        now: Instant,
        key: K,
        previous: Option<Arc<SharedBody<K>>>,
        build: B,
        forgotten: u64,
    ) -> BodyBuild<K, E>
    where
        B: Future<Output = Result<BuildOutcome, E>> + Send + 'static,
    {
        let (bodies, broken, name) = (self.clone(), self.clone(), key.clone());
        let task = tokio::spawn(async move {
            let built = build.await;
            let body = match (built, previous) {
                (Ok(BuildOutcome::New(new)), _) => Ok(Arc::new(SharedBody::new(key.clone(), new))),
                (Ok(BuildOutcome::Unchanged), Some(previous)) => Ok(previous),
                // A fault of the builder: without a previous body, nothing can be unchanged.
                (Ok(BuildOutcome::Unchanged), None) => Err(E::from(BuilderPanic)),
                (Err(error), _) => Err(error),
            };
            counter!("frontrow_shared_body_builds_total").increment(1);
            let mut kept = bodies.kept();
            kept.flights.remove(&key);
            if let Ok(body) = &body
                && kept.forgotten == forgotten
            {
                kept.keep(key, Arc::clone(body), now);
                gauge!("frontrow_shared_body_bytes").set(kept.bytes() as f64);
            }
            drop(kept);
            body
        });
        let ended = task.map(move |ended| {
            ended.unwrap_or_else(|_| {
                broken.kept().flights.remove(&name);
                Err(E::from(BuilderPanic))
            })
        });
        ended.boxed().shared()
    }

    /// Removes the bodies whose key matches. A body that is being built is served to its waiting
    /// callers, and not kept.
    pub fn forget(&self, matches: impl Fn(&K) -> bool) {
        self.kept().forget(matches);
    }

    /// Runs work that takes milliseconds of a core on a blocking thread. At most half of the cores
    /// run such work at a time. None if it panics.
    pub async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let core = Arc::clone(&self.shared.cores).acquire_owned().await.ok()?;
        let work = move || {
            let _core = core;
            work()
        };
        tokio::task::spawn_blocking(work).await.ok()
    }

    /// A body's bytes in this encoding, made on first use. Plain bytes if compression is not worth
    /// it.
    pub async fn encoded(
        &self,
        body: &Arc<SharedBody<K>>,
        encoding: Encoding,
    ) -> (Encoding, Bytes) {
        let plain = || (Encoding::Identity, body.plain.clone());
        let Some(form) = body
            .form(encoding)
            .filter(|_| body.plain.len() >= WORTH_COMPRESSING)
        else {
            return plain();
        };
        let making = {
            let mut form = lock(form);
            match &*form {
                CompressedForm::Made(bytes) => return (encoding, bytes.clone()),
                CompressedForm::Making(making) => making.clone(),
                CompressedForm::Unmade => {
                    let making = self.compress(Arc::clone(body), encoding);
                    *form = CompressedForm::Making(making.clone());
                    making
                }
            }
        };
        making.await.map_or_else(plain, |bytes| (encoding, bytes))
    }

    fn compress(
        &self,
        body: Arc<SharedBody<K>>,
        encoding: Encoding,
    ) -> Shared<BoxFuture<'static, Option<Bytes>>> {
        let bodies = self.clone();
        let task = tokio::spawn(async move {
            let (plain, effort) = (body.plain.clone(), body.effort);
            let bytes = bodies
                .compute(move || encoding.compress(&plain, effort))
                .await
                .flatten()?;
            if let Some(form) = body.form(encoding) {
                *lock(form) = CompressedForm::Made(bytes.clone());
            }
            let mut kept = bodies.kept();
            kept.grew(&body, bytes.len());
            gauge!("frontrow_shared_body_bytes").set(kept.bytes() as f64);
            Some(bytes)
        });
        task.map(|ended| ended.ok().flatten()).boxed().shared()
    }

    fn kept(&self) -> MutexGuard<'_, BodyCache<K, E>> {
        lock(&self.shared.kept)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
