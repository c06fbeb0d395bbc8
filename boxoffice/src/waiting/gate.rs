//! The gate before the sale desks: which events need a pass. Every hold checks it, so it takes no
//! lock.

use std::{
    cell::RefCell,
    collections::HashSet,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::EventId;

/// Numbers the gates, because one process may have several box offices.
static GATES: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// The set that this thread saw last.
    static SEEN: RefCell<SeenGates> = RefCell::default();
}

#[derive(Default)]
struct SeenGates {
    gates: u64,
    version: u64,
    closed: Arc<HashSet<EventId>>,
}

/// The events that need a pass. The set is replaced as a whole. Each thread keeps the last set it
/// saw, and reads a new one only if the version has changed.
#[derive(Debug)]
pub(crate) struct Gates {
    number: u64,
    version: AtomicU64,
    closed: RwLock<Arc<HashSet<EventId>>>,
}

impl Default for Gates {
    fn default() -> Self {
        Self {
            number: GATES.fetch_add(1, Ordering::Relaxed),
            version: AtomicU64::new(0),
            closed: RwLock::default(),
        }
    }
}

impl Gates {
    /// Whether holds of this event need a pass.
    pub fn is_closed(&self, event: EventId) -> bool {
        // The version is read before the set: then a set may be newer than its version and be read
        // once more, but it is never older.
        let version = self.version.load(Ordering::Acquire);
        SEEN.with_borrow_mut(|seen| {
            if (seen.gates, seen.version) != (self.number, version) {
                let closed = self
                    .closed
                    .read()
                    .unwrap_or_else(PoisonError::into_inner)
                    .clone();
                *seen = SeenGates {
                    gates: self.number,
                    version,
                    closed,
                };
            }
            seen.closed.contains(&event)
        })
    }

    /// Replaces the set of events that need a pass.
    pub fn set(&self, closed: HashSet<EventId>) {
        let mut current = self.closed.write().unwrap_or_else(PoisonError::into_inner);
        if **current != closed {
            *current = Arc::new(closed);
            self.version.fetch_add(1, Ordering::Release);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thread_sees_at_once_which_events_need_a_pass() {
        let (gates, others) = (Gates::default(), Gates::default());
        let event = EventId(7);
        assert!(!gates.is_closed(event));
        gates.set(HashSet::from([event]));
        assert!(gates.is_closed(event) && !others.is_closed(event) && gates.is_closed(event));
        std::thread::scope(|scope| {
            scope.spawn(|| assert!(gates.is_closed(event) && !gates.is_closed(EventId(8))));
        });
        gates.set(HashSet::new());
        assert!(!gates.is_closed(event));
    }
}
