//! What this server heard of changes, and which plans in memory are old by it.

use std::collections::HashMap;

use domain::EventId;

/// The most changed events that are remembered one by one. Past it, any event counts as changed.
const MAX_CHANGED: usize = 10_000;

/// The changes of the catalogue that this server heard of, by number.
#[derive(Debug, Default)]
pub(super) struct Changes {
    last: u64,
    /// The last change that may concern any event.
    of_any: u64,
    /// The last change of each event that was named.
    of_event: HashMap<EventId, u64>,
}

/// How a plan in memory compares with what this server heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    New,
    /// Something in the catalogue changed, perhaps this event: its revision tells.
    Doubtful,
    /// This event changed.
    Old,
}

impl Changes {
    /// How many changes were heard.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// This event was changed, or where none is named, any may have been.
    pub fn note(&mut self, event: Option<EventId>) {
        self.last += 1;
        match event {
            Some(event) if self.of_event.len() < MAX_CHANGED => {
                self.of_event.insert(event, self.last);
            }
            _ => {
                self.of_any = self.last;
                self.of_event.retain(|_, _| event.is_none());
            }
        }
    }

    /// How old a plan is that was read when this many changes were known.
    pub fn age(&self, event: EventId, as_of: u64) -> Age {
        if self.of_event.get(&event).is_some_and(|change| *change > as_of) {
            Age::Old
        } else if self.of_any > as_of {
            Age::Doubtful
        } else {
            Age::New
        }
    }

    /// The plan of this event was read as of this change.
    pub fn was_read(&mut self, event: EventId, as_of: u64) {
        if self.of_event.get(&event).is_some_and(|change| *change <= as_of) {
            self.of_event.remove(&event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_old_after_a_change_of_its_event_and_doubtful_after_a_change_of_anything() {
        let (event, other) = (EventId(1), EventId(2));
        let mut changes = Changes::default();
        changes.note(Some(other));
        assert_eq!(changes.age(event, 0), Age::New);
        changes.note(Some(event));
        assert_eq!((changes.age(event, 1), changes.age(event, 2)), (Age::Old, Age::New));
        changes.note(None);
        assert_eq!((changes.age(event, 1), changes.age(event, 2), changes.age(event, 3)), (Age::Old, Age::Doubtful, Age::New));
        changes.was_read(event, 1);
        assert_eq!(changes.age(event, 1), Age::Old, "the reading began before the change");
        changes.was_read(event, 3);
        assert_eq!(changes.of_event.len(), 1, "the other one");
    }

    #[test]
    fn the_memory_of_changed_events_has_a_bound() {
        let mut changes = Changes::default();
        (0..=MAX_CHANGED as i32).for_each(|event| changes.note(Some(EventId(event))));
        assert!(changes.of_event.is_empty());
        assert_eq!(changes.age(EventId(7), 7), Age::Doubtful);
    }
}
