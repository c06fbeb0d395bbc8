//! Writing what files and the demo season bring: venues, plans, events, and sales that were made elsewhere.
//!
//! Each call is one transaction: all of it or nothing. A thing is known by its slug, so that the same file can be put again and
//! again; what is there already is brought up to date, and what has been sold is never touched.

mod event;
mod many;
mod plan;
mod price;
mod sales;

use domain::{
    EventId,
    import::{Fault, NewEvent},
};
use thiserror::Error;

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

/// What came of a file of events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventsPut {
    /// Events that were not there.
    pub created: u32,
    /// Events that have changed.
    pub updated: u32,
    /// Events that were there just so.
    pub unchanged: u32,
    /// The slugs of all, in the file's order.
    pub slugs: Vec<String>,
}

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

/// Puts all events, or none.
///
/// # Errors
/// Every fault of every event, or the database's failure.
pub async fn put_events(pool: &Pool, events: &[NewEvent], progress: OnProgress<'_>) -> Result<EventsPut, ImportError> {
    let mut tx = pool.begin().await?;
    let mut done = EventsPut::default();
    let mut faults = Vec::new();
    for (index, event) in events.iter().enumerate() {
        progress(Progress { step: "Events".to_owned(), done: index as u64, total: events.len() as u64 });
        match event::put(&mut tx, event, &done.slugs).await {
            Ok((_, slug, put)) => {
                match put {
                    Put::Created => done.created += 1,
                    Put::Updated => done.updated += 1,
                    Put::Unchanged => done.unchanged += 1,
                }
                done.slugs.push(slug);
            }
            // The transaction still stands: faults are found before anything is written. So the others are looked at, too.
            Err(ImportError::Faults(found)) => faults.extend(found),
            Err(error) => return Err(error),
        }
    }
    if !faults.is_empty() {
        return Err(ImportError::Faults(faults));
    }
    tx.commit().await?;
    progress(Progress { step: "Events".to_owned(), done: events.len() as u64, total: events.len() as u64 });
    Ok(done)
}

/// Puts one event unless one of its slug is there; its number, and whether it is new.
///
/// # Errors
/// Every fault of the event, or the database's failure.
pub async fn put_missing_event(pool: &Pool, new: &NewEvent) -> Result<(EventId, bool), ImportError> {
    if let Some(slug) = &new.slug
        && let Some(id) = sqlx::query_scalar!("select id from event where slug = $1", slug).fetch_optional(pool).await?
    {
        return Ok((EventId(id), false));
    }
    let mut tx = pool.begin().await?;
    let (id, _, put) = event::put(&mut tx, new, &[]).await?;
    tx.commit().await?;
    Ok((id, put == Put::Created))
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
