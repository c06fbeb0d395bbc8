//! Keeps plans and prices in memory, and reads them again.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::EventId;
use moka::future::Cache;
use store::{EventKey, Pool};

use super::{
    EventPlan, EventTerms,
    cached_plan::{CachedPlan, PlanKey},
    changes::{Changes, PlanAge},
    limits::{
        ENTRY_BYTES, PLAN_BYTES, SLUG_BYTES, TERMS_BYTES, plans_within, terms_within, weight,
    },
};
use crate::Refusal;

/// How often a plan in use is compared with the database even without a notice, because notices can
/// be lost. The transaction that holds the seats reads the price from the database, so an outdated
/// plan never causes a wrong price.
const COMPARE: Duration = Duration::from_secs(60);

/// The pause after a failed read.
const RETRY: Duration = Duration::from_millis(500);

/// The plans and prices in this server's memory. Clones share them.
#[derive(Debug, Clone)]
pub(crate) struct EventPlans {
    pool: Pool,
    plans: Cache<PlanKey, CachedPlan>,
    events: Cache<EventId, Arc<CachedTerms>>,
    /// Event numbers by slug. A slug can move to another event, though this is rare.
    numbers: Cache<String, EventId>,
    changes: Arc<RwLock<Changes>>,
}

/// An event's terms in memory.
#[derive(Debug)]
pub(super) struct CachedTerms {
    pub(super) terms: Arc<EventTerms>,
    /// The number of changes that this server knew of when it began to read them.
    pub(super) as_of: u64,
    pub(super) read_at: Instant,
    pub(super) refreshing: AtomicBool,
}

impl EventPlans {
    /// An empty memory that reads over these connections, which pages must not use.
    pub fn new(pool: Pool) -> Self {
        let numbers = Cache::builder()
            .max_capacity(SLUG_BYTES)
            .weigher(|slug: &String, _: &EventId| weight(slug.len() + ENTRY_BYTES))
            .time_to_live(COMPARE)
            .build();
        Self {
            pool,
            plans: plans_within(PLAN_BYTES),
            events: terms_within(TERMS_BYTES),
            numbers,
            changes: Arc::default(),
        }
    }

    /// Notes a change of this event; with no event, of any event.
    pub fn heard(&self, event: Option<EventId>) {
        self.changes
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .note(event);
        if let Some(event) = event.filter(|event| self.events.contains_key(event)) {
            let plans = self.clone();
            tokio::spawn(async move { drop(plans.get(event).await) });
        }
    }

    /// The plan of an event: from memory if it is there, even while a task reads a newer one.
    pub async fn get(&self, event: EventId) -> Result<Arc<EventPlan>, Refusal> {
        // In a crowd, the cache lets the first caller load a plan and gives the others its result.
        let known = self
            .events
            .try_get_with(event, self.read(event, None))
            .await
            .map_err(|refusal: Arc<Refusal>| {
                Arc::try_unwrap(refusal).unwrap_or_else(|shared| match &*shared {
                    Refusal::UnknownEvent => Refusal::UnknownEvent,
                    Refusal::Store(error) if error.is_transient() => Refusal::Unreachable,
                    other => Refusal::Store(store::Error::Corrupt(other.to_string())),
                })
            })?;
        let age = self.age(&known);
        if age != PlanAge::New && !known.refreshing.swap(true, Ordering::AcqRel) {
            tokio::spawn(self.clone().refresh(event, known.clone(), age));
        }
        let CachedPlan { index, layout, .. } = self.cached_plan(&known.terms.plan).await?;
        Ok(Arc::new(EventPlan {
            index,
            layout,
            terms: known.terms.clone(),
        }))
    }

    /// The number of the event with this key. None if there is no such event.
    pub async fn number(&self, key: &EventKey) -> Result<Option<EventId>, Refusal> {
        let slug = match key {
            EventKey::Id(id) => return Ok(Some(*id)),
            EventKey::Slug(slug) => slug,
        };
        if let Some(id) = self.numbers.get(slug).await {
            return Ok(Some(id));
        }
        let found = store::events::id_of(&self.pool, key).await?;
        if let Some(id) = found {
            self.numbers.insert(slug.clone(), id).await;
        }
        Ok(found)
    }

