//! Passes that fans gave back. A signed pass contains its end, but not that it was given back: only
//! the database and the server that received it know. Other servers accept the pass until its end.

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{EventId, waiting::PassTerms};
use time::OffsetDateTime;

/// The most passes in a server's memory, some 4 MB. Beyond it, a pass is accepted until its end.
const MOST: usize = 65_536;

/// The passes that fans gave back at this server.
#[derive(Debug, Default)]
pub(crate) struct LeftPasses {
    /// Whether any pass was noted. While this is false, a hold takes no lock.
    any: AtomicBool,
    /// The end of each pass, by event and place.
    passes: RwLock<HashMap<(EventId, i64), OffsetDateTime>>,
}

impl LeftPasses {
    /// Notes that a fan gave back this pass.
    pub fn note(&self, event: EventId, terms: PassTerms, now: OffsetDateTime) {
        let mut passes = self.passes.write().unwrap_or_else(PoisonError::into_inner);
        if passes.len() >= MOST {
            passes.retain(|_, until| *until > now);
        }
        if passes.len() < MOST {
            passes.insert((event, terms.place), terms.until);
            self.any.store(true, Ordering::Release);
        }
    }

    /// Whether the pass of this place was given back.
    pub fn has(&self, event: EventId, place: i64) -> bool {
        self.any.load(Ordering::Acquire)
            && self
                .passes
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .contains_key(&(event, place))
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;

    const NOW: OffsetDateTime = datetime!(2027-01-31 18:30:00 UTC);

    fn terms(place: i64, lasts: i64) -> PassTerms {
        PassTerms {
            place,
            until: NOW + Duration::seconds(lasts),
        }
    }

    #[test]
    fn a_pass_that_was_given_back_is_found_by_its_event_and_place() {
        let left = LeftPasses::default();
        assert!(!left.has(EventId(7), 3));
        left.note(EventId(7), terms(3, 60), NOW);
        assert!(left.has(EventId(7), 3) && !left.has(EventId(7), 4) && !left.has(EventId(8), 3));
    }

    #[test]
    fn the_memory_of_passes_has_a_limit_and_ended_passes_make_room() {
        let left = LeftPasses::default();
        for place in 0..MOST as i64 {
            left.note(
                EventId(7),
                terms(place, if place == 0 { 1 } else { 60 }),
                NOW,
            );
        }
        let beyond = MOST as i64;
        left.note(EventId(7), terms(beyond, 60), NOW);
        assert!(!left.has(EventId(7), beyond) && left.has(EventId(7), 0));
        left.note(EventId(7), terms(beyond, 60), NOW + Duration::seconds(1));
        assert!(left.has(EventId(7), beyond) && !left.has(EventId(7), 0));
    }
}
