//! Giving seats back, and holding the same ones again after a hold has ended.

use reqwest::StatusCode;
use serde_json::json;
use testing::Hall;

use crate::shop::{Answer, GOOD_CARD, Shop};

#[tokio::test]
async fn only_its_buyer_can_release_a_booking() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let path = format!(
        "/bookings/{}/release",
        booking["id"].as_str().expect("an id")
    );
    // Another buyer is redirected to a page that says there is no such booking.
    let page = Answer::of(shop.caller().post(&path))
        .await
        .header("location")
        .to_owned();
    assert_eq!(
        Answer::of(shop.caller().get(&page)).await.status,
        StatusCode::NOT_FOUND
    );
    let mine = format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("an id")
    );
    assert_eq!(
        Answer::of(caller.get(&mine)).await.body["booking"]["status"],
        "pending"
    );
    let checkout = format!("/checkout/{}", booking["id"].as_str().expect("an id"));
    let asks = Answer::of(caller.get(&checkout)).await;
    assert!(
        asks.text.contains("<summary") && asks.text.contains("Yes, give it back"),
        "{}",
        asks.text
    );
    let released = Answer::of(caller.post(&path)).await;
    assert_eq!(
        (released.status, released.header("location")),
        (
            StatusCode::SEE_OTHER,
            format!("/events/{}", event.slug).as_str()
        )
    );
    let told = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    assert!(
        told.text.contains("You gave the seat back"),
        "{}",
        told.text
    );
    assert_eq!(
        told.header("cache-control"),
        "no-store",
        "only this buyer reads it"
    );
    let again = Answer::of(shop.caller().get(&format!("/events/{}", event.slug))).await;
    assert!(!again.text.contains("You gave the seat back"));
}

/// The hidden fields, without the key, of the form that holds a booking's seats again.
fn again_fields(page: &str) -> Vec<(String, String)> {
    let form = page
        .split("<form")
        .find(|form| form.contains("again-button"))
        .expect("the form");
    let inputs = form.split("<input").skip(1).map(|input| {
        let value_of = |name: &str| {
            input
                .split(&format!("{name}=\""))
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or_default()
                .to_owned()
        };
        (value_of("name"), value_of("value"))
    });
    inputs.filter(|(name, _)| name != "key").collect()
}

#[tokio::test]
async fn after_a_hold_has_ended_one_click_holds_the_same_seats() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, other) = (shop.caller(), shop.caller());
    let booking = caller.hold(&event, &[4, 5]).await;
    let id = booking["id"].as_str().expect("an id").to_owned();
    let pages = [format!("/checkout/{id}"), format!("/bookings/{id}")];
    shop.database.lapse().await;
    for page in &pages {
        let page = Answer::of(caller.get(page)).await.text;
        assert!(page.contains("Try the same seats again"), "{page}");
        assert_eq!(
            again_fields(&page),
            [("seat", "4"), ("seat", "5")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
    let path = format!("/events/{}/hold", event.slug);
    let same = [("seat", "4"), ("seat", "5")];
    let held = caller.form(&path, &same).await;
    assert!(
        held.header("location").starts_with("/checkout/")
            && !held.header("location").ends_with(&id),
        "{:?}",
        held.headers
    );
    let lost = other.form(&path, &same).await;
    assert_eq!(
        lost.told_at(),
        format!("/events/{}?problem=seats_taken", event.slug)
    );
}

#[tokio::test]
async fn after_a_hold_of_standing_spots_one_click_holds_as_many() {
    let shop = Shop::open().await;
    let event = Hall {
        standing: 20,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let caller = shop.caller();
    let held = caller
        .ask(&event, json!({"area": {"area": "floor", "quantity": 3}}))
        .await;
    let id = held.is_ok().body["booking"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    shop.database.lapse().await;
    let page = Answer::of(caller.get(&format!("/checkout/{id}")))
        .await
        .text;
    assert!(page.contains("Try to hold 3 places again"), "{page}");
    assert_eq!(
        again_fields(&page),
        [("area", "floor"), ("quantity", "3")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[tokio::test]
async fn seats_of_a_paid_booking_are_not_offered_again() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[4]).await;
    let id = booking["id"].as_str().expect("an id");
    caller.pay(&booking, GOOD_CARD).await.is_ok();
    let paid = Answer::of(caller.get(&format!("/checkout/{id}"))).await;
    assert!(
        paid.is_ok().text.contains("This booking is paid") && !paid.text.contains("again-button"),
        "{}",
        paid.text
    );
}
