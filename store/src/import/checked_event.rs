//! The result of the check of one event, which the import then writes.

use domain::{
    VenueId,
    import::{Fault, FieldChange, NewEvent, resolve::LevelRange},
};
use time::OffsetDateTime;

use super::file_plans::MarkedPlan;

/// The result of the check of one event: what the import will write.
#[derive(Debug)]
pub(super) struct CheckedEvent {
    pub slug: String,
    pub venue: VenueId,
    pub venue_name: String,
    pub plan_hash: String,
    /// The plan, if it must be stored first: the event names wheelchair places that no plan of the
    /// venue has.
    pub new_plan: Option<MarkedPlan>,
    pub starts_at: OffsetDateTime,
    pub ends_at: OffsetDateTime,
    pub on_sale_at: Option<OffsetDateTime>,
    pub ranges: Vec<LevelRange>,
    /// All seats that are blocked afterwards: the import unblocks others. None if the file does not
    /// say.
    pub blocked: Option<Vec<i32>>,
    /// The changes to an existing event. None for a new event.
    pub changes: Option<Vec<FieldChange>>,
    /// Remarks that are no faults.
    pub notes: Vec<Fault>,
}

impl CheckedEvent {
    /// The fault of an existing event that has another plan.
    pub fn other_plan(&self, event: &NewEvent) -> Fault {
        let what = format!(
            "the event `{}` is there with another seating plan, and an event keeps its plan",
            self.slug
        );
        Fault::new(format!("{}/plan", event.pointer), what)
    }
}
