//! An event's seating plan with the prices of its seats, kept in memory: plans never change, prices hardly do.

use std::{collections::HashMap, sync::Arc, time::Duration};

use domain::{
    EventId, PriceLevelId, SeatNo,
    catalogue::PriceLevel,
    choosing::{self, House, LeavesSingle},
    live::PackedStatuses,
    plan::{PlanHash, PlanIndex},
};
use moka::future::Cache;
use store::Pool;

use crate::{
    Refusal,
    best::{Layout, PricedSeats},
};

/// How long a change of an event's prices or limits may go unseen by this server's choice of best seats. What is charged comes from
/// the database in the transaction that holds the seats.
const TERMS_LIFE: Duration = Duration::from_secs(5);

/// The most plans and the most events in memory.
const MAX_PLANS: u64 = 64;
const MAX_EVENTS: u64 = 2_000;

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
    layout: Arc<Layout>,
    priced: PricedSeats,
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
        Self { event, hash, index, ranges, levels, max_seats, avoid_single_seats: false, layout, priced }
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

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(crate) fn priced(&self) -> &PricedSeats {
        &self.priced
    }
}

/// The plans and prices that this server has at hand.
#[derive(Debug, Clone)]
pub(crate) struct EventPlans {
    pool: Pool,
    plans: Cache<PlanHash, (Arc<PlanIndex>, Arc<Layout>)>,
    events: Cache<EventId, Arc<EventPlan>>,
}

impl EventPlans {
    pub fn new(pool: Pool) -> Self {
        Self { pool, plans: Cache::new(MAX_PLANS), events: Cache::builder().max_capacity(MAX_EVENTS).time_to_live(TERMS_LIFE).build() }
    }

    pub async fn get(&self, event: EventId) -> Result<Arc<EventPlan>, Refusal> {
        // A stampede loads once: the cache lets one through and gives the others its result.
        self.events.try_get_with(event, self.load(event)).await.map_err(|refusal: Arc<Refusal>| {
            Arc::try_unwrap(refusal).unwrap_or_else(|shared| match &*shared {
                Refusal::UnknownEvent => Refusal::UnknownEvent,
                Refusal::Store(error) if error.is_transient() => Refusal::Unreachable,
                other => Refusal::Store(store::Error::Corrupt(other.to_string())),
            })
        })
    }

    async fn load(&self, event: EventId) -> Result<Arc<EventPlan>, Refusal> {
        let terms = store::events::terms(&self.pool, event).await?.ok_or(Refusal::UnknownEvent)?;
        let (index, layout) = match self.plans.get(&terms.plan_hash).await {
            Some(known) => known,
            None => {
                let plan = store::plans::plan(&self.pool, &terms.plan_hash)
                    .await?
                    .ok_or_else(|| store::Error::Corrupt(format!("an event without its plan {}", terms.plan_hash)))?;
                let index = PlanIndex::new(plan);
                let layout = Layout::new(&index);
                let both = (Arc::new(index), Arc::new(layout));
                self.plans.insert(terms.plan_hash.clone(), both.clone()).await;
                both
            }
        };
        let ranges = store::events::seat_prices(&self.pool, event).await?;
        let levels = store::events::price_levels(&self.pool, event).await?.into_iter().map(|level| (level.id, level)).collect();
        let priced = PricedSeats::new(&ranges);
        Ok(Arc::new(EventPlan {
            event,
            hash: terms.plan_hash,
            index,
            ranges,
            levels,
            max_seats: terms.max_seats,
            avoid_single_seats: terms.avoid_single_seats,
            layout,
            priced,
        }))
    }
}
