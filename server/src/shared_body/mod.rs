//! Bodies that many callers share: built once, compressed once, and kept in memory within a limit of bytes.
//!
//! A handler names a body by its **key** and says how **old** it may be. [`SharedBodies::get`] returns the kept body if it is young enough.
//! Otherwise one **builder** runs, in a task of its own, while every other caller of this key waits for its result. Errors are shared
//! too, and never kept. [`SharedBodies::answer`] picks the **encoding** that the caller accepts; the compressed form is made on the first
//! demand and kept beside the plain one, unless the builder brings it. All answers of a body share its memory, read or unread.
//!
//! The **limit** covers the plain and compressed bytes of all bodies together. Past it, the bodies that were used least recently go. The
//! newest body stays even when it alone exceeds the limit: otherwise each request would build it again.
//!
//! A new kind of shared body needs a variant in [`BodyKey`], and a handler that calls `get` and `answer`. A key has everything that the
//! bytes depend on, except what changes with time. It has nothing of the caller: no header, no cookie, no session.

mod answer;
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
use packing::Effort;
use tokio::sync::Semaphore;

use self::kept::Kept;
pub use self::{
    answer::Uncompressed,
    encoding::{Encoding, WORTH_COMPRESSING},
};
use crate::error::ApiError;

/// The shared bodies of a server.
pub type Bodies = SharedBodies<BodyKey, ApiError>;

/// What the server shares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BodyKey {
    /// `GET /api/v1/events/{id}/seats`.
    Seats(EventId),
    /// `GET /api/v1/events/{id}/seats/snapshot`.
    Snapshot(EventId),
    /// `GET /api/v1/seating-plans/{hash}`.
    Plan(PlanHash),
    /// The page of the site at this path, as everybody is shown it.
    Page(String),
    /// Bytes with this `ETag`, which is their hash. Only their compressed forms are worth sharing.
    Content(String),
}

/// The memory that all shared bodies of a server may take: 64 MB, enough for a dozen stadiums in demand at once.
pub const LIMIT: usize = 64 << 20;

/// How old a body may be when a caller gets it, counted from the moment at which its builder began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// At most this old.
    AtMost(Duration),
    /// The key names one text for ever.
    Forever,
}

/// What a builder returns.
#[derive(Debug)]
pub enum Built {
    /// The body that the builder was given is still true: its age starts again.
    Unchanged,
    /// A new body.
    New(NewBody),
}

/// A body as a builder makes it.
#[derive(Debug)]
pub struct NewBody {
    /// The plain bytes.
    pub bytes: Bytes,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The `ETag`, with its quotation marks. Two bodies of one key with the same tag say the same.
    pub tag: String,
    /// The compression effort that the life of this body is worth.
    pub effort: Effort,
    /// The compressed forms, if the builder has them.
    pub packed: Option<PackedForms>,
    /// From this moment on it is not true, whatever its age.
    pub turns_at: Option<SystemTime>,
}

/// Compressed forms of a body that this server did not make.
#[derive(Debug)]
pub struct PackedForms {
    /// As `br`.
    pub brotli: Bytes,
    /// As `gzip`.
    pub gzip: Bytes,
}

impl NewBody {
    /// JSON that lives for a moment: compressed quickly.
    #[must_use]
    pub fn brief_json(bytes: impl Into<Bytes>, tag: String) -> Self {
        Self { bytes: bytes.into(), content_type: "application/json", tag, effort: Effort::Quick, packed: None, turns_at: None }
    }

    /// JSON that never changes: compressed well.
    #[must_use]
    pub fn lasting_json(bytes: impl Into<Bytes>, tag: String) -> Self {
        Self { bytes: bytes.into(), content_type: "application/json", tag, effort: Effort::Thorough, packed: None, turns_at: None }
    }

    /// The same body with its compressed forms.
    #[must_use]
    pub fn with_forms(self, packed: PackedForms) -> Self {
        Self { packed: Some(packed), ..self }
    }
}

