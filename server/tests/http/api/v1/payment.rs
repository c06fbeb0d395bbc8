//! `POST {payment_url}`

use serde_json::json;
use testing::Hall;

use crate::shop::{Answer, GOOD_CARD, Shop, key, members};

#[tokio::test]
async fn an_accepted_card_gives_tickets() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1, 2]).await;
    let paid = buyer.pay(&booking, GOOD_CARD).await;
    assert_eq!(
        (paid.status.as_u16(), &paid.body["booking"]["status"]),
        (200, &json!("confirmed")),
        "{}",
        paid.text
    );
    let tickets = paid.body["booking"]["tickets"].as_array().expect("tickets");
    assert_eq!(tickets.len(), 2);
    assert_eq!(
        members(&tickets[0]),
        ["code", "id", "number", "price", "row", "seat", "section"]
    );
    let seats = Answer::of(buyer.get(&format!("/api/v1/events/{}/seats", event.id))).await;
    assert_eq!(seats.body["seats"][1]["status"], "sold");
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_declined_card_leaves_the_seats_held() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    buyer
        .pay(&booking, "4000 0000 0000 0002")
        .await
        .is_problem(402, "payment_declined");
    buyer
        .pay(&booking, "4000 0000 0000 9995")
        .await
        .is_problem(402, "payment_declined");
    buyer
        .pay(&booking, "4000 0000 0000 0119")
        .await
        .is_problem(502, "payment_failed");
    assert_eq!(buyer.pay(&booking, GOOD_CARD).await.status, 200);
}

#[tokio::test]
async fn after_five_refused_payments_no_card_is_tried_for_the_booking() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let (tried, other) = (
        buyer.hold(&event, &[1]).await,
        buyer.hold(&event, &[2]).await,
    );
    let key = key();
    let first = buyer
        .pay_with_key(&tried, &key, "4000 0000 0000 0002")
        .await;
    first.is_problem(402, "payment_declined");
    for _ in 0..4 {
        buyer
            .pay(&tried, "4000 0000 0000 9995")
            .await
            .is_problem(402, "payment_declined");
    }
    let blocked = buyer.pay(&tried, GOOD_CARD).await;
    blocked.is_problem(429, "too_many_requests");
    assert_eq!(blocked.header("retry-after"), "3600");
    buyer
        .pay_with_key(&tried, &key, "4000 0000 0000 0002")
        .await
        .is_problem(402, "payment_declined");
    let id = tried["id"].as_str().expect("a number");
    let form = Answer::of(
        buyer
            .post(&format!("/bookings/{id}/pay"))
            .form(&[("card", GOOD_CARD)]),
    )
    .await;
    assert_eq!(
        form.told_at(),
        format!("/checkout/{id}?problem=too_many_requests&field=card")
    );
    let page = Answer::of(buyer.get(form.header("location"))).await.text;
    assert!(
        page.contains("Too many payments were refused") && page.contains("your seats stay held"),
        "{page}"
    );
    let page = Answer::of(
        buyer
            .post(&format!("/bookings/{id}/pay"))
            .form(&[("way", "hosted")]),
    )
    .await;
    assert!(
        page.told_at()
            .ends_with("problem=too_many_requests&field=card"),
        "a payment on the provider's page is refused too: {}",
        page.text
    );
    assert_eq!(
        shop.database.number("select count(*) from payment").await,
        5
    );
    assert!(
        Answer::of(shop.operator().await.get("/metrics"))
            .await
            .text
            .contains("frontrow_card_tries_blocked_total{by=\"booking\"} 3")
    );
    assert_eq!(buyer.pay(&other, GOOD_CARD).await.status, 200);
}

#[tokio::test]
async fn the_same_key_pays_once() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (buyer, key) = (shop.caller(), key());
    let booking = buyer.hold(&event, &[1]).await;
    let first = buyer.pay_with_key(&booking, &key, GOOD_CARD).await;
    first.is_ok();
    let path = booking["payment_url"].as_str().expect("a path");
    let body = json!({"payment_token": "another"});
    let again = Answer::of(buyer.post(path).header("idempotency-key", &key).json(&body)).await;
    assert!(
        [200, 422].contains(&again.status.as_u16()),
        "{}",
        again.text
    );
    assert_eq!(shop.database.number("select count(*) from ticket").await, 1);
}

#[tokio::test]
async fn a_payment_after_the_hold_is_answered_with_410() {
    let shop = Shop::open().await;
    let event = Hall {
        hold_seconds: 300,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let (buyer, other) = (shop.caller(), shop.caller());
    let booking = buyer.hold(&event, &[1]).await;
    shop.database.lapse().await;
    other.hold(&event, &[1]).await;
    buyer
        .pay(&booking, GOOD_CARD)
        .await
        .is_problem(410, "hold_expired");
}

#[tokio::test]
async fn an_unknown_field_or_no_key_is_refused() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let path = booking["payment_url"].as_str().expect("a path");
    let body = json!({"payment_token": "x", "tip": 1});
    Answer::of(
        buyer
            .post(path)
            .header("idempotency-key", key())
            .json(&body),
    )
    .await
    .is_problem(422, "invalid_request")
    .names("tip");
    Answer::of(buyer.post(path).json(&json!({"payment_token": "x"})))
        .await
        .is_problem(422, "idempotency_key_missing");
}
