//! Failed work is retried, first soon and then with growing pauses, and never blocks other work.

use boxoffice::{SandboxCall, SandboxFault};
use domain::selling::BookingStatus;

use crate::shop::Shop;

#[tokio::test]
async fn retries_come_after_five_seconds_and_then_with_growing_pauses() {
    let shop = Shop::open().await;
    for (failures, seconds) in [
        (0, 5),
        (1, 10),
        (2, 20),
        (3, 40),
        (4, 80),
        (5, 300),
        (6, 1_800),
        (7, 3_600),
        (30, 3_600),
    ] {
        let sql = format!("select extract(epoch from retry_delay({failures}))::bigint");
        assert_eq!(
            shop.database.number(&sql).await,
            seconds,
            "after {failures} failures"
        );
    }
}

#[tokio::test]
async fn a_failed_capture_is_retried_after_five_seconds() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.fault(SandboxCall::Capture, SandboxFault::FailsBefore);
    assert_eq!(
        shop.pay(&held).await.expect("paid").status,
        BookingStatus::Confirmed
    );
    let between = "asks = 1 and ask_at between clock_timestamp() and clock_timestamp() + interval '5 seconds'";
    shop.until(
        &format!("select count(*) from payment where state = 'authorised' and {between}"),
        1,
    )
    .await;
    shop.all_is_well();
    shop.hurry_until_state("captured").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_job_that_fails_for_a_day_raises_an_alarm_and_is_retried_daily() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::FailsBefore);
    shop.left(&held, "lapsed", "'started', 'lapsed'", Some("authorised"))
        .await;
    shop.hurry().await;
    let soon = "run_at between clock_timestamp() and clock_timestamp() + interval '5 seconds'";
    shop.until(&format!("select count(*) from money_job where attempts = 1 and dead_at is null and last_error is not null and {soon}"), 1)
        .await;
    shop.database
        .execute("update money_job set at = at - interval '25 hours'")
        .await;
    shop.hurry().await;
    shop.until("select count(*) from money_job where dead_at is not null and run_at > clock_timestamp() + interval '23 hours'", 1).await;
    let found = shop.database.violations().await;
    assert!(
        found
            .iter()
            .any(|violation| violation.contains("the job to give_back has failed since")),
        "{found:?}"
    );
    shop.all_is_well();
    shop.hurry_until_state("voided").await;
    shop.until("select count(*) from money_job where done_at is null", 0)
        .await;
    shop.sound().await;
}

#[tokio::test]
async fn a_job_of_a_kind_that_this_program_does_not_know_is_left_alone() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.left(&held, "lapsed", "'started', 'lapsed'", Some("authorised"))
        .await;
    shop.database
        .execute(
            "alter table money_job drop constraint money_job_kind_check;
             insert into money_job (kind, payment_id) select 'knit', id from payment, generate_series(1, 30)",
        )
        .await;
    shop.hurry_until_state("voided").await;
    assert_eq!(
        shop.database
            .number("select count(*) from money_job where kind = 'knit' and attempts = 0")
            .await,
        30
    );
}

#[tokio::test]
async fn hanging_refunds_delay_no_capture() {
    let shop = Shop::open().await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::HangsBefore);
    for seat in 20..24 {
        let other = shop.hold(domain::BuyerId::new(), &[seat]).await;
        shop.database
            .execute(&format!(
                "with old as (
                     insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state, ask_at)
                     values (gen_random_uuid(), {}, '{}', 'sandbox', 'k', '\\x00', {amount}, 'EUR', 'voiding', now())
                     returning id
                 ), job as (
                     insert into money_job (kind, payment_id) select 'give_back', id from old
                 )
                 insert into sandbox_charge (payment_id, amount, currency, state) select id, {amount}, 'EUR', 'authorised' from old",
                shop.event.id,
                other.id,
                amount = other.total.amount
            ))
            .await;
    }
    // Both places for jobs are in use.
    shop.until("select count(*) from money_job where attempts > 0", 2)
        .await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.pay(&held).await.expect("paid");
    shop.until_state("captured").await;
    assert_eq!(
        shop.database
            .number("select count(*) from money_job where done_at is not null")
            .await,
        0
    );
}
