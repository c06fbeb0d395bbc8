//! Faults that an operator has switched on at the sandbox: each payment ends correctly
//! nevertheless.

use std::time::Duration;

use boxoffice::Refusal;
use domain::{BuyerId, selling::BookingStatus};
use store::sandbox_faults::{self, LedgerFault};

use crate::shop::{ACCEPTED, Shop, fresh_key};

/// Sells a seat, and waits until its money has been captured.
async fn sell(shop: &Shop) {
    let held = shop.hold(shop.buyer, &[7]).await;
    assert_eq!(
        shop.pay(&held).await.expect("paid").status,
        BookingStatus::Confirmed
    );
    shop.until_state("captured").await;
}

/// Sells a seat with these faults, and waits until both of its notices are processed.
async fn sell_with(switched: &[LedgerFault]) -> Shop {
    let shop = Shop::with_switched(switched).await;
    sell(&shop).await;
    shop.until(
        "select count(*) from payment_notice where settled_at is not null",
        2,
    )
    .await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 1);
    shop.until("select count(*) from money_job where done_at is null", 0)
        .await;
    shop.sound().await;
    shop
}

#[tokio::test]
async fn late_doubled_and_forged_notices_change_nothing() {
    let shop = sell_with(&[LedgerFault::LateNotices]).await;
    let late = "select count(*) from payment_notice n join payment p on p.id = n.payment_id where n.at > p.started_at + interval '4 seconds'";
    assert_eq!(shop.database.number(late).await, 2);
    sell_with(&[LedgerFault::DoubledNotices]).await;
    sell_with(&[LedgerFault::ForgedNotices]).await;
}

#[tokio::test]
async fn notices_out_of_order_change_nothing() {
    let shop = sell_with(&[LedgerFault::ReorderedNotices]).await;
    let first = "select count(*) from payment_notice a join payment_notice c on c.payment_id = a.payment_id and c.at < a.at
                 where a.reference like '%_authorise' and c.reference like '%_capture'";
    assert_eq!(shop.database.number(first).await, 1);
}

#[tokio::test]
async fn lost_notices_change_nothing() {
    let shop = Shop::with_switched(&[LedgerFault::LostNotices, LedgerFault::DoubledNotices]).await;
    sell(&shop).await;
    assert_eq!(
        shop.database
            .number("select count(*) from payment_notice")
            .await,
        0
    );
    shop.sound().await;
}

#[tokio::test]
async fn errors_after_success_are_settled_by_asking() {
    let shop = Shop::with_switched(&[LedgerFault::ErrorAfterSuccess]).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let told = shop.pay(&held).await;
    assert!(matches!(told, Err(Refusal::PaymentInProgress)), "{told:?}");
    shop.hurry_until_state("captured").await;
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .status,
        BookingStatus::Confirmed
    );
    shop.sound().await;
}

#[tokio::test]
async fn payments_that_time_out_are_closed_at_the_end_of_their_time() {
    let shop = Shop::with_switched(&[LedgerFault::TimeOuts]).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let told = shop.pay(&held).await;
    assert!(matches!(told, Err(Refusal::PaymentInProgress)), "{told:?}");
    shop.run_out().await;
    shop.hurry_until_state("lapsed").await;
    shop.until("select count(*) from payment where closed_at is null", 0)
        .await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn a_running_server_applies_the_faults_that_are_switched_on() {
    let shop = Shop::with_switched(&[]).await;
    sandbox_faults::switch(shop.database.pool(), &[LedgerFault::ErrorAfterSuccess])
        .await
        .expect("switched");
    let seen = async {
        for seat in 0..2_000 {
            let buyer = BuyerId::new();
            let held = shop.hold(buyer, &[seat]).await;
            let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
            if shop
                .office
                .pay(buyer, held.id, &fresh_key(), &token)
                .await
                .is_err()
            {
                return;
            }
        }
        panic!("two thousand payments without a fault");
    };
    tokio::time::timeout(Duration::from_secs(60), seen)
        .await
        .expect("within a minute");
}
