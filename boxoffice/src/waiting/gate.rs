//! The gate before the sale desks: which events need a pass. Each hold of any event asks, so it takes no lock.

use std::{
    cell::RefCell,
    collections::HashSet,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::EventId;

/// Tells the gates of several box offices in one process apart.
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

/// The events that need a pass. The set is replaced as a whole; each thread keeps the one that it saw last, and looks for another only when
/// the version has changed.
#[derive(Debug)]
pub(crate) struct Gates {
    number: u64,
    version: AtomicU64,
    closed: RwLock<Arc<HashSet<EventId>>>,
}

impl Default for Gates {
    fn default() -> Self {
        Self { number: GATES.fetch_add(1, Ordering::Relaxed), version: AtomicU64::new(0), closed: RwLock::default() }
    }
}

impl Gates {
    /// Whether holds of this event need a pass.
    pub fn is_closed(&self, event: EventId) -> bool {
        // Read before the set: a set that is newer than its version is read once more, and never one that is older.
        let version = self.version.load(Ordering::Acquire);
        SEEN.with_borrow_mut(|seen| {
            if (seen.gates, seen.version) != (self.number, version) {
                let closed = self.closed.read().unwrap_or_else(PoisonError::into_inner).clone();
                *seen = SeenGates { gates: self.number, version, closed };
            }
            seen.closed.contains(&event)
        })
    }

    /// From now on these events need a pass, and no others.
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
