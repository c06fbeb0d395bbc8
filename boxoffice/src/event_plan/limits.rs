//! Limits of the memory for plans and terms, in bytes.

use std::sync::Arc;

use domain::EventId;
use moka::{future::Cache, policy::EvictionPolicy};

use super::{
    cached_plan::{CachedPlan, PlanKey},
    memory::CachedTerms,
};

/// The most bytes of seating plans in memory: ten stadiums of 58,000 seats, or 500 halls of 1,200.
/// Beyond it, the least recently used plan is dropped.
pub(super) const PLAN_BYTES: u64 = 80 << 20;

/// The most bytes of events' terms in memory, some kilobytes each. Beyond it, the least recently
/// used event is dropped.
pub(super) const TERMS_BYTES: u64 = 48 << 20;

/// The most bytes of slugs in memory.
pub(super) const SLUG_BYTES: u64 = 4 << 20;

/// The overhead of a cache entry, in bytes.
pub(super) const ENTRY_BYTES: usize = 300;

/// An empty cache of seating plans with a limit in bytes.
pub(super) fn plans_within(bytes: u64) -> Cache<PlanKey, CachedPlan> {
    let weigher = |_: &PlanKey, plan: &CachedPlan| plan.bytes;
    Cache::builder()
        .max_capacity(bytes)
        .weigher(weigher)
        .eviction_policy(EvictionPolicy::lru())
        .build()
}

/// An empty cache of events' terms with a limit in bytes.
pub(super) fn terms_within(bytes: u64) -> Cache<EventId, Arc<CachedTerms>> {
    let weigher = |_: &EventId, known: &Arc<CachedTerms>| weight(known.terms.bytes() + ENTRY_BYTES);
    Cache::builder()
        .max_capacity(bytes)
        .weigher(weigher)
        .eviction_policy(EvictionPolicy::lru())
        .build()
}

pub(super) fn weight(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::{sync::atomic::AtomicBool, time::Instant};

    use domain::{
        PriceLevelId,
        plan::{PlanHash, Point, Row, SeatingPlan, Section, Shape, Stage},
    };
    use store::events::{PricedTerms, Terms};

    use super::*;
    use crate::event_plan::EventTerms;

    fn hash(number: u32) -> PlanHash {
        format!("{number:032x}").parse().expect("a hash")
    }

    fn key(number: u32) -> PlanKey {
        PlanKey::of(hash(number))
    }

    /// An event whose price level changes from each seat to the next.
    fn known(event: EventId, seats: u32) -> Arc<CachedTerms> {
        let ranges = (0..seats)
            .map(|seat| (seat, seat, PriceLevelId(seat as i32 % 2)))
            .collect();
        let terms = Terms {
            plan_hash: hash(0),
            max_seats: 10,
            avoid_single_seats: false,
            hold_extension: true,
            revision: 1,
        };
        let terms = Arc::new(EventTerms::new(
            event,
            PricedTerms {
                terms,
                ranges,
                levels: Vec::new(),
                has_price_types: false,
            },
        ));
        Arc::new(CachedTerms {
            terms,
            as_of: 0,
            read_at: Instant::now(),
            refreshing: AtomicBool::new(false),
        })
    }

    /// The body of a plan with one row.
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
                shape: Shape::Rectangle {
                    x: 0,
                    y: 0,
                    width: 200,
                    height: 100,
                    turn: 0,
                },
                focus: Point { x: 100, y: 50 },
            },
            categories: vec!["All".to_owned()],
            sections: vec![Section {
                name: "Stalls".to_owned(),
                level: None,
                outline: None,
                entrance: None,
                rows: vec![row],
            }],
            areas: vec![],
            decorations: vec![],
        };
        plan.canonical_json()
    }

    #[tokio::test]
    async fn the_limit_of_events_in_memory_counts_their_bytes_and_not_their_number() {
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
        assert_eq!(
            small.entry_count(),
            2_100,
            "{} bytes",
            small.weighted_size()
        );
        assert!(
            (1..20).contains(&large.entry_count()),
            "{} events",
            large.entry_count()
        );
        assert!(
            large.weighted_size() <= limit,
            "{} bytes",
            large.weighted_size()
        );
        assert!(
            large.contains_key(&EventId(20)),
            "the event that was asked for least recently goes first"
        );
    }

    #[tokio::test]
    async fn the_limit_of_seating_plans_in_memory_counts_their_bytes_whatever_events_use_them() {
        let limit = 1 << 20;
        let plans = plans_within(limit);
        let body = row_of(1_000);
        for number in 0..20 {
            let cached_plan = CachedPlan::new(&key(number), &body).expect("a plan");
            assert!(cached_plan.bytes > 100_000, "{} bytes", cached_plan.bytes);
            plans.insert(key(number), cached_plan).await;
        }
        plans.run_pending_tasks().await;
        assert!(
            (1..20).contains(&plans.entry_count()),
            "{} plans",
            plans.entry_count()
        );
        assert!(
            plans.weighted_size() <= limit,
            "{} bytes",
            plans.weighted_size()
        );
        assert!(
            plans.contains_key(&key(19)),
            "the plan that was used least recently goes first"
        );
    }
}
