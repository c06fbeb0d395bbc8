//! An event's seating plan with the prices of its seats, kept in memory until the catalogue says that they changed.
//!
//! A hold never waits for a plan that this server has in memory: when the plan may have changed, the hold goes on with the plan in
//! memory, and a task reads the new one. Plans are read over connections that no page uses.
//!
//! A seating plan is in memory once for all events that have it; the first hold of another event in the same hall reads that event's terms
//! in one statement. Both are kept within a limit of bytes.

mod changes;

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{
        Arc, OnceLock, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{
    EventId, PriceLevelId, SeatNo,
    catalogue::{Levels, PriceLevel},
    live::PackedStatuses,
    plan::{PlanHash, PlanIndex},
    seating::{
        best::{Layout, PricedPlan, PricedSeats},
        choosing::{self, House, LeavesSingle},
    },
};
use moka::{future::Cache, policy::EvictionPolicy};
use store::{EventKey, Pool, events::PricedTerms};

use self::changes::{Age, Changes};
use crate::{Json, Refusal};

/// A plan in use is compared with the database this often even if no notice came: a notice can be lost. What is charged comes from the
/// database in the transaction that holds the seats, so an old plan in memory never makes a wrong price.
const COMPARE: Duration = Duration::from_secs(60);

/// The pause after a failed reading.
const RETRY: Duration = Duration::from_millis(500);

/// The most bytes of seating plans in memory: ten stadiums of 58,000 seats, or 500 halls of 1,200. Past it, the plan that was used least
/// recently goes.
const PLAN_BYTES: u64 = 80 << 20;

/// The most bytes of events' terms in memory, some kilobytes each. Past it, the event that was asked for least recently goes.
const TERMS_BYTES: u64 = 48 << 20;

/// The most bytes of slugs in memory.
const SLUG_BYTES: u64 = 4 << 20;

/// What an entry of a cache takes besides its content, in bytes.
const ENTRY_BYTES: usize = 300;

/// An event's plan and prices. Clones share them.
#[derive(Debug, Clone)]
pub struct EventPlan {
    /// Its plan.
    pub index: Arc<PlanIndex>,
    layout: Arc<Layout>,
    terms: Arc<EventTerms>,
}

/// What an event says of its sale: its prices, and what a booking may have. [`EventPlan`] has its fields.
#[derive(Debug)]
pub struct EventTerms {
    /// The event.
    pub event: EventId,
    /// The name of its plan.
    pub hash: PlanHash,
    /// First seat, last seat and level of each range.
    pub ranges: Vec<(u32, u32, PriceLevelId)>,
    /// Its price levels.
    pub levels: HashMap<PriceLevelId, PriceLevel>,
    /// Whether it has price types.
    pub has_price_types: bool,
    /// How many seats one booking may have.
    pub max_seats: u32,
    /// Whether a choice that leaves a single seat is refused.
    pub avoid_single_seats: bool,
    /// Rises with every change of the event or its prices.
    pub revision: i32,
    priced: PricedSeats,
    levels_json: OnceLock<Json>,
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
        let terms = EventTerms {
            event,
            hash,
            ranges,
            levels,
            has_price_types: false,
            max_seats,
            avoid_single_seats: false,
            revision: 0,
            priced,
            levels_json: OnceLock::new(),
        };
        Self { index, layout, terms: Arc::new(terms) }
    }

    /// What a choice of seats would leave alone, where this event asks buyers not to.
    pub(crate) fn leaves_single(&self, statuses: &PackedStatuses, chosen: &[SeatNo]) -> Option<LeavesSingle> {
        let price = |seat: SeatNo| self.level_of(seat).map(|level| i64::from(level.0));
        choosing::leaves_single(&House::new(&self.index, statuses, &price), chosen)
    }
}

impl PricedPlan for EventPlan {
    fn index(&self) -> &PlanIndex {
        &self.index
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn priced(&self) -> &PricedSeats {
        &self.terms.priced
    }

    fn level_of(&self, seat: SeatNo) -> Option<PriceLevelId> {
        self.terms.level_of(seat)
    }
}

impl Deref for EventPlan {
    type Target = EventTerms;

