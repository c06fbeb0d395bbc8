//! Offers other seats to buyers who lost theirs. Each buyer gets different ones; otherwise the same
//! buyers would compete for them again.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use domain::{SeatNo, live::PackedStatuses, seating::best};

use super::target::mark;
use crate::EventPlan;

/// How long seats that were offered to one buyer are not offered to others: about the time that a
/// buyer needs to accept.
const OFFER_LIFE: Duration = Duration::from_secs(3);

/// The most offers in memory.
const MAX_OFFERS: usize = 1_000;

/// The recent offers.
#[derive(Debug, Default)]
pub(super) struct RecentOffers {
    recent: VecDeque<(Instant, Vec<SeatNo>)>,
}

impl RecentOffers {
    /// Starts a round of offers from these statuses.
    pub fn round<'a>(&'a mut self, statuses: &'a PackedStatuses) -> Round<'a> {
        let now = Instant::now();
        while self
            .recent
            .front()
            .is_some_and(|(at, _)| now.duration_since(*at) > OFFER_LIFE)
            || self.recent.len() > MAX_OFFERS
        {
            self.recent.pop_front();
        }
        let mut left = statuses.clone();
        mark(&mut left, self.recent.iter().flat_map(|(_, seats)| seats));
        Round {
            offers: self,
            statuses,
            left,
            now,
        }
    }
}

/// Offers from one state of the seats.
pub(super) struct Round<'a> {
    offers: &'a mut RecentOffers,
    statuses: &'a PackedStatuses,
    left: PackedStatuses,
    now: Instant,
}

impl Round<'_> {
    /// Seats for a buyer who asked for these. Prefers seats that were offered to nobody else.
    pub fn offer(&mut self, plan: &EventPlan, asked: &[SeatNo]) -> Vec<SeatNo> {
        let own = best::alternatives(plan, &self.left, asked);
        if own.is_empty() {
            return best::alternatives(plan, self.statuses, asked);
        }
        mark(&mut self.left, own.iter());
        self.offers.recent.push_back((self.now, own.clone()));
        own
    }
}
