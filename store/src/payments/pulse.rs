//! Counts of unfinished payment work, for operators.

use crate::{Error, Pool};

/// The counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pulse {
    /// Jobs that have failed for a day.
    pub dead_jobs: i64,
    /// Refunds that failed and were not paid by other means: the shop owes this money.
    pub failed_refunds: i64,
    /// Unfinished jobs.
    pub jobs: i64,
    /// Sales whose money is not captured yet.
    pub captures: i64,
    /// Payments whose reserved money expires in less than a day unless it is captured: those of
    /// sales, and late ones.
    pub ending: i64,
    /// Payments that a person must look at.
    pub alarms: i64,
    /// New notices.
    pub notices: i64,
    /// Signed notices that could not be read.
    pub unreadable_notices: i64,
    /// The age of the oldest payment that is not final, in seconds.
    pub oldest_open_seconds: f64,
}

/// Reads the counts. Each count reads an index that holds only unfinished rows.
pub async fn pulse(pool: &Pool) -> Result<Pulse, Error> {
    let row = sqlx::query!(
        r#"select
               (select count(*) from money_job where done_at is null and dead_at is not null) as "dead_jobs!",
               (select count(*) from refund where state = 'failed' and paid_otherwise_at is null) as "failed_refunds!",
               (select count(*) from money_job where done_at is null) as "jobs!",
               (select count(*) from payment where closed_at is null and state = 'authorised') as "captures!",
               (select count(*) from payment where closed_at is null and state in ('authorised', 'late')
                                               and capture_before < clock_timestamp() + interval '1 day') as "ending!",
               (select count(*) from payment where closed_at is null and alarm is not null) as "alarms!",
               (select count(*) from payment_notice where settled_at is null and dead_at is null) as "notices!",
               (select count(*) from payment_notice where settled_at is null and dead_at is not null) as "unreadable!",
               coalesce((select extract(epoch from clock_timestamp() - min(started_at)) from payment where closed_at is null), 0)::float8
                   as "oldest!""#
    )
    .fetch_one(pool)
    .await?;
    Ok(Pulse {
        dead_jobs: row.dead_jobs,
        failed_refunds: row.failed_refunds,
        jobs: row.jobs,
        captures: row.captures,
        ending: row.ending,
        alarms: row.alarms,
        notices: row.notices,
        unreadable_notices: row.unreadable,
        oldest_open_seconds: row.oldest,
    })
}