/// A body in memory. Clones of its bytes are counts, not copies.
#[derive(Debug)]
pub struct SharedBody<K> {
    key: K,
    plain: Bytes,
    content_type: &'static str,
    tag: String,
    effort: Effort,
    /// Whether the builder brought the compressed forms.
    is_packed: bool,
    /// How many bytes the builder brought.
    built_bytes: usize,
    turns_at: Option<SystemTime>,
    gzip: Mutex<Form>,
    brotli: Mutex<Form>,
}

/// A compressed form of a body.
#[derive(Debug)]
enum Form {
    /// Nobody has asked for it.
    Unmade,
    /// Under way. None when compression failed: callers then get the plain bytes.
    Making(Shared<BoxFuture<'static, Option<Bytes>>>),
    Made(Bytes),
}

impl<K> SharedBody<K> {
    fn new(key: K, new: NewBody) -> Self {
        let NewBody { bytes: plain, content_type, tag, effort, packed, turns_at } = new;
        let is_packed = packed.is_some();
        let (brotli, gzip) = packed.map(|PackedForms { brotli, gzip }| (brotli, gzip)).unzip();
        let built_bytes = plain.len() + [&brotli, &gzip].into_iter().flatten().map(Bytes::len).sum::<usize>();
        let form = |made: Option<Bytes>| Mutex::new(made.map_or(Form::Unmade, Form::Made));
        Self { key, plain, content_type, tag, effort, is_packed, built_bytes, turns_at, gzip: form(gzip), brotli: form(brotli) }
    }

    /// Whether its compressed forms came with it: nothing is left to compress.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        self.is_packed
    }

    /// The `ETag`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The moment from which on it is not true.
    #[must_use]
    pub fn turns_at(&self) -> Option<SystemTime> {
        self.turns_at
    }

    /// The plain bytes.
    #[must_use]
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// The slot of a compressed form; none for the plain one.
    fn form(&self, encoding: Encoding) -> Option<&Mutex<Form>> {
        match encoding {
            Encoding::Identity => None,
            Encoding::Gzip => Some(&self.gzip),
            Encoding::Brotli => Some(&self.brotli),
        }
    }
}

/// A builder panicked.
#[derive(Debug, Clone, Copy)]
pub struct BuilderPanicked;

/// The shared bodies of one server, by key. Clones share them.
#[derive(Debug)]
pub struct SharedBodies<K, E> {
    shared: Arc<Inner<K, E>>,
}

impl<K, E> Clone for SharedBodies<K, E> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

#[derive(Debug)]
struct Inner<K, E> {
    kept: Mutex<Kept<K, E>>,
    /// Limits how many cores are busy with building and compressing: selling has the others.
    cores: Arc<Semaphore>,
}

/// A body on its way into memory.
type Flight<K, E> = Shared<BoxFuture<'static, Result<Arc<SharedBody<K>>, E>>>;

