//! An event's seating plan with the prices of its seats, kept in memory until the catalogue says that they changed.
//!
//! A hold never waits for a plan that this server has read once: when the plan may have changed, the hold goes on with the plan in
//! memory, and a task reads the new one. Plans are read over connections that no page uses.

use std::{
    collections::HashMap,
    sync::{
        Arc, OnceLock, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{
    EventId, PriceLevelId, SeatNo,
    catalogue::{Levels, PriceLevel},
    choosing::{self, House, LeavesSingle},
    live::PackedStatuses,
    plan::{PlanHash, PlanIndex},
};
use moka::future::Cache;
use store::{EventKey, Pool};

use crate::{
    Json, Refusal,
    best::{Layout, PricedSeats},
};

/// A plan in use is compared with the database this often even if no notice came: a notice can be lost. What is charged comes from the
/// database in the transaction that holds the seats, so an old plan in memory never makes a wrong price.
const COMPARE: Duration = Duration::from_secs(60);

/// The pause after a failed reading.
const RETRY: Duration = Duration::from_millis(500);

/// The most plans and the most events in memory.
const MAX_PLANS: u64 = 64;
const MAX_EVENTS: u64 = 2_000;

/// The most changed events that are remembered one by one. Past it, any event counts as changed.
const MAX_CHANGED: usize = 10_000;

/// An event's plan and prices.
#[derive(Debug, Clone)]
pub struct EventPlan {
    /// The event.
    pub event: EventId,
    /// The name of its plan.
    pub hash: PlanHash,
    /// Its plan.
    pub index: Arc<PlanIndex>,
    /// First seat, last seat and level of each range.
    pub ranges: Vec<(u32, u32, PriceLevelId)>,
    /// Its price levels.
    pub levels: HashMap<PriceLevelId, PriceLevel>,
    /// How many seats one booking may have.
    pub max_seats: u32,
    /// Whether a choice that leaves a single seat is refused.
    pub avoid_single_seats: bool,
    /// Rises with every change of the event or its prices.
    pub revision: i32,
    layout: Arc<Layout>,
    priced: PricedSeats,
    levels_json: Arc<OnceLock<Json>>,
}

impl EventPlan {
    /// A plan with prices: first seat, last seat and level of each range, in order and none over another. Works out what the choice
    /// of seats goes by, which takes milliseconds for a stadium: events that are
    /// loaded share it with all others of their plan.
    #[must_use]
    pub fn new(
        event: EventId,
        hash: PlanHash,
        index: Arc<PlanIndex>,
        ranges: Vec<(u32, u32, PriceLevelId)>,
        levels: HashMap<PriceLevelId, PriceLevel>,
        max_seats: u32,
    ) -> Self {
        let layout = Arc::new(Layout::new(&index));
        let priced = PricedSeats::new(&ranges);
        Self {
            event,
            hash,
            index,
            ranges,
            levels,
            max_seats,
            avoid_single_seats: false,
            revision: 0,
            layout,
            priced,
            levels_json: Arc::default(),
        }
    }

    /// What a choice of seats would leave alone, where this event asks buyers not to.
    pub(crate) fn leaves_single(&self, statuses: &PackedStatuses, chosen: &[SeatNo]) -> Option<LeavesSingle> {
        let price = |seat: SeatNo| self.level_of(seat).map(|level| i64::from(level.0));
        choosing::leaves_single(&House::new(&self.index, statuses, &price), chosen)
    }

    /// The price level of a seat.
    #[must_use]
    pub fn level_of(&self, seat: SeatNo) -> Option<PriceLevelId> {
        let after = self.ranges.partition_point(|(first, _, _)| *first <= seat.0);
        let (_, last, level) = self.ranges.get(after.checked_sub(1)?)?;
        (seat.0 <= *last).then_some(*level)
    }

    /// The price level of every seat, as JSON that is written once.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn levels_json(&self) -> Result<&Json, serde_json::Error> {
        if let Some(json) = self.levels_json.get() {
            return Ok(json);
        }
        let json = Json::of(&Levels { levels: self.ranges.clone() })?;
        Ok(self.levels_json.get_or_init(|| json))
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(crate) fn priced(&self) -> &PricedSeats {
        &self.priced
    }
}

/// The plans and prices that this server has in memory. Clones share them.
#[derive(Debug, Clone)]
pub(crate) struct EventPlans {
    pool: Pool,
    plans: Cache<PlanHash, (Arc<PlanIndex>, Arc<Layout>)>,
    events: Cache<EventId, Arc<Known>>,
    /// The numbers of events by slug. A slug may be given to another event, though hardly ever.
    numbers: Cache<String, EventId>,
    changes: Arc<RwLock<Changes>>,
}

/// A plan in memory.
#[derive(Debug)]
struct Known {
    plan: Arc<EventPlan>,
    /// How many changes this server knew of when it began to read the plan.
    as_of: u64,
    read_at: Instant,
    refreshing: AtomicBool,
}

/// The changes of the catalogue that this server heard of, by number.
#[derive(Debug, Default)]
struct Changes {
    last: u64,
    /// The last change that may concern any event.
    of_any: u64,
    /// The last change of each event that was named.
    of_event: HashMap<EventId, u64>,
}

/// How a plan in memory compares with what this server heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    New,
    /// Something in the catalogue changed, perhaps this event: its revision tells.
    Doubtful,
    /// This event changed.
    Old,
}

impl Changes {
    fn note(&mut self, event: Option<EventId>) {
        self.last += 1;
        match event {
            Some(event) if self.of_event.len() < MAX_CHANGED => {
                self.of_event.insert(event, self.last);
            }
            _ => {
                self.of_any = self.last;
                self.of_event.retain(|_, _| event.is_none());
            }
        }
    }

    fn age(&self, event: EventId, as_of: u64) -> Age {
        if self.of_event.get(&event).is_some_and(|change| *change > as_of) {
            Age::Old
        } else if self.of_any > as_of {
            Age::Doubtful
        } else {
            Age::New
        }
    }

    /// The plan of this event was read as of this change.
    fn was_read(&mut self, event: EventId, as_of: u64) {
        if self.of_event.get(&event).is_some_and(|change| *change <= as_of) {
            self.of_event.remove(&event);
        }
    }
}

impl EventPlans {
    /// Plans that are read over these connections. No page may use them.
    pub fn new(pool: Pool) -> Self {
        let events = Cache::builder().max_capacity(MAX_EVENTS).build();
        let numbers = Cache::builder().max_capacity(MAX_EVENTS).time_to_live(COMPARE).build();
        Self { pool, plans: Cache::new(MAX_PLANS), events, numbers, changes: Arc::default() }
    }

    /// This event was changed, or where none is named, any may have been.
    pub fn heard(&self, event: Option<EventId>) {
        self.changes.write().unwrap_or_else(PoisonError::into_inner).note(event);
        if let Some(event) = event.filter(|event| self.events.contains_key(event)) {
            let plans = self.clone();
            tokio::spawn(async move { drop(plans.get(event).await) });
        }
    }

    /// The plan of an event: from memory if it is there, even while a task reads a newer one.
    pub async fn get(&self, event: EventId) -> Result<Arc<EventPlan>, Refusal> {
        // A crowd loads a plan once: the cache lets the first caller through and gives the others its result.
        let known = self.events.try_get_with(event, self.read(event, None)).await.map_err(|refusal: Arc<Refusal>| {
            Arc::try_unwrap(refusal).unwrap_or_else(|shared| match &*shared {
                Refusal::UnknownEvent => Refusal::UnknownEvent,
                Refusal::Store(error) if error.is_transient() => Refusal::Unreachable,
                other => Refusal::Store(store::Error::Corrupt(other.to_string())),
            })
        })?;
        let age = self.age(&known);
        if age != Age::New && !known.refreshing.swap(true, Ordering::AcqRel) {
            tokio::spawn(self.clone().refresh(event, known.clone(), age));
        }
        Ok(known.plan.clone())
    }

    /// The number of the event with this key. None where there is no such event.
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

    fn age(&self, known: &Known) -> Age {
        if known.read_at.elapsed() > COMPARE {
            return Age::Old;
        }
        self.changes.read().unwrap_or_else(PoisonError::into_inner).age(known.plan.event, known.as_of)
    }

    /// Replaces a plan in memory by what the database has.
    async fn refresh(self, event: EventId, known: Arc<Known>, age: Age) {
        // Dropped at the end, whatever happens: another task may then try.
        let ended = Refreshing(known);
        let comparable = (age == Age::Doubtful).then(|| ended.0.clone());
        match self.read(event, comparable).await {
            Ok(new) => self.events.insert(event, new).await,
            Err(Refusal::UnknownEvent) => self.events.invalidate(&event).await,
            Err(error) => {
                tracing::warn!(%event, %error, "could not read a plan again; the one in memory stays in use");
                tokio::time::sleep(RETRY).await;
            }
        }
    }

    /// Reads a plan; keeps `known` if its revision is still the newest.
    async fn read(&self, event: EventId, known: Option<Arc<Known>>) -> Result<Arc<Known>, Refusal> {
        let as_of = self.changes.read().unwrap_or_else(PoisonError::into_inner).last;
        let read_at = Instant::now();
        let terms = store::events::terms(&self.pool, event).await?.ok_or(Refusal::UnknownEvent)?;
        let unchanged = known.filter(|known| known.plan.revision == terms.revision && known.plan.hash == terms.plan_hash);
        let (plan, read_at) = match unchanged {
            // The terms alone were compared: the prices are as old as they were.
            Some(known) => (known.plan.clone(), known.read_at),
            None => (Arc::new(self.load(event, terms).await?), read_at),
        };
        self.changes.write().unwrap_or_else(PoisonError::into_inner).was_read(event, as_of);
        Ok(Arc::new(Known { plan, as_of, read_at, refreshing: AtomicBool::new(false) }))
    }

    async fn load(&self, event: EventId, terms: store::events::Terms) -> Result<EventPlan, Refusal> {
        let (index, layout) = self.layout(&terms.plan_hash).await?;
        let ranges = store::events::seat_prices(&self.pool, event).await?;
        let levels = store::events::price_levels(&self.pool, event).await?.into_iter().map(|level| (level.id, level)).collect();
        let priced = PricedSeats::new(&ranges);
        Ok(EventPlan {
            event,
            hash: terms.plan_hash,
            index,
            ranges,
            levels,
            max_seats: terms.max_seats,
            avoid_single_seats: terms.avoid_single_seats,
            revision: terms.revision,
            layout,
            priced,
            levels_json: Arc::default(),
        })
    }

    /// A seating plan and its layout, shared by all events that have it.
    async fn layout(&self, hash: &PlanHash) -> Result<(Arc<PlanIndex>, Arc<Layout>), Refusal> {
        let load = async {
            let plan = store::plans::plan(&self.pool, hash).await?;
            let plan = plan.ok_or_else(|| store::Error::Corrupt(format!("an event without its plan {hash}")))?;
            // Many milliseconds for a stadium, during which this thread would answer nobody.
            let worked_out = tokio::task::spawn_blocking(move || {
                let index = PlanIndex::new(plan);
                let layout = Layout::new(&index);
                (Arc::new(index), Arc::new(layout))
            });
            worked_out.await.map_err(|broken| {
                // A server that stops drops what it has not begun.
                if broken.is_cancelled() {
                    store::Error::Stopping
                } else {
                    store::Error::Corrupt(format!("the plan {hash}, which cannot be laid out: {broken}"))
                }
            })
        };
        self.plans.try_get_with(hash.clone(), load).await.map_err(|error: Arc<store::Error>| {
            if error.is_transient() { Refusal::Unreachable } else { Refusal::Store(store::Error::Corrupt(error.to_string())) }
        })
    }
}

/// A task that reads a plan again.
struct Refreshing(Arc<Known>);

impl Drop for Refreshing {
    fn drop(&mut self) {
        self.0.refreshing.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_old_after_a_change_of_its_event_and_doubtful_after_a_change_of_anything() {
        let (event, other) = (EventId(1), EventId(2));
        let mut changes = Changes::default();
        changes.note(Some(other));
        assert_eq!(changes.age(event, 0), Age::New);
        changes.note(Some(event));
        assert_eq!((changes.age(event, 1), changes.age(event, 2)), (Age::Old, Age::New));
        changes.note(None);
        assert_eq!((changes.age(event, 1), changes.age(event, 2), changes.age(event, 3)), (Age::Old, Age::Doubtful, Age::New));
        changes.was_read(event, 1);
        assert_eq!(changes.age(event, 1), Age::Old, "the reading began before the change");
        changes.was_read(event, 3);
        assert_eq!(changes.of_event.len(), 1, "the other one");
    }

    #[test]
    fn the_memory_of_changed_events_has_a_bound() {
        let mut changes = Changes::default();
        (0..=MAX_CHANGED as i32).for_each(|event| changes.note(Some(EventId(event))));
        assert!(changes.of_event.is_empty());
        assert_eq!(changes.age(EventId(7), 7), Age::Doubtful);
    }
}
