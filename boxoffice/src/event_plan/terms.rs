//! The terms of an event's sale.

use std::{collections::HashMap, sync::OnceLock};

use domain::{
    EventId, PriceLevelId, SeatNo,
    catalogue::{Levels, PriceLevel},
    plan::{PlanHash, PlanIndex},
    seating::{CategoryRanks, best::PricedSeats},
};
use store::events::PricedTerms;

use super::cached_plan::PlanKey;
use crate::PublishedJson;

/// The terms of an event's sale: its prices, and the limits of a booking.
/// [`EventPlan`](super::EventPlan) dereferences to it.
#[derive(Debug)]
pub struct EventTerms {
    /// The event.
    pub event: EventId,
    /// The hash of its plan.
    pub hash: PlanHash,
    /// First seat, last seat and price level of each range.
    pub ranges: Vec<(u32, u32, PriceLevelId)>,
    /// Its price levels.
    pub levels: HashMap<PriceLevelId, PriceLevel>,
    /// Whether the event has price types.
    pub has_price_types: bool,
    /// The most seats of one booking.
    pub max_seats: u32,
    /// Whether the event refuses choices that leave an orphan.
    pub avoid_single_seats: bool,
    /// Whether a buyer may extend a hold.
    pub hold_extension: bool,
    /// Grows with every change of the event or its prices.
    pub revision: i32,
    pub(super) plan: PlanKey,
    pub(super) priced: PricedSeats,
    pub(super) levels_json: OnceLock<PublishedJson>,
}

impl EventTerms {
    pub(super) fn new(event: EventId, read: PricedTerms) -> Self {
        let PricedTerms {
            terms,
            ranges,
            levels,
            has_price_types,
        } = read;
        Self {
            event,
            plan: PlanKey::of(terms.plan_hash.clone()),
            hash: terms.plan_hash,
            priced: PricedSeats::new(&ranges),
            ranges,
            levels: levels.into_iter().map(|level| (level.id, level)).collect(),
            has_price_types,
            max_seats: terms.max_seats,
            avoid_single_seats: terms.avoid_single_seats,
            hold_extension: terms.hold_extension,
            revision: terms.revision,
            levels_json: OnceLock::new(),
        }
    }

    /// Orders the categories of the plan by these prices.
    pub(super) fn rank_categories(&mut self, index: &PlanIndex) {
        let priced = self.ranges.iter().filter_map(|(first, last, level)| {
            Some((*first..=*last, self.levels.get(level)?.price.amount))
        });
        let prices =
            priced.flat_map(|(seats, amount)| seats.map(move |seat| (SeatNo(seat), amount)));
        self.plan.ranks = CategoryRanks::new(index, prices);
    }

    /// The price level of a seat.
    #[must_use]
    pub fn level_of(&self, seat: SeatNo) -> Option<PriceLevelId> {
        let after = self
            .ranges
            .partition_point(|(first, _, _)| *first <= seat.0);
        let (_, last, level) = self.ranges.get(after.checked_sub(1)?)?;
        (seat.0 <= *last).then_some(*level)
    }

    /// The total price of these seats in minor units. None if one of them has no price.
    pub(crate) fn total(&self, seats: &[SeatNo]) -> Option<i64> {
        seats
            .iter()
            .map(|seat| Some(self.levels.get(&self.level_of(*seat)?)?.price.amount))
            .sum()
    }

    /// The price level of every seat as JSON, serialised once.
    ///
    /// # Errors
    /// If the serialisation fails.
    pub fn levels_json(&self) -> Result<&PublishedJson, serde_json::Error> {
        if let Some(json) = self.levels_json.get() {
            return Ok(json);
        }
        let json = PublishedJson::of(&Levels {
            levels: self.ranges.clone(),
        })?;
        Ok(self.levels_json.get_or_init(|| json))
    }

    /// The approximate size in bytes, including the JSON that may be serialised later.
    pub(super) fn bytes(&self) -> usize {
        // A range is in `ranges`, twice in `priced`, and takes about twenty characters of JSON.
        let ranges = self.ranges.len() * (12 + 2 * 8 + 20);
        let levels: usize = self
            .levels
            .values()
            .map(|level| 200 + level.name.len() + level.color.len())
            .sum();
        size_of::<Self>() + ranges + levels
    }
}