    fn age(&self, known: &CachedTerms) -> PlanAge {
        if known.read_at.elapsed() > COMPARE {
            return PlanAge::Old;
        }
        self.changes
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .age(known.terms.event, known.as_of)
    }

    /// Replaces a plan in memory by the one in the database.
    async fn refresh(self, event: EventId, known: Arc<CachedTerms>, age: PlanAge) {
        // Dropped at the end in any case, so that another task can try.
        let ended = RefreshGuard(known);
        let comparable = (age == PlanAge::Doubtful).then(|| ended.0.clone());
        match self.read(event, comparable).await {
            Ok(new) => self.events.insert(event, new).await,
            Err(Refusal::UnknownEvent) => self.events.invalidate(&event).await,
            Err(error) => {
                tracing::warn!(%event, %error, "could not read a plan again; the old one stays in use");
                tokio::time::sleep(RETRY).await;
            }
        }
    }

    /// Reads an event's terms, and its plan if that is not in memory. Keeps `known` if its revision
    /// is the newest.
    async fn read(
        &self,
        event: EventId,
        known: Option<Arc<CachedTerms>>,
    ) -> Result<Arc<CachedTerms>, Refusal> {
        let as_of = self
            .changes
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .last();
        let read_at = Instant::now();
        let unchanged = match known {
            Some(known) => {
                let now = store::events::terms(&self.pool, event)
                    .await?
                    .ok_or(Refusal::UnknownEvent)?;
                (known.terms.revision == now.revision && known.terms.hash == now.plan_hash)
                    .then_some(known)
            }
            None => None,
        };
        let (terms, read_at) = match unchanged {
            // The prices were not compared, so their age does not change.
            Some(known) => (known.terms.clone(), known.read_at),
            None => {
                let read = store::events::priced_terms(&self.pool, event)
                    .await?
                    .ok_or(Refusal::UnknownEvent)?;
                let mut terms = EventTerms::new(event, read);
                // Loads the plan before the terms come into use, so that no hold waits for it.
                let CachedPlan { index, .. } = self.cached_plan(&terms.plan).await?;
                terms.rank_categories(&index);
                self.cached_plan(&terms.plan).await?;
                (Arc::new(terms), read_at)
            }
        };
        self.changes
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .was_read(event, as_of);
        Ok(Arc::new(CachedTerms {
            terms,
            as_of,
            read_at,
            refreshing: AtomicBool::new(false),
        }))
    }

    /// A seating plan with its layout, which all its events share.
    async fn cached_plan(&self, key: &PlanKey) -> Result<CachedPlan, Refusal> {
        let hash = &key.hash;
        if let Some(cached_plan) = self.plans.get(key).await {
            return Ok(cached_plan);
        }
        let load = async {
            let body = store::plans::body(&self.pool, hash).await?;
            let body = body.ok_or_else(|| {
                store::Error::Corrupt(format!("an event without its plan {hash}"))
            })?;
            let of = key.clone();
            // This takes many milliseconds for a stadium, and must not block the async thread.
            let worked_out = tokio::task::spawn_blocking(move || CachedPlan::new(&of, &body));
            worked_out.await.unwrap_or_else(|broken| {
                // A stopping server drops blocking work that has not begun.
                Err(if broken.is_cancelled() {
                    store::Error::Stopping
                } else {
                    store::Error::Corrupt(format!(
                        "the plan {hash}, which cannot be laid out: {broken}"
                    ))
                })
            })
        };
        self.plans
            .try_get_with(key.clone(), load)
            .await
            .map_err(|error: Arc<store::Error>| {
                if error.is_transient() {
                    Refusal::Unreachable
                } else {
                    Refusal::Store(store::Error::Corrupt(error.to_string()))
                }
            })
    }
}

/// Marks that a task is reading a plan again.
struct RefreshGuard(Arc<CachedTerms>);

impl Drop for RefreshGuard {
    fn drop(&mut self) {
        self.0.refreshing.store(false, Ordering::Release);
    }
}