impl<K, E> SharedBodies<K, E>
where
    K: Debug + Clone + Eq + Hash + Send + Sync + 'static,
    E: Clone + From<BuilderPanicked> + Send + Sync + 'static,
{
    /// No bodies yet, and at most `limit` bytes of them later.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1));
        let kept = Mutex::new(Kept::new(limit));
        Self { shared: Arc::new(Inner { kept, cores: Arc::new(Semaphore::new(cores)) }) }
    }

    /// The body with this key, at most so old.
    ///
    /// If there is none, `build` makes it; it is given the body that has become too old, and may say that it is unchanged. The build
    /// goes on if the caller hangs up, because others wait for it.
    ///
    /// # Errors
    /// What the builder returned, to everybody who waited for it. The next caller starts another one.
    pub async fn get<B>(
        &self,
        key: K,
        age: Age,
        build: impl FnOnce(Option<Arc<SharedBody<K>>>) -> B + Send,
    ) -> Result<Arc<SharedBody<K>>, E>
    where
        B: Future<Output = Result<Built, E>> + Send + 'static,
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
        B: Future<Output = Result<Built, E>> + Send + 'static,
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
                Some(body) if young && body.turns_at.is_none_or(|at| SystemTime::now() < at) => return Ok(body),
                body => match kept.flights.get(&key) {
                    Some(flight) => flight.clone(),
                    None => {
                        let flight = self.start(now, key.clone(), body.clone(), build(body), kept.forgotten);
                        kept.flights.insert(key, flight.clone());
                        flight
                    }
                },
            }
        };
        flight.await
    }

    /// Runs a builder.
    fn start<B>(&self, now: Instant, key: K, previous: Option<Arc<SharedBody<K>>>, build: B, forgotten: u64) -> Flight<K, E>
    where
        B: Future<Output = Result<Built, E>> + Send + 'static,
    {
        let (bodies, broken, name) = (self.clone(), self.clone(), key.clone());
        let task = tokio::spawn(async move {
            let built = build.await;
            let body = match (built, previous) {
                (Ok(Built::New(new)), _) => Ok(Arc::new(SharedBody::new(key.clone(), new))),
                (Ok(Built::Unchanged), Some(previous)) => Ok(previous),
                // There was nothing that could be unchanged.
                (Ok(Built::Unchanged), None) => Err(E::from(BuilderPanicked)),
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
                Err(E::from(BuilderPanicked))
            })
        });
        ended.boxed().shared()
    }

    /// Removes the bodies whose key matches. A body that a builder is making now is served to those who wait for it, and not kept.
    pub fn forget(&self, matches: impl Fn(&K) -> bool) {
        self.kept().forget(matches);
    }

    /// Runs work that takes milliseconds of a core, on a thread for such work. At most half of the cores do such work at the same time.
    /// None when it panics.
    pub async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let core = Arc::clone(&self.shared.cores).acquire_owned().await.ok()?;
        let work = move || {
            let _core = core;
            work()
        };
        tokio::task::spawn_blocking(work).await.ok()
    }

    /// A body's bytes in this encoding, made if nobody has asked for it before. Plain bytes where compression is not worth it.
    pub async fn encoded(&self, body: &Arc<SharedBody<K>>, encoding: Encoding) -> (Encoding, Bytes) {
        let plain = || (Encoding::Identity, body.plain.clone());
        let Some(form) = body.form(encoding).filter(|_| body.plain.len() >= WORTH_COMPRESSING) else { return plain() };
        let making = {
            let mut form = lock(form);
            match &*form {
                Form::Made(bytes) => return (encoding, bytes.clone()),
                Form::Making(making) => making.clone(),
                Form::Unmade => {
                    let making = self.compress(Arc::clone(body), encoding);
                    *form = Form::Making(making.clone());
                    making
                }
            }
        };
        making.await.map_or_else(plain, |bytes| (encoding, bytes))
    }

    fn compress(&self, body: Arc<SharedBody<K>>, encoding: Encoding) -> Shared<BoxFuture<'static, Option<Bytes>>> {
        let bodies = self.clone();
        let task = tokio::spawn(async move {
            let (plain, effort) = (body.plain.clone(), body.effort);
            let bytes = bodies.compute(move || encoding.compress(&plain, effort)).await.flatten()?;
            if let Some(form) = body.form(encoding) {
                *lock(form) = Form::Made(bytes.clone());
            }
            let mut kept = bodies.kept();
            kept.grew(&body, bytes.len());
            gauge!("frontrow_shared_body_bytes").set(kept.bytes() as f64);
            Some(bytes)
        });
        task.map(|ended| ended.ok().flatten()).boxed().shared()
    }

    fn kept(&self) -> MutexGuard<'_, Kept<K, E>> {
        lock(&self.shared.kept)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
