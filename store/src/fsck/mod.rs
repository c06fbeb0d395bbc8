//! Checking the invariants: one file each, in which each rule is a query that names every violation.
//!
//! The queries join whole events at once: a stadium with tens of thousands of bookings and a long log takes about a second.

mod bookings;
mod counts;
mod holds;
mod payments;
mod seat_log;
mod tickets;

use domain::EventId;

use crate::{Error, Pool};

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's number.
    pub invariant: u8,
    /// Where it is broken.
    pub event: EventId,
    /// How.
    pub what: String,
}

/// The events that have seats, or the one asked for if it has.
///
/// # Errors
/// The database's failures.
pub async fn events(pool: &Pool, only: Option<EventId>) -> Result<Vec<EventId>, Error> {
    let ids = sqlx::query_scalar!(
        "select event_id from event_version where $1::integer is null or event_id = $1 order by event_id",
        only.map(|event| event.0)
    )
    .fetch_all(pool)
    .await?;
    Ok(ids.into_iter().map(EventId).collect())
}

/// Every violation of the invariants in one event. All queries see one moment, and measure time from it, so that a shop that sells
/// meanwhile is not accused of what was only half seen.
///
/// # Errors
/// The database's failures.
pub async fn check(pool: &Pool, event: EventId) -> Result<Vec<Violation>, Error> {
    let mut tx = pool.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only").execute(&mut *tx).await?;
    // A check reads all there is and may take its time. Right after an on-sale the tables have no statistics, and a plan that takes them
    // for small would go through one of them for each row of another.
    sqlx::raw_sql("set local statement_timeout = 0; set local enable_nestloop = off").execute(&mut *tx).await?;
    // Joins and sums over a stadium's rows stay in memory.
    sqlx::query!("set local work_mem = '64MB'").execute(&mut *tx).await?;
    let found = [
        (1, tickets::violations(&mut tx, event).await?),
        (2, counts::violations(&mut tx, event).await?),
        (3, holds::violations(&mut tx, event).await?),
        (4, payments::violations(&mut tx, event).await?),
        (5, seat_log::violations(&mut tx, event).await?),
        (6, bookings::violations(&mut tx, event).await?),
    ];
    tx.commit().await?;
    let named = |(invariant, all): (u8, Vec<String>)| all.into_iter().map(move |what| Violation { invariant, event, what });
    Ok(found.into_iter().flat_map(named).collect())
}
