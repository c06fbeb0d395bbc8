//! Checks the invariants by ten rules. Each rule has a file, with queries that name every
//! violation, and a number that differs from the numbers of the invariants: `docs/invariants.md`
//! lists both.
//!
//! Each query checks a range of events. With one query per event, PostgreSQL would plan and scan
//! again for each of thousands of events, which takes minutes instead of seconds.

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
    payments::stamps_without_payment,
    plans::{packed_plan, packed_plans},
    waiting::{RootToCheck, roots},
};
use crate::{Error, Pool};

/// The number of seats and frames that one transaction checks. A transaction sees one moment and
/// keeps PostgreSQL from removing older row versions, so it must last only seconds. This number
/// takes about five seconds.
const RANGE_WEIGHT: i64 = 2_000_000;

/// A violation of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The number of the rule.
    pub rule: u8,
    /// The event of the violation. None if it belongs to no single event; then `what` says where it
    /// is.
    pub event: Option<EventId>,
    /// What is wrong.
    pub what: String,
}

/// A range of events that are checked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventRange {
    first: i32,
    last: i32,
    events: usize,
}

impl EventRange {
    /// The number of events in it.
    #[must_use]
    pub fn events(&self) -> usize {
        self.events
    }
}

/// A violation that a query found.
struct Finding {
    event: i32,
    what: String,
}

/// The events that have seats, in ranges that the caller checks one after the other. With `only`,
/// just this event if it has seats.
pub async fn ranges(pool: &Pool, only: Option<EventId>) -> Result<Vec<EventRange>, Error> {
    let events = sqlx::query!(
        r#"select event_id, available + held + sold + blocked + v as "weight!"
           from event_version where $1::integer is null or event_id = $1 order by event_id"#,
        only.map(|event| event.0)
    )
    .fetch_all(pool)
    .await?;
    let (mut ranges, mut weight): (Vec<EventRange>, i64) = (Vec::new(), 0);
    for event in events {
        match ranges.last_mut() {
            Some(range) if weight + event.weight <= RANGE_WEIGHT => {
                (range.last, range.events) = (event.event_id, range.events + 1);
                weight += event.weight;
            }
            _ => {
                ranges.push(EventRange {
                    first: event.event_id,
                    last: event.event_id,
                    events: 1,
                });
                weight = event.weight;
            }
        }
    }
    Ok(ranges)
}

/// Every violation in a range of events, by event. All queries see one moment and measure time from
/// it, so a shop that sells meanwhile causes no false violations.
pub async fn check(pool: &Pool, range: EventRange) -> Result<Vec<Violation>, Error> {
    let mut tx = pool.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only")
        .execute(&mut *tx)
        .await?;
    // A check reads everything and may take long. Right after an on-sale the tables have no
    // statistics, so the planner would take them for small, and scan a table again for each row of
    // another, or for each range. It would also merge bookings and tickets by their event alone,
    // and compare each booking of an event with each ticket. A join by hash uses the whole key.
    sqlx::raw_sql(
        "set local statement_timeout = 0; set local enable_seqscan = off;
         set local enable_nestloop = off; set local enable_mergejoin = off;
         set local plan_cache_mode = force_custom_plan; set local enable_partitionwise_join = on; set local enable_partitionwise_aggregate = on",
    )
    .execute(&mut *tx)
    .await?;
    // Keeps joins and sums over the rows of a stadium in memory.
    sqlx::query!("set local work_mem = '64MB'")
        .execute(&mut *tx)
        .await?;
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
    let named = |(rule, all): (u8, Vec<Finding>)| {
        all.into_iter().map(move |found| Violation {
            rule,
            event: Some(EventId(found.event)),
            what: found.what,
        })
    };
    let mut violations: Vec<Violation> = found.into_iter().flat_map(named).collect();
    violations.sort_by_key(|violation| violation.event.map(|event| event.0));
    Ok(violations)
}
