//! Unfinished work after a storm, and how a test makes it due at once.

use testing::TestDatabase;

/// The number of unfinished payments, jobs and notices.
pub async fn unfinished(database: &TestDatabase) -> i64 {
    let open = "select (select count(*) from payment where closed_at is null) + (select count(*) from money_job where done_at is null)
                     + (select count(*) from payment_notice where settled_at is null and dead_at is null)";
    database.number(open).await
}

/// Makes work due that waits for its next attempt. Skips rows that a task has locked: a batch locks
/// several payments in another order, so waiting for them could deadlock.
pub async fn hurry(database: &TestDatabase) {
    database
        .execute(
            "update payment set deadline = least(deadline, clock_timestamp()), ask_at = least(ask_at, clock_timestamp())
             where id in (select id from payment where closed_at is null for update skip locked);
             update money_job set run_at = least(run_at, clock_timestamp())
             where id in (select id from money_job where done_at is null for update skip locked);
             update payment_notice set run_at = least(run_at, clock_timestamp())
             where (provider, reference) in
                 (select provider, reference from payment_notice where settled_at is null for update skip locked)",
        )
        .await;
}

/// Ends the time to pay of all unfinished payments.
pub async fn end_windows(database: &TestDatabase) {
    let left =
        "select count(*) from payment where closed_at is null and deadline > clock_timestamp()";
    while database.number(left).await > 0 {
        let ended = "update payment set deadline = least(deadline, clock_timestamp())
                     where id in (select id from payment where closed_at is null for update skip locked)";
        database.execute(ended).await;
    }
}
