//! A seating plan with the computed data for the choice of seats.

use std::sync::Arc;

use domain::{
    plan::{PlanHash, PlanIndex},
    seating::{CategoryRanks, best::Layout},
};

use super::limits::{ENTRY_BYTES, weight};

/// The key of such a plan: its hash, and its categories in the order of an event's prices.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PlanKey {
    pub(super) hash: PlanHash,
    pub(super) ranks: CategoryRanks,
}

impl PlanKey {
    /// The key of a plan whose categories keep the order of the plan.
    pub(super) fn of(hash: PlanHash) -> Self {
        Self {
            hash,
            ranks: CategoryRanks::default(),
        }
    }
}

/// A seating plan in memory. It is not part of an event's terms, so the cache can drop it at its
/// limit, whatever events use it.
#[derive(Debug, Clone)]
pub(super) struct CachedPlan {
    pub(super) index: Arc<PlanIndex>,
    pub(super) layout: Arc<Layout>,
    /// The approximate size of both in bytes.
    pub(super) bytes: u32,
}

impl CachedPlan {
    pub(super) fn new(key: &PlanKey, body: &str) -> Result<Self, store::Error> {
        let index = PlanIndex::new(store::plans::parse(&key.hash, body)?);
        let layout = Layout::new(&index, &key.ranks);
        // A seat takes about a hundred bytes, including its number as text. Rows, names and
        // outlines grow with the body of the plan.
        let bytes = weight(index.seat_count() as usize * 100 + body.len() * 2 + ENTRY_BYTES);
        Ok(Self {
            index: Arc::new(index),
            layout: Arc::new(layout),
            bytes,
        })
    }
}
