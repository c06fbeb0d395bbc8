//! Passes that their fans gave back. A signed pass says when it ends, and not that it was given back: the database knows that, and the server
//! that heard of it. Other servers take the pass until its end.

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{EventId, waiting::PassTerms};
use time::OffsetDateTime;

/// The most passes that a server remembers, which takes some 4 MB. One beyond is taken until its end.
const MOST: usize = 65_536;

/// The passes that fans gave back at this server.
#[derive(Debug, Default)]
pub(crate) struct LeftPasses {
    /// While nobody has left, a hold takes no lock.
    any: AtomicBool,
    /// By event and place, with the end of each.
    passes: RwLock<HashMap<(EventId, i64), OffsetDateTime>>,
}

impl LeftPasses {
    /// A fan gave back this pass.
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
        self.any.load(Ordering::Acquire) && self.passes.read().unwrap_or_else(PoisonError::into_inner).contains_key(&(event, place))
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;

    const NOW: OffsetDateTime = datetime!(2027-01-31 18:30:00 UTC);

    fn terms(place: i64, lasts: i64) -> PassTerms {
        PassTerms { place, until: NOW + Duration::seconds(lasts) }
    }

    #[test]
    fn a_pass_that_was_given_back_is_known_by_its_event_and_place() {
        let left = LeftPasses::default();
        assert!(!left.has(EventId(7), 3));
        left.note(EventId(7), terms(3, 60), NOW);
        assert!(left.has(EventId(7), 3) && !left.has(EventId(7), 4) && !left.has(EventId(8), 3));
    }

    #[test]
    fn what_a_server_remembers_has_a_limit_and_passes_that_have_ended_make_room() {
        let left = LeftPasses::default();
        for place in 0..MOST as i64 {
            left.note(EventId(7), terms(place, if place == 0 { 1 } else { 60 }), NOW);
        }
        let beyond = MOST as i64;
        left.note(EventId(7), terms(beyond, 60), NOW);
        assert!(!left.has(EventId(7), beyond) && left.has(EventId(7), 0));
        left.note(EventId(7), terms(beyond, 60), NOW + Duration::seconds(1));
        assert!(left.has(EventId(7), beyond) && !left.has(EventId(7), 0));
    }
}