    fn deref(&self) -> &EventTerms {
        &self.terms
    }
}

impl EventTerms {
    fn new(event: EventId, read: PricedTerms) -> Self {
        let PricedTerms { terms, ranges, levels, has_price_types } = read;
        Self {
            event,
            hash: terms.plan_hash,
            priced: PricedSeats::new(&ranges),
            ranges,
            levels: levels.into_iter().map(|level| (level.id, level)).collect(),
            has_price_types,
            max_seats: terms.max_seats,
            avoid_single_seats: terms.avoid_single_seats,
            revision: terms.revision,
            levels_json: OnceLock::new(),
        }
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

    /// About how many bytes this takes, with the JSON that may be written later.
    fn bytes(&self) -> usize {
        // A range is in `ranges`, twice in `priced`, and about twenty characters of JSON.
        let ranges = self.ranges.len() * (12 + 2 * 8 + 20);
        let levels: usize = self.levels.values().map(|level| 200 + level.name.len() + level.color.len()).sum();
        size_of::<Self>() + ranges + levels
    }
}

/// The plans and prices that this server has in memory. Clones share them.
#[derive(Debug, Clone)]
pub(crate) struct EventPlans {
    pool: Pool,
    plans: Cache<PlanHash, LaidOut>,
    events: Cache<EventId, Arc<Known>>,
    /// The numbers of events by slug. A slug may be given to another event, though hardly ever.
    numbers: Cache<String, EventId>,
    changes: Arc<RwLock<Changes>>,
}

/// A seating plan in memory. It is no part of an event's terms, so that it goes when its limit is reached, whatever events have it.
#[derive(Debug, Clone)]
struct LaidOut {
    index: Arc<PlanIndex>,
    layout: Arc<Layout>,
    /// About how many bytes both take.
    bytes: u32,
}

/// An event's terms in memory.
#[derive(Debug)]
struct Known {
    terms: Arc<EventTerms>,
    /// How many changes this server knew of when it began to read them.
    as_of: u64,
    read_at: Instant,
    refreshing: AtomicBool,
}

impl EventPlans {
    /// Plans that are read over these connections. No page may use them.
    pub fn new(pool: Pool) -> Self {
        let numbers = Cache::builder()
            .max_capacity(SLUG_BYTES)
            .weigher(|slug: &String, _: &EventId| weight(slug.len() + ENTRY_BYTES))
            .time_to_live(COMPARE)
            .build();
        Self { pool, plans: plans_within(PLAN_BYTES), events: terms_within(TERMS_BYTES), numbers, changes: Arc::default() }
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
        let LaidOut { index, layout, .. } = self.laid_out(&known.terms.hash).await?;
        Ok(Arc::new(EventPlan { index, layout, terms: known.terms.clone() }))
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
        self.changes.read().unwrap_or_else(PoisonError::into_inner).age(known.terms.event, known.as_of)
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

    /// Reads an event's terms, and its plan if that is not in memory; keeps `known` if its revision is still the newest.
    async fn read(&self, event: EventId, known: Option<Arc<Known>>) -> Result<Arc<Known>, Refusal> {
        let as_of = self.changes.read().unwrap_or_else(PoisonError::into_inner).last();
        let read_at = Instant::now();
        let unchanged = match known {
            Some(known) => {
                let now = store::events::terms(&self.pool, event).await?.ok_or(Refusal::UnknownEvent)?;
                (known.terms.revision == now.revision && known.terms.hash == now.plan_hash).then_some(known)
            }
            None => None,
        };
        let (terms, read_at) = match unchanged {
            // The prices were not compared: they are as old as they were.
            Some(known) => (known.terms.clone(), known.read_at),
            None => {
                let read = store::events::priced_terms(&self.pool, event).await?.ok_or(Refusal::UnknownEvent)?;
                let terms = EventTerms::new(event, read);
                // Before the terms come into use: no hold waits for the plan that they name.
                self.laid_out(&terms.hash).await?;
                (Arc::new(terms), read_at)
            }
        };
        self.changes.write().unwrap_or_else(PoisonError::into_inner).was_read(event, as_of);
        Ok(Arc::new(Known { terms, as_of, read_at, refreshing: AtomicBool::new(false) }))
    }

    /// A seating plan and its layout, shared by all events that have it.
    async fn laid_out(&self, hash: &PlanHash) -> Result<LaidOut, Refusal> {
        if let Some(laid_out) = self.plans.get(hash).await {
            return Ok(laid_out);
        }
        let load = async {
            let body = store::plans::body(&self.pool, hash).await?;
            let body = body.ok_or_else(|| store::Error::Corrupt(format!("an event without its plan {hash}")))?;
            let of = hash.clone();
            // Many milliseconds for a stadium, during which this thread would answer nobody.
            let worked_out = tokio::task::spawn_blocking(move || LaidOut::new(&of, &body));
            worked_out.await.unwrap_or_else(|broken| {
                // A server that stops drops what it has not begun.
                Err(if broken.is_cancelled() {
                    store::Error::Stopping
                } else {
                    store::Error::Corrupt(format!("the plan {hash}, which cannot be laid out: {broken}"))
                })
            })
        };
        self.plans.try_get_with(hash.clone(), load).await.map_err(|error: Arc<store::Error>| {
            if error.is_transient() { Refusal::Unreachable } else { Refusal::Store(store::Error::Corrupt(error.to_string())) }
        })
    }
}

impl LaidOut {
    fn new(hash: &PlanHash, body: &str) -> Result<Self, store::Error> {
        let index = PlanIndex::new(store::plans::parse(hash, body)?);
        let layout = Layout::new(&index);
        // A seat takes about a hundred bytes, its number as text among them; rows, names and outlines go by what the plan says of them.
        let bytes = weight(index.seat_count() as usize * 100 + body.len() * 2 + ENTRY_BYTES);
        Ok(Self { index: Arc::new(index), layout: Arc::new(layout), bytes })
    }
}

/// An empty cache of seating plans with a limit of bytes.
fn plans_within(bytes: u64) -> Cache<PlanHash, LaidOut> {
    let weigher = |_: &PlanHash, plan: &LaidOut| plan.bytes;
    Cache::builder().max_capacity(bytes).weigher(weigher).eviction_policy(EvictionPolicy::lru()).build()
}

/// An empty cache of events' terms with a limit of bytes.
fn terms_within(bytes: u64) -> Cache<EventId, Arc<Known>> {
    let weigher = |_: &EventId, known: &Arc<Known>| weight(known.terms.bytes() + ENTRY_BYTES);
    Cache::builder().max_capacity(bytes).weigher(weigher).eviction_policy(EvictionPolicy::lru()).build()
}

fn weight(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
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
    use domain::plan::{Point, Row, SeatingPlan, Section, Shape, Stage};
    use store::events::Terms;

    use super::*;

    fn hash(number: u32) -> PlanHash {
        format!("{number:032x}").parse().expect("a hash")
    }

    /// An event whose prices change from one seat to the next.
    fn known(event: EventId, seats: u32) -> Arc<Known> {
        let ranges = (0..seats).map(|seat| (seat, seat, PriceLevelId(seat as i32 % 2))).collect();
        let terms = Terms { plan_hash: hash(0), max_seats: 10, avoid_single_seats: false, revision: 1 };
        let terms = Arc::new(EventTerms::new(event, PricedTerms { terms, ranges, levels: Vec::new(), has_price_types: false }));
        Arc::new(Known { terms, as_of: 0, read_at: Instant::now(), refreshing: AtomicBool::new(false) })
    }

    /// The text of a plan with one row.
    fn row_of(seats: u16) -> String {
        let row = Row {
            name: "1".to_owned(),
            numbers: (1..=seats).map(|seat| seat.to_string()).collect(),
            x: (0..i32::from(seats)).map(|seat| 50 * seat).collect(),
            y: vec![500; usize::from(seats)],
            radius: 22,
            category: 0,
            own_category: vec![],
            own_radius: vec![],
            accessible: vec![],
            companion: vec![],
            notes: vec![],
            aisles_after: vec![],
        };
        let plan = SeatingPlan {
            name: "A row".to_owned(),
            width: 50 * i32::from(seats),
            height: 1_000,
            stage: Stage {
                name: "Stage".to_owned(),
                shape: Shape::Rectangle { x: 0, y: 0, width: 200, height: 100, turn: 0 },
                focus: Point { x: 100, y: 50 },
            },
            categories: vec!["All".to_owned()],
            sections: vec![Section { name: "Stalls".to_owned(), level: None, outline: None, rows: vec![row] }],
            areas: vec![],
            decorations: vec![],
        };
        plan.canonical_json()
    }

    #[tokio::test]
    async fn events_stay_in_memory_by_their_bytes_and_not_by_their_number() {
        let limit = 2 << 20;
        let (small, large) = (terms_within(limit), terms_within(limit));
        for event in (1..=2_100).map(EventId) {
            small.insert(event, known(event, 2)).await;
        }
        for event in (1..=20).map(EventId) {
            large.insert(event, known(event, 10_000)).await;
        }
        small.run_pending_tasks().await;
        large.run_pending_tasks().await;
        assert_eq!(small.entry_count(), 2_100, "{} bytes", small.weighted_size());
        assert!((1..20).contains(&large.entry_count()), "{} events", large.entry_count());
        assert!(large.weighted_size() <= limit, "{} bytes", large.weighted_size());
        assert!(large.contains_key(&EventId(20)), "the event that was asked for least recently goes first");
    }

    #[tokio::test]
    async fn seating_plans_stay_in_memory_by_their_bytes_whatever_events_have_them() {
        let limit = 1 << 20;
        let plans = plans_within(limit);
        let body = row_of(1_000);
        for number in 0..20 {
            let laid_out = LaidOut::new(&hash(number), &body).expect("a plan");
            assert!(laid_out.bytes > 100_000, "{} bytes", laid_out.bytes);
            plans.insert(hash(number), laid_out).await;
        }
        plans.run_pending_tasks().await;
        assert!((1..20).contains(&plans.entry_count()), "{} plans", plans.entry_count());
        assert!(plans.weighted_size() <= limit, "{} bytes", plans.weighted_size());
        assert!(plans.contains_key(&hash(19)), "the plan that was used least recently goes first");
    }
}
