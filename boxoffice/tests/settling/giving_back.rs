//! Money without a sale goes back, and a sale whose money can never be captured loses its tickets.

use boxoffice::{Refusal, SandboxCall, SandboxFault};
use domain::{
    BuyerId,
    selling::{BookingPayment, BookingStatus},
};
use store::desk::RevocationOutcome;

use crate::shop::Shop;

#[tokio::test]
async fn money_that_was_captured_at_once_without_a_sale_is_refunded() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    shop.fault(SandboxCall::Authorise, SandboxFault::CapturesAtOnce);
    shop.fault(SandboxCall::GiveBack, SandboxFault::FailsBefore);
    let paying = shop.begin(&held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[8]).await;
    let told = paying.await.expect("joins");
    assert!(matches!(told, Err(Refusal::PaidTooLate)), "{told:?}");
    let meanwhile = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert_eq!(
        (meanwhile.status, meanwhile.payment),
        (BookingStatus::Expired, Some(BookingPayment::Returning))
    );
    shop.all_is_well();
    shop.hurry_until_state("returned").await;
    assert_eq!(
        shop.database
            .number(
                "select count(*) from sandbox_charge where state = 'refunded' and refunded = 12000"
            )
            .await,
        1
    );
    assert_eq!(
        shop.database
            .number("select sum(amount)::bigint from sandbox_refund")
            .await,
        12_000
    );
    let after = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert_eq!(after.payment, Some(BookingPayment::Returned));
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_with_a_lost_answer_is_made_once() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::FailsAfter);
    shop.left(&held, "lapsed", "'started', 'lapsed'", Some("captured"))
        .await;
    shop.hurry().await;
    shop.until("select count(*) from sandbox_refund", 1).await;
    shop.all_is_well();
    shop.hurry_until_state("returned").await;
    shop.until("select count(*) from money_job where done_at is null", 0)
        .await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_refund")
            .await,
        1
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge where refunded = amount")
            .await,
        1
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_sale_whose_money_can_never_be_captured_is_revoked() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    shop.fault(SandboxCall::Capture, SandboxFault::Ends);
    // The capture may have failed before or after the answer, so both answers are possible.
    match shop.pay(&held).await {
        Ok(paid) => assert_eq!(paid.status, BookingStatus::Confirmed),
        Err(refusal) => assert!(matches!(refusal, Refusal::BookingState(_)), "{refusal:?}"),
    }
    shop.until_state("lost").await;
    let booking = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert_eq!(
        (booking.status, booking.tickets.len()),
        (BookingStatus::Refunded, 0)
    );
    assert_eq!(
        shop.database
            .number("select count(*) from seat_status where seat_no in (7, 8) and status = 0")
            .await,
        2
    );
    shop.sound().await;
    // The seats are available again.
    shop.hold(BuyerId::new(), &[7, 8]).await;
}

#[tokio::test]
async fn a_revoked_sale_without_a_capture_cannot_be_paid_again() {
    let shop = Shop::open().await;
    shop.fault(SandboxCall::Capture, SandboxFault::FailsBefore);
    let held = shop.hold(shop.buyer, &[7]).await;
    let paid = shop.pay(&held).await.expect("paid");
    let tickets = paid.tickets.iter().map(|ticket| ticket.id).collect();
    assert_eq!(
        shop.office
            .revoke(shop.event.id, held.id, tickets, false)
            .await
            .expect("answers"),
        RevocationOutcome::Refunded
    );
    let told = shop.pay(&held).await;
    assert!(
        matches!(
            told,
            Err(Refusal::BookingState("This booking was refunded."))
        ),
        "{told:?}"
    );
}
