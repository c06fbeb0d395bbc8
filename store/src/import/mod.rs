//! Writing what files and the demo season bring: venues, plans, events, and sales that were made elsewhere.
//!
//! A plan, a venue or the sales of an event are one transaction: all of it or nothing. A file of events is checked as a whole first and
//! then written event by event (`events.rs`), so that sales go on beside it. A thing is known by its slug, so that the same file can be
//! put again and again; what is there already is brought up to date, and what has been sold is never touched.

mod check;
mod create;
mod event;
mod events;
mod many;
mod plan;
mod price;
mod price_types;
mod sales;

use domain::import::Fault;
use thiserror::Error;

pub use events::{EventsPut, ImportedBy, put_events, put_missing_event};
pub use many::{ManyEvent, add_many, put_performers};
pub use plan::{PlanPut, VenueDetails, put_plan, put_venue};
pub use sales::{Sale, add_sales, has_bookings};

use crate::{Error, Pool};

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file asks for what the database does not have or cannot allow. Each fault has its place in the file.
    #[error("{} faults, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<Fault>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Error),
    /// The import stopped on its way. What was written stays, and a repeat continues with the rest.
    #[error("the import stopped after {written} of {total} events: {cause}")]
    Stopped {
        /// How many events of the file are as the file has them.
        written: usize,
        /// How many events the file has.
        total: usize,
        /// Why.
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

/// How far a long import has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What is being done: "Events".
    pub step: String,
    /// How many are done.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// Who wants to know.
pub type OnProgress<'a> = &'a mut (dyn FnMut(Progress) + Send);

/// What became of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    Created,
    /// It was there and is different now.
    Updated,
    /// It was there just so.
    Unchanged,
}

/// Tells the planner what the tables hold now: statistics from when they were empty would have it read them whole.
///
/// # Errors
/// The database's failures.
pub async fn analyze(pool: &Pool) -> Result<(), Error> {
    for table in
        ["analyze seat_status", "analyze booking", "analyze booking_seat", "analyze ticket", "analyze event", "analyze event_seat_price"]
    {
        sqlx::query(table).execute(pool).await?;
    }
    Ok(())
}
