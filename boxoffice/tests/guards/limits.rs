//! A buyer gets no more seats than the limit, and a paused event takes no holds.

use domain::BuyerId;

use crate::{
    goes_well, goes_wrong,
    removals::{LIMIT_TEST_OF_BATCHES, LIMIT_TEST_OF_HOLDS, PAUSE_TEST_OF_HOLDS},
    shop::{Shop, fresh_key, request, unless},
};

/// The number of held seats in the hall.
async fn held(shop: &Shop) -> i64 {
    shop.database
        .number("select count(*) from seat_status where status = 1")
        .await
}

/// A buyer with a limit of two seats asks for three, one after the other.
async fn one_too_many(shop: Shop) -> Vec<String> {
    shop.database
        .execute("update event set buyer_limit = 2")
        .await;
    let buyer = BuyerId::new();
    for seat in [7, 8, 9] {
        let _ = shop.hold(buyer, &[seat]).await;
    }
    let held = held(&shop).await;
    shop.and_violations(unless(held == 2, format!("{held} seats for one buyer")))
        .await
}

#[tokio::test]
async fn a_buyer_gets_no_more_seats_than_the_limit() {
    goes_well(one_too_many).await;
    goes_wrong(
        &[LIMIT_TEST_OF_HOLDS],
        "3 seats for one buyer",
        one_too_many,
    )
    .await;
}

/// The same in one batch: the desk waits for the lock until all requests have arrived.
async fn too_many_at_once(shop: Shop) -> Vec<String> {
    shop.database
        .execute("update event set buyer_limit = 2")
        .await;
    let (buyer, event) = (BuyerId::new(), shop.event.id);
    let busy = shop
        .somebody_elses("select from event_version for update")
        .await;
    let ask = |buyer: BuyerId, seat: u32| {
        let office = shop.offices[0].clone();
        tokio::spawn(async move {
            office
                .hold(buyer, event, &fresh_key(), request(&[seat]))
                .await
                .map(|booking| booking.id)
        })
    };
    let mut asking = vec![ask(BuyerId::new(), 99)];
    shop.until_waiting(1).await;
    for seat in [7, 8, 9] {
        asking.push(ask(buyer, seat));
        tokio::task::yield_now().await;
    }
    busy.rollback().await.expect("let go");
    for answer in asking {
        let _ = answer.await.expect("joins");
    }
    let held = held(&shop).await - 1;
    shop.and_violations(unless(held == 2, format!("{held} seats for one buyer")))
        .await
}

#[tokio::test]
async fn a_buyer_gets_no_more_seats_than_the_limit_in_one_batch() {
    goes_well(too_many_at_once).await;
    goes_wrong(
        &[LIMIT_TEST_OF_BATCHES],
        "3 seats for one buyer",
        too_many_at_once,
    )
    .await;
}

/// A buyer asks for seats while the sale is paused.
async fn asked_in_a_pause(shop: Shop) -> Vec<String> {
    shop.database
        .execute("update event set paused_at = clock_timestamp()")
        .await;
    let _ = shop.hold(BuyerId::new(), &[7]).await;
    let held = held(&shop).await;
    unless(held == 0, format!("{held} seats were held in a pause"))
}

#[tokio::test]
async fn a_paused_event_takes_no_holds() {
    goes_well(asked_in_a_pause).await;
    goes_wrong(
        &[PAUSE_TEST_OF_HOLDS],
        "1 seats were held in a pause",
        asked_in_a_pause,
    )
    .await;
}
