//! Payments on a page of the provider, here the sandbox.

use std::time::{Duration, Instant};

use boxoffice::{Refusal, SandboxCall, SandboxFault, SandboxOutcome};
use domain::{
    BuyerId,
    selling::{Booking, BookingStatus, PaymentStage},
};
use uuid::Uuid;

use crate::shop::{ACCEPTED, Shop, fresh_key};

const DECLINED: &str = "4000 0000 0000 0002";
const CHALLENGED: &str = "4000 0027 6000 3184";
const UNCAPTURABLE: &str = "4000 0000 0000 0341";

/// Begins a payment, and returns the page.
async fn open(shop: &Shop, booking: &Booking) -> String {
    shop.office
        .pay_on_page(shop.buyer, booking.id, &fresh_key(), None, None)
        .await
        .expect("a page")
}

fn payment(page: &str) -> Uuid {
    page.strip_prefix("/sandbox/pay/")
        .expect("the sandbox's page")
        .parse()
        .expect("a number")
}

async fn try_card(shop: &Shop, page: &str, card: &str, proved: Option<bool>) -> SandboxOutcome {
    shop.office
        .pay_at_sandbox(payment(page), card, proved)
        .await
        .expect("there is such a page")
        .1
}

/// The buyer returns to the shop.
async fn come_back(shop: &Shop, booking: &Booking) -> PaymentStage {
    shop.office
        .settled_progress(booking.id)
        .await
        .expect("answers")
        .expect("there is a payment")
}

/// The buyer returns until the payment has this state. The provider is asked once in two seconds.
async fn come_back_until(shop: &Shop, booking: &Booking, stage: PaymentStage) {
    let stands = async {
        while come_back(shop, booking).await != stage {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), stands)
        .await
        .unwrap_or_else(|_| panic!("never {stage:?}"));
}

#[tokio::test]
async fn a_page_that_is_reloaded_asks_the_provider_once_in_two_seconds() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    open(&shop, &held).await;
    // The background task asks at its own pace; this postpones its next call.
    shop.database
        .execute("update payment set ask_at = clock_timestamp() + interval '1 hour'")
        .await;
    let (before, begun) = (shop.look_ups(), Instant::now());
    for _ in 0..50 {
        assert_eq!(come_back(&shop, &held).await, PaymentStage::Open);
    }
    let (asked, seconds) = (shop.look_ups() - before, begun.elapsed().as_secs());
    assert!(
        (1..=seconds / 2 + 2).contains(&asked),
        "{asked} in {seconds} s"
    );
}

#[tokio::test]
async fn a_hold_lasts_for_the_time_to_pay_and_its_end_moves_once() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    let page = open(&shop, &held).await;
    let window = "expires_at = pay_until and expires_at > created_at + interval '599 seconds'";
    assert_eq!(
        shop.database
            .number(&format!("select count(*) from booking where {window}"))
            .await,
        1
    );
    let seats = "select count(*) from seat_status s join booking b on b.id = s.booking_id where s.status = 1 and s.expires_at = b.expires_at";
    assert_eq!(shop.database.number(seats).await, 2);
    assert_eq!(
        shop.database.number("select count(*) from payment p join booking b on b.id = p.booking_id where p.deadline = b.pay_until").await,
        1
    );
    let after = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert!(after.expires_at > held.expires_at);

    assert_eq!(open(&shop, &held).await, page, "the same page");
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .expires_at,
        after.expires_at
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_page_stays_open_as_long_as_its_extended_hold() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    let page = open(&shop, &held).await;
    let before = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    let extended = shop
        .office
        .extend(shop.buyer, held.id, &fresh_key())
        .await
        .expect("extended");
    assert_eq!(
        (extended.expires_at - before.expires_at).whole_seconds(),
        300
    );
    let window = "p.deadline = b.expires_at and b.pay_until = b.expires_at";
    let windows = format!(
        "select count(*) from payment p join booking b on b.id = p.booking_id where {window}"
    );
    assert_eq!(shop.database.number(&windows).await, 1);
    assert_eq!(open(&shop, &held).await, page, "the same page");
    assert_eq!(
        try_card(&shop, &page, ACCEPTED, None).await,
        SandboxOutcome::Paid
    );
    come_back_until(&shop, &held, PaymentStage::Paid).await;
    shop.sound().await;
}

#[tokio::test]
async fn the_time_to_pay_on_a_page_counts_from_the_extended_end_of_the_hold() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.office
        .extend(shop.buyer, held.id, &fresh_key())
        .await
        .expect("extended");
    // The buyer begins to pay half a minute before the new end.
    shop.database
        .execute(
            "update booking set created_at = created_at - interval '570 seconds', expires_at = expires_at - interval '570 seconds';
             update seat_status set expires_at = expires_at - interval '570 seconds' where status = 1",
        )
        .await;
    open(&shop, &held).await;
    let whole = "select count(*) from booking where expires_at = pay_until and expires_at > clock_timestamp() + interval '570 seconds'";
    assert_eq!(shop.database.number(whole).await, 1);
    shop.sound().await;
}

