//! Writes venues, plans, events, and sales of other systems, from files and from the demo season.
//!
//! A plan, a venue, or the sales of an event are one transaction. A file of events is first checked
//! as a whole and then written event by event (`events.rs`), so that sales go on. Names identify
//! venues, performers and series; title, venue and start identify events (`identity.rs`). So the
//! same file can be imported again and again, and updates what exists. Facts that buyers of sold
//! tickets rely on change only on request.

mod check;
mod checked_event;
mod create;
mod event;
mod events;
mod file_plans;
mod identity;
mod instant;
mod many;
mod names;
mod plan;
mod price;
mod price_types;
mod sales;
mod stored;
mod venue;

use domain::import::Fault;
use thiserror::Error;

pub use events::{EventChanges, EventsPut, ImportOptions, Importer, put_events, put_missing_event};
pub use many::{ManyEvent, add_many, put_performers};
pub use plan::{PlanPut, put_plan};
pub use sales::{ImportedSale, add_sales, has_bookings};
pub use venue::{VenueSet, put_venue, set_venue};

use crate::{Error, Pool};

/// Why an import failed.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file needs something that the database lacks or cannot allow. Each fault has its place
    /// in the file.
    #[error("number of faults: {}; the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<Fault>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Error),
    /// The import stopped before its end. The written events stay, and a repeat continues with the
    /// rest.
    #[error("the import stopped after {written} of {total} events: {cause}")]
    Stopped {
        /// The number of events that the database now has as the file has them.
        written: usize,
        /// The number of events of the file.
        total: usize,
        /// The error that stopped it.
        cause: Box<ImportError>,
    },
}

impl From<sqlx::Error> for ImportError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}

/// The progress of a long import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Name of the step: "Events".
    pub step: String,
    /// The number of finished items.
    pub done: u64,
    /// The number of all items.
    pub total: u64,
}

/// Called with the progress of an import.
pub type OnProgress<'a> = &'a mut (dyn FnMut(Progress) + Send);

/// Whether an import writes, or only tries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ImportMode {
    /// It writes.
    #[default]
    Do,
    /// It writes nothing, and reports what it would write.
    Try,
}

/// What happened to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It was created.
    Created,
    /// It existed and was changed.
    Updated,
    /// It existed and needed no change.
    Unchanged,
}

/// Updates the planner's statistics. With statistics of empty tables, the planner would read whole
/// tables.
pub async fn analyze(pool: &Pool) -> Result<(), Error> {
    for table in [
        "analyze seat_status",
        "analyze booking",
        "analyze booking_seat",
        "analyze ticket",
        "analyze event",
        "analyze event_seat_price",
    ] {
        sqlx::query(table).execute(pool).await?;
    }
    Ok(())
}
