//! A repeated request takes effect once.

use boxoffice::Refusal;
use domain::{
    BuyerId,
    selling::{BestAvailable, BookingRequest},
};

use crate::{
    goes_well, goes_wrong,
    removals::{ANSWERS_KEPT, KEY_BOUND_TO_WISH, PAYMENT_KNOWN_BY_KEY},
    shop::{Shop, fresh_key, request, unless},
};

fn best(quantity: u32) -> BookingRequest {
    BookingRequest::best(BestAvailable {
        quantity,
        section: None,
        price_level: None,
        accessible: None,
    })
}

/// The same hold, first at one server and then at the other.
async fn hold_asked_twice(shop: Shop) -> Vec<String> {
    let mut faults = vec![];
    for wish in [request(&[7]), best(2)] {
        let (buyer, key) = (BuyerId::new(), fresh_key());
        let first = shop.offices[0]
            .hold(buyer, shop.event.id, &key, wish.clone())
            .await
            .expect("held");
        let second = shop.offices[1]
            .hold(buyer, shop.event.id, &key, wish.clone())
            .await;
        let same = second.as_ref().is_ok_and(|second| second.id == first.id);
        faults.extend(unless(same, format!("{wish:?} asked twice: {second:?}")));
    }
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_repeated_hold_is_recognised_by_its_key() {
    goes_well(hold_asked_twice).await;
    goes_wrong(
        &[ANSWERS_KEPT],
        "seats: Some([SeatNo(7)])",
        hold_asked_twice,
    )
    .await;
    goes_wrong(&[ANSWERS_KEPT], "quantity: 2", hold_asked_twice).await;
}

/// The same hold at both servers at the same moment.
async fn hold_asked_twice_at_once(shop: Shop) -> Vec<String> {
    let busy = shop
        .somebody_elses("select from event_version for update")
        .await;
    let (buyer, key, event) = (BuyerId::new(), fresh_key(), shop.event.id);
    let asking = shop.offices.clone().map(|office| {
        let key = key.clone();
        tokio::spawn(async move {
            office
                .hold(buyer, event, &key, best(2))
                .await
                .map(|booking| booking.id)
        })
    });
    shop.until_waiting(2).await;
    busy.rollback().await.expect("let go");
    let mut bookings = vec![];
    for answer in asking {
        bookings.push(answer.await.expect("joins").expect("held"));
    }
    shop.and_violations(unless(
        bookings[0] == bookings[1],
        "two bookings for one key",
    ))
    .await
}

#[tokio::test]
async fn two_holds_with_the_same_key_at_the_same_moment_are_one() {
    goes_well(hold_asked_twice_at_once).await;
    goes_wrong(
        &[ANSWERS_KEPT],
        "two bookings for one key",
        hold_asked_twice_at_once,
    )
    .await;
}

/// Another request with a used key.
async fn key_used_for_something_else(shop: Shop) -> Vec<String> {
    let (buyer, key) = (BuyerId::new(), fresh_key());
    shop.offices[0]
        .hold(buyer, shop.event.id, &key, request(&[7]))
        .await
        .expect("held");
    let other = shop.offices[0]
        .hold(buyer, shop.event.id, &key, request(&[8]))
        .await;
    unless(
        matches!(other, Err(Refusal::KeyReused)),
        format!("another wish was answered {other:?}"),
    )
}

#[tokio::test]
async fn a_key_stands_for_one_request() {
    goes_well(key_used_for_something_else).await;
    goes_wrong(
        &[KEY_BOUND_TO_WISH],
        "another wish was answered Ok",
        key_used_for_something_else,
    )
    .await;
}

/// The same payment, first at one server and then at the other.
async fn payment_asked_twice(shop: Shop) -> Vec<String> {
    let (buyer, key) = (BuyerId::new(), fresh_key());
    let held = shop.hold(buyer, &[7]).await.expect("held");
    let token = shop.offices[0]
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    let first = shop.offices[0]
        .pay(buyer, held.id, &key, &token)
        .await
        .expect("paid");
    let second = shop.offices[1].pay(buyer, held.id, &key, &token).await;
    let same = second
        .as_ref()
        .is_ok_and(|second| second.tickets == first.tickets);
    let mut faults = unless(same, format!("paid twice: {second:?}"));
    let charges = shop
        .database
        .number("select count(*) from sandbox_charge")
        .await;
    faults.extend(unless(charges == 1, format!("{charges} charges")));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_repeated_payment_is_recognised_by_its_key() {
    goes_well(payment_asked_twice).await;
    goes_wrong(
        &[PAYMENT_KNOWN_BY_KEY],
        "paid twice: Err",
        payment_asked_twice,
    )
    .await;
}