#[tokio::test]
async fn two_tabs_get_the_same_page_and_pay_once() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let (first, second) = tokio::join!(open(&shop, &held), open(&shop, &held));
    assert_eq!(first, second);
    for _ in 0..2 {
        assert_eq!(
            try_card(&shop, &first, ACCEPTED, None).await,
            SandboxOutcome::Paid
        );
        assert_eq!(come_back(&shop, &held).await, PaymentStage::Paid);
    }
    shop.until_state("captured").await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        1
    );
    let booking = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert_eq!(
        (booking.status, booking.tickets.len()),
        (BookingStatus::Confirmed, 1)
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_declined_card_leaves_the_page_open_for_another() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let page = open(&shop, &held).await;
    assert_eq!(
        try_card(&shop, &page, "4242", None).await,
        SandboxOutcome::UnknownCard
    );
    assert_eq!(
        try_card(&shop, &page, DECLINED, None).await,
        SandboxOutcome::Declined
    );
    assert_eq!(come_back(&shop, &held).await, PaymentStage::Open);
    assert_eq!(
        try_card(&shop, &page, ACCEPTED, None).await,
        SandboxOutcome::Paid
    );
    come_back_until(&shop, &held, PaymentStage::Paid).await;
    shop.sound().await;
}

#[tokio::test]
async fn only_a_passed_challenge_completes_the_payment() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let page = open(&shop, &held).await;
    assert_eq!(
        try_card(&shop, &page, CHALLENGED, None).await,
        SandboxOutcome::Challenge
    );
    assert_eq!(
        try_card(&shop, &page, CHALLENGED, Some(false)).await,
        SandboxOutcome::ChallengeFailed
    );
    assert_eq!(come_back(&shop, &held).await, PaymentStage::Open);
    assert_eq!(
        try_card(&shop, &page, CHALLENGED, Some(true)).await,
        SandboxOutcome::Paid
    );
    come_back_until(&shop, &held, PaymentStage::Paid).await;
    assert!(
        matches!(
            shop.office.sandbox_token(CHALLENGED).await,
            Err(Refusal::UnknownCard)
        ),
        "a token is asked nothing"
    );
    shop.sound().await;
}

#[tokio::test]
async fn the_end_of_the_time_to_pay_closes_the_page() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let page = open(&shop, &held).await;
    shop.lapse().await;
    shop.run_out().await;
    shop.hurry_until_state("lapsed").await;
    assert_eq!(
        try_card(&shop, &page, ACCEPTED, None).await,
        SandboxOutcome::Over
    );
    assert_eq!(come_back(&shop, &held).await, PaymentStage::NotPaid);
    assert!(matches!(
        shop.office
            .pay_on_page(shop.buyer, held.id, &fresh_key(), None, None)
            .await,
        Err(Refusal::HoldExpired)
    ));
    shop.until(
        "select count(*) from payment where closed_at is not null",
        1,
    )
    .await;
}

#[tokio::test]
async fn a_late_payment_whose_seats_are_gone_goes_back() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let page = open(&shop, &held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[7]).await;
    assert_eq!(
        try_card(&shop, &page, ACCEPTED, None).await,
        SandboxOutcome::Paid
    );
    assert!(matches!(
        come_back(&shop, &held).await,
        PaymentStage::Returning | PaymentStage::Returned
    ));
    shop.hurry_until_state("voided").await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn a_sale_whose_money_can_never_be_captured_loses_its_tickets() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let page = open(&shop, &held).await;
    assert_eq!(
        try_card(&shop, &page, UNCAPTURABLE, None).await,
        SandboxOutcome::Paid
    );
    come_back(&shop, &held).await;
    shop.hurry_until_state("lost").await;
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .status,
        BookingStatus::Refunded
    );
    assert_eq!(
        shop.database
            .number("select count(*) from ticket where voided_at is null")
            .await,
        0
    );
}

#[tokio::test]
async fn without_a_page_of_the_provider_nothing_is_charged_and_the_buyer_can_try_again() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.fault(SandboxCall::Open, SandboxFault::FailsBefore);
    assert!(matches!(
        shop.office
            .pay_on_page(shop.buyer, held.id, &fresh_key(), None, None)
            .await,
        Err(Refusal::PaymentFailed)
    ));
    shop.all_is_well();
    let page = open(&shop, &held).await;
    assert_eq!(
        try_card(&shop, &page, ACCEPTED, None).await,
        SandboxOutcome::Paid
    );
    assert_eq!(come_back(&shop, &held).await, PaymentStage::Paid);
    shop.until(
        "select count(*) from payment where state = 'failed' and closed_at is not null",
        1,
    )
    .await;
    shop.until_state("captured").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_by_token_is_refused_while_a_page_is_open() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    open(&shop, &held).await;
    assert!(matches!(
        shop.pay(&held).await,
        Err(Refusal::PaymentInProgress)
    ));
    let progress = shop
        .office
        .payment_progress(shop.buyer, held.id)
        .await
        .expect("answers")
        .expect("a payment");
    assert_eq!(
        (progress.state, progress.redirect_url.is_some()),
        (PaymentStage::Open, true)
    );
    assert!(
        shop.office
            .payment_progress(BuyerId::new(), held.id)
            .await
            .is_err(),
        "another buyer"
    );
}
