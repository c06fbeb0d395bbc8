//! `POST /api/v1/bookings/{booking}/offer`

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key};

/// The client of a buyer whose late payment for seat 1 was offered another seat, and the booking.
async fn offered(shop: &Shop) -> (Caller, Value) {
    let event = shop.event().await;
    let token = Answer::of(shop.caller().post("/api/v1/sessions"))
        .await
        .body["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let buyer = shop.caller().with_token(&token);
    let booking = buyer.hold(&event, &[1]).await;
    let path = booking["payment_url"].as_str().expect("a path");
    let opened = Answer::of(
        buyer
            .post(path)
            .header("idempotency-key", key())
            .json(&json!({"way": "hosted"})),
    )
    .await;
    let page = opened.is_ok().body["redirect_url"]
        .as_str()
        .expect("a page")
        .to_owned();
    shop.database.lapse().await;
    shop.caller().hold(&event, &[1]).await;
    Answer::of(
        shop.caller()
            .post(&format!("{page}/card"))
            .form(&[("card", GOOD_CARD)]),
    )
    .await;
    shop.database
        .until(
            "select count(*) from payment where offered_until is not null",
            1,
        )
        .await;
    let booking = Answer::of(buyer.get(&path_of(&booking))).await.body["booking"].clone();
    assert_eq!(booking["payment"], "offered");
    assert_ne!(booking["seats"][0]["seat"], 1);
    (buyer, booking)
}

fn path_of(booking: &Value) -> String {
    format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("a number")
    )
}

async fn reply(caller: &Caller, booking: &Value, answer: &str) -> Answer {
    Answer::of(
        caller
            .post(&format!("{}/offer", path_of(booking)))
            .json(&json!({"answer": answer})),
    )
    .await
}

#[tokio::test]
async fn a_program_accepts_the_seats_offered_for_a_late_payment_once() {
    let shop = Shop::open().await;
    let (buyer, booking) = offered(&shop).await;
    reply(&shop.caller().begin().await, &booking, "take")
        .await
        .is_problem(404, "not_found");
    reply(&buyer, &booking, "perhaps")
        .await
        .is_problem(422, "invalid_request");
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);

    let taken = reply(&buyer, &booking, "take").await;
    assert_eq!(
        (taken.status, &taken.body["booking"]["status"]),
        (StatusCode::OK, &json!("confirmed")),
        "{}",
        taken.text
    );
    let ticket = &taken.body["booking"]["tickets"][0];
    assert_eq!(
        (&ticket["seat"], &ticket["price"]),
        (&booking["seats"][0]["seat"], &booking["seats"][0]["price"])
    );
    assert_eq!(
        reply(&buyer, &booking, "take").await.body["booking"]["tickets"][0]["id"],
        ticket["id"],
        "the same call again"
    );
    reply(&buyer, &booking, "leave")
        .await
        .is_problem(409, "booking_state");
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 1);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_program_declines_the_offered_seats_and_the_money_goes_back() {
    let shop = Shop::open().await;
    let (buyer, booking) = offered(&shop).await;
    for again in [false, true] {
        let left = reply(&buyer, &booking, "leave").await;
        assert_eq!(
            (left.status, &left.body["booking"]["status"]),
            (StatusCode::OK, &json!("expired")),
            "again: {again}: {}",
            left.text
        );
    }
    reply(&buyer, &booking, "take")
        .await
        .is_problem(409, "booking_state");
    shop.database
        .until("select count(*) from payment where state = 'voided'", 1)
        .await;
    assert_eq!(
        reply(&buyer, &booking, "leave").await.status,
        StatusCode::OK,
        "when it has gone back, too"
    );
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn without_an_offer_there_is_nothing_to_accept_or_decline() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    for answer in ["take", "leave"] {
        reply(&buyer, &booking, answer)
            .await
            .is_problem(409, "booking_state");
    }
    assert_eq!(
        Answer::of(buyer.get(&path_of(&booking))).await.body["booking"]["status"],
        "pending"
    );
}
