//! An event's seating plan with the prices of its seats. It stays in memory until the catalogue
//! announces a change.
//!
//! A hold never waits for a plan that is in memory. If the plan may have changed, the hold uses the
//! plan in memory, and a task reads the new one. Plans are read over connections that no page uses.
//!
//! All events with the same plan whose prices put its categories in the same order share one
//! seating plan in memory. The first hold of another event in the same hall reads that event's
//! terms in one statement. Plans and terms have a limit of bytes.

mod cached_plan;
mod changes;
mod limits;
mod memory;
mod terms;

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use domain::{
    EventId, PriceLevelId, SeatNo,
    catalogue::PriceLevel,
    live::PackedStatuses,
    plan::{PlanHash, PlanIndex},
    seating::{
        best::{Layout, PricedPlan, PricedSeats},
        choosing::{self, House, LeavesOrphan},
    },
};

use self::cached_plan::PlanKey;
pub(crate) use self::memory::EventPlans;
pub use self::terms::EventTerms;

/// An event's plan and prices. Clones share the data.
#[derive(Debug, Clone)]
pub struct EventPlan {
    /// Its plan.
    pub index: Arc<PlanIndex>,
    layout: Arc<Layout>,
    terms: Arc<EventTerms>,
}

impl EventPlan {
    /// A plan with prices. Each range is its first seat, its last seat and its level; ranges are in
    /// order and do not overlap. Computes the data for the choice of seats, which takes
    /// milliseconds for a stadium. Events that are loaded from the database share it with all
    /// others of their plan.
    #[must_use]
    pub fn new(
        event: EventId,
        hash: PlanHash,
        index: Arc<PlanIndex>,
        ranges: Vec<(u32, u32, PriceLevelId)>,
        levels: HashMap<PriceLevelId, PriceLevel>,
        max_seats: u32,
    ) -> Self {
        let priced = PricedSeats::new(&ranges);
        let mut terms = EventTerms {
            event,
            plan: PlanKey::of(hash.clone()),
            hash,
            ranges,
            levels,
            has_price_types: false,
            max_seats,
            avoid_single_seats: false,
            hold_extension: true,
            revision: 0,
            priced,
            levels_json: OnceLock::new(),
        };
        terms.rank_categories(&index);
        let layout = Arc::new(Layout::new(&index, &terms.plan.ranks));
        Self {
            index,
            layout,
            terms: Arc::new(terms),
        }
    }

    /// The orphans that a choice of seats would leave, if this event refuses orphans.
    pub(crate) fn leaves_orphan(
        &self,
        statuses: &PackedStatuses,
        chosen: &[SeatNo],
    ) -> Option<LeavesOrphan> {
        let price = |seat: SeatNo| self.level_of(seat).map(|level| i64::from(level.0));
        choosing::leaves_orphan(&House::new(&self.index, statuses, &price), chosen)
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
