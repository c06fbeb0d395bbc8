//! The changes that this server has heard of, and which plans in memory they make outdated.

use std::collections::HashMap;

use domain::EventId;

/// The maximum number of changed events to remember individually. Beyond it, every event counts as
/// changed.
const MAX_CHANGED: usize = 10_000;

/// The changes of the catalogue that this server has heard of, numbered.
#[derive(Debug, Default)]
pub(super) struct Changes {
    last: u64,
    /// The last change that may concern every event.
    of_any: u64,
    /// The last change of each named event.
    of_event: HashMap<EventId, u64>,
}

/// The state of a plan in memory compared with the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlanAge {
    New,
    /// The catalogue changed, and perhaps this event: compare its revision.
    Doubtful,
    /// This event changed.
    Old,
}

impl Changes {
    /// The number of changes so far.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Notes a change of this event. `None`: any event may have changed.
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

    /// The age of a plan that was read after this many changes.
    pub fn age(&self, event: EventId, as_of: u64) -> PlanAge {
        if self
            .of_event
            .get(&event)
            .is_some_and(|change| *change > as_of)
        {
            PlanAge::Old
        } else if self.of_any > as_of {
            PlanAge::Doubtful
        } else {
            PlanAge::New
        }
    }

    /// Notes that the plan of this event was read after this many changes.
    pub fn was_read(&mut self, event: EventId, as_of: u64) {
        if self
            .of_event
            .get(&event)
            .is_some_and(|change| *change <= as_of)
        {
            self.of_event.remove(&event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_old_after_a_change_of_its_event_and_doubtful_after_a_change_of_the_catalogue() {
        let (event, other) = (EventId(1), EventId(2));
        let mut changes = Changes::default();
        changes.note(Some(other));
        assert_eq!(changes.age(event, 0), PlanAge::New);
        changes.note(Some(event));
        assert_eq!(
            (changes.age(event, 1), changes.age(event, 2)),
            (PlanAge::Old, PlanAge::New)
        );
        changes.note(None);
        assert_eq!(
            (
                changes.age(event, 1),
                changes.age(event, 2),
                changes.age(event, 3)
            ),
            (PlanAge::Old, PlanAge::Doubtful, PlanAge::New)
        );
        changes.was_read(event, 1);
        assert_eq!(
            changes.age(event, 1),
            PlanAge::Old,
            "the reading began before the change"
        );
        changes.was_read(event, 3);
        assert_eq!(changes.of_event.len(), 1, "the other one");
    }

    #[test]
    fn the_memory_of_changed_events_has_a_limit() {
        let mut changes = Changes::default();
        (0..=MAX_CHANGED as i32).for_each(|event| changes.note(Some(EventId(event))));
        assert!(changes.of_event.is_empty());
        assert_eq!(changes.age(EventId(7), 7), PlanAge::Doubtful);
    }
}
