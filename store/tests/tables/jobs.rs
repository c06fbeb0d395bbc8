//! The jobs of payments, tested on the tables alone.

use store::{jobs, payments};
use testing::{Hall, TestDatabase};
use uuid::Uuid;

/// A payment with a job.
async fn with_job() -> (TestDatabase, Uuid) {
    let database = TestDatabase::new().await;
    let (event, payment) = (Hall::default().open(&database).await.id, Uuid::now_v7());
    database
        .execute(&format!(
            "insert into booking (event_id, id, buyer_id, status, expires_at, amount, currency)
             values ({event}, gen_random_uuid(), gen_random_uuid(), 'pending', now(), 6000, 'EUR');
             insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
             select '{payment}', event_id, id, 'sandbox', 'k', '\\x00', amount, currency from booking;
             insert into money_job (kind, payment_id) values ('read_refunds', '{payment}')"
        ))
        .await;
    (database, payment)
}

#[tokio::test]
async fn a_job_that_becomes_urgent_while_it_runs_runs_again() {
    const DUE: &str =
        "select count(*) from money_job where done_at is null and run_at <= clock_timestamp()";
    let (database, payment) = with_job().await;
    let pool = database.pool();
    let claim = async || {
        jobs::claim(pool, 10)
            .await
            .expect("claimed")
            .pop()
            .expect("a job")
    };

    let first = claim().await;
    // A notice arrives. The provider may have answered the worker before the notice.
    payments::ask_now(pool, payment).await.expect("hurried");
    jobs::done(pool, &first).await.expect("noted");
    assert_eq!(database.number(DUE).await, 1);

    let second = claim().await;
    payments::ask_now(pool, payment).await.expect("hurried");
    jobs::failed(pool, &second, "no answer")
        .await
        .expect("noted");
    assert_eq!(database.number(DUE).await, 1, "it is not put off");

    let third = claim().await;
    jobs::failed(pool, &third, "no answer")
        .await
        .expect("noted");
    assert_eq!(database.number(DUE).await, 0);
    payments::ask_now(pool, payment).await.expect("hurried");
    jobs::done(pool, &claim().await).await.expect("noted");
    assert_eq!(
        database
            .number("select count(*) from money_job where done_at is null")
            .await,
        0
    );
}
