//! Checking the invariants: one file each, in which each rule is a query that names every violation.
//!
//! Each query checks a whole range of events at once. A query for each event would plan and scan again for each of thousands of events:
//! that took minutes where this takes seconds.

mod bookings;
mod counts;
mod holds;
mod letters;
mod payments;
mod plans;
mod promo_codes;
mod seat_log;
mod tickets;
mod waiting;

use domain::EventId;

pub use self::{
    plans::{packed_plan, packed_plans},
    waiting::{RootToCheck, roots},
};
use crate::{Error, Pool};

/// Seats and frames that one transaction checks. It sees one moment and keeps PostgreSQL from cleaning up what changed since, so that it
/// is to last seconds: this many take about five.
const RANGE_WEIGHT: i64 = 2_000_000;

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's number.
    pub invariant: u8,
    /// The event at which it is broken. None where it belongs to no single event: `what` says where then.
    pub event: Option<EventId>,
    /// How.
    pub what: String,
}

/// Events that are checked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    first: i32,
    last: i32,
    events: usize,
}

impl Range {
    /// How many events it has.
    #[must_use]
    pub fn events(&self) -> usize {
        self.events
    }
}

/// What a query found: where, and what.
struct Found {
    event: i32,
    what: String,
}

/// The events that have seats, or the one asked for if it has, in ranges to be checked one after the other.
///
/// # Errors
/// The database's failures.
pub async fn ranges(pool: &Pool, only: Option<EventId>) -> Result<Vec<Range>, Error> {
    let events = sqlx::query!(
        r#"select event_id, available + held + sold + blocked + v as "weight!"
           from event_version where $1::integer is null or event_id = $1 order by event_id"#,
        only.map(|event| event.0)
    )
    .fetch_all(pool)
    .await?;
    let (mut ranges, mut weight): (Vec<Range>, i64) = (Vec::new(), 0);
    for event in events {
        match ranges.last_mut() {
            Some(range) if weight + event.weight <= RANGE_WEIGHT => {
                (range.last, range.events) = (event.event_id, range.events + 1);
                weight += event.weight;
            }
            _ => {
                ranges.push(Range { first: event.event_id, last: event.event_id, events: 1 });
                weight = event.weight;
            }
        }
    }
    Ok(ranges)
}

/// Every violation of the invariants in a range of events, by event. All queries see one moment, and measure time from it, so that a shop
/// that sells meanwhile is not accused of what was only half seen.
///
/// # Errors
/// The database's failures.
pub async fn check(pool: &Pool, range: Range) -> Result<Vec<Violation>, Error> {
    let mut tx = pool.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only").execute(&mut *tx).await?;
    // A check reads all there is and may take its time. Right after an on-sale the tables have no statistics, and a plan that takes them
    // for small would go through one of them for each row of another; or would read all of a table for each range.
    sqlx::raw_sql(
        "set local statement_timeout = 0; set local enable_nestloop = off; set local enable_seqscan = off;
         set local plan_cache_mode = force_custom_plan; set local enable_partitionwise_join = on; set local enable_partitionwise_aggregate = on",
    )
    .execute(&mut *tx)
    .await?;
    // Joins and sums over a stadium's rows stay in memory.
    sqlx::query!("set local work_mem = '64MB'").execute(&mut *tx).await?;
    let found = [
        (1, tickets::violations(&mut tx, range).await?),
        (2, counts::violations(&mut tx, range).await?),
        (3, holds::violations(&mut tx, range).await?),
        (4, payments::violations(&mut tx, range).await?),
        (5, seat_log::violations(&mut tx, range).await?),
        (6, bookings::violations(&mut tx, range).await?),
        (8, waiting::violations(&mut tx, range).await?),
        (9, letters::violations(&mut tx, range).await?),
        (10, promo_codes::violations(&mut tx, range).await?),
    ];
    tx.commit().await?;
    let named = |(invariant, all): (u8, Vec<Found>)| {
        all.into_iter().map(move |found| Violation { invariant, event: Some(EventId(found.event)), what: found.what })
    };
    let mut violations: Vec<Violation> = found.into_iter().flat_map(named).collect();
    violations.sort_by_key(|violation| violation.event.map(|event| event.0));
    Ok(violations)
}
