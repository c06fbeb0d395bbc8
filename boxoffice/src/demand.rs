//! Whether buyers wait at a sale desk. Then searches run one at a time, so that selling gets the
//! processors.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// How long a desk counts as busy after a queue. The queue of a busy desk is often empty for a
/// moment between two batches.
const LASTS: Duration = Duration::from_millis(100);

/// The last time when commands waited at a desk of this server.
#[derive(Debug)]
pub(crate) struct Demand {
    born: Instant,
    /// Milliseconds after `born` until which desks count as busy.
    until: AtomicU64,
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            born: Instant::now(),
            until: AtomicU64::new(0),
        }
    }
}

impl Demand {
    /// Notes that commands wait at a desk that has just finished a batch.
    pub fn note(&self) {
        self.until
            .fetch_max(self.now() + LASTS.as_millis() as u64, Ordering::Relaxed);
    }

    /// Whether commands waited at a desk a moment ago.
    pub fn is_high(&self) -> bool {
        self.now() < self.until.load(Ordering::Relaxed)
    }

    fn now(&self) -> u64 {
        self.born.elapsed().as_millis() as u64
    }

    /// A demand that never ends, for tests.
    #[cfg(test)]
    pub fn endless() -> Self {
        Self {
            until: AtomicU64::new(u64::MAX),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demand_is_high_for_a_moment_after_a_queue() {
        let demand = Demand::default();
        assert!(!demand.is_high(), "no desk had a queue");
        let begun = Instant::now();
        demand.note();
        while demand.is_high() {
            std::thread::yield_now();
        }
        assert!(
            begun.elapsed() >= LASTS - Duration::from_millis(1),
            "whole milliseconds are counted"
        );
    }
}
