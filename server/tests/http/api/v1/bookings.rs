//! `/api/v1/bookings/{id}`

use reqwest::Method;
use serde_json::json;

use crate::shop::{Answer, GOOD_CARD, Shop};

#[tokio::test]
async fn a_booking_is_visible_only_to_its_buyer() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (buyer, other) = (shop.caller(), shop.caller());
    let booking = buyer.hold(&event, &[1]).await;
    other.hold(&event, &[2]).await;
    let path = format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("an id")
    );

    let mine = Answer::of(buyer.get(&path)).await;
    assert_eq!(mine.is_ok().body["booking"]["id"], booking["id"]);
    assert_eq!(mine.header("cache-control"), "no-store");
    for stranger in [other, shop.caller()] {
        Answer::of(stranger.get(&path))
            .await
            .is_problem(404, "not_found");
        Answer::of(stranger.request(Method::DELETE, &path))
            .await
            .is_problem(404, "not_found");
        stranger
            .pay(&booking, GOOD_CARD)
            .await
            .is_problem(404, "not_found");
    }
    assert_eq!(
        Answer::of(buyer.get(&path)).await.body["booking"]["status"],
        "pending"
    );
}

#[tokio::test]
async fn the_list_has_the_buyers_own_bookings_the_newest_first() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let first = buyer.hold(&event, &[1]).await;
    let second = buyer.hold(&event, &[2]).await;
    shop.caller().hold(&event, &[3]).await;
    let list = Answer::of(buyer.get("/api/v1/bookings")).await;
    let ids: Vec<_> = list.body["bookings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|booking| &booking["id"])
        .collect();
    assert_eq!(ids, [&second["id"], &first["id"]]);
    assert_eq!(
        Answer::of(shop.caller().get("/api/v1/bookings")).await.body,
        json!({"bookings": []})
    );
}

#[tokio::test]
async fn released_seats_are_available_again() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1, 2]).await;
    let path = format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("an id")
    );
    let released = Answer::of(buyer.request(Method::DELETE, &path)).await;
    assert_eq!(released.is_ok().body["booking"]["status"], "cancelled");
    shop.caller().hold(&event, &[1, 2]).await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_invalid_id_is_not_found() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    buyer.hold(&event, &[1]).await;
    Answer::of(buyer.get("/api/v1/bookings/7"))
        .await
        .is_problem(404, "not_found");
}
