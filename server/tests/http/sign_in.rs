//! Signing in with the API and with plain forms, and the sessions of an account.

mod codes;
mod forms;
mod sessions;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use testing::TestEvent;

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key};

pub const ADA: &str = "ada@example.com";

/// Buys a seat with this address for the letter, and returns the booking.
pub async fn bought(buyer: &Caller, event: &TestEvent, seat: u32, email: &str) -> String {
    let booking = buyer.hold(event, &[seat]).await;
    let token = Answer::of(
        buyer
            .post("/api/v1/sandbox/tokens")
            .json(&json!({"card": GOOD_CARD})),
    )
    .await
    .body["payment_token"]
        .clone();
    let path = booking["payment_url"].as_str().expect("a path");
    let paid = buyer
        .post(path)
        .header("idempotency-key", key())
        .json(&json!({"payment_token": token, "email": email}));
    assert_eq!(Answer::of(paid).await.status, StatusCode::OK);
    booking["id"].as_str().expect("a number").to_owned()
}

/// Requests a code, and reads it on the page of letters.
async fn code(caller: &Caller, email: &str) -> String {
    let asked = Answer::of(
        caller
            .post("/api/v1/sign-in")
            .json(&json!({"email": email})),
    )
    .await;
    assert_eq!(
        (asked.status, asked.text.as_str()),
        (StatusCode::ACCEPTED, "")
    );
    newest_code(caller).await
}

async fn newest_code(caller: &Caller) -> String {
    let letters = Answer::of(caller.get("/sandbox/letters")).await.text;
    let before = letters.split(" is your code").next().expect("a text");
    before[before.len() - 9..].to_owned()
}

async fn enter(caller: &Caller, email: &str, code: &str) -> Answer {
    Answer::of(
        caller
            .post("/api/v1/sign-in/code")
            .json(&json!({"email": email, "code": code})),
    )
    .await
}

/// Signs in like a browser.
pub async fn signed_in(caller: &Caller, email: &str) {
    let code = code(caller, email).await;
    let entered = enter(caller, email, &code).await;
    assert_eq!(
        (entered.status, &entered.body),
        (StatusCode::OK, &json!({"email": email}))
    );
}

async fn bookings(caller: &Caller) -> Vec<Value> {
    let listed = Answer::of(caller.get("/api/v1/bookings")).await;
    listed.is_ok().body["bookings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|booking| booking["id"].clone())
        .collect()
}

#[tokio::test]
async fn bookings_of_an_address_are_read_printed_and_released_on_another_device() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (laptop, phone, stranger) = (shop.caller(), shop.caller(), shop.caller());
    let paid = bought(&laptop, &event, 1, ADA).await;
    let path = format!("/api/v1/bookings/{paid}");
    Answer::of(phone.get(&path))
        .await
        .is_problem(404, "not_found");

    signed_in(&phone, ADA).await;
    signed_in(&stranger, "eve@example.com").await;
    assert_eq!(bookings(&phone).await, [json!(paid)]);
    assert_eq!(bookings(&stranger).await, [] as [Value; 0]);
    for file in ["", "/payment", "/tickets.pdf", "/tickets.ics"] {
        let read = phone
            .get(&format!("{path}{file}"))
            .send()
            .await
            .expect("an answer");
        assert_eq!(read.status(), StatusCode::OK, "{file}");
        Answer::of(stranger.get(&format!("{path}{file}")))
            .await
            .is_problem(404, "not_found");
    }
    let page = Answer::of(phone.get("/bookings")).await;
    assert!(
        page.text.contains(&paid) && page.text.contains("Signed in as ada@example.com"),
        "{}",
        page.text
    );
    assert_eq!(
        Answer::of(phone.get(&format!("/bookings/{paid}")))
            .await
            .status,
        StatusCode::OK
    );
    let again = Answer::of(
        phone
            .post(&format!("/bookings/{paid}/letter"))
            .form(&[("email", ADA)]),
    )
    .await;
    assert_eq!(again.header("location"), format!("/bookings/{paid}?sent=1"));

    // The phone's hold belongs to the account too, so the laptop can release it after signing in.
    let held = phone.hold(&event, &[5]).await["id"]
        .as_str()
        .expect("a number")
        .to_owned();
    signed_in(&laptop, ADA).await;
    let back =
        Answer::of(laptop.request(Method::DELETE, &format!("/api/v1/bookings/{held}"))).await;
    assert_eq!(back.is_ok().body["booking"]["status"], "cancelled");
}

#[tokio::test]
async fn a_browser_that_signs_in_keeps_its_hold_and_one_that_signs_out_has_no_identity() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let browser = shop.caller();
    let held = browser.hold(&event, &[1]).await["id"].clone();
    signed_in(&browser, ADA).await;
    assert_eq!(bookings(&browser).await, std::slice::from_ref(&held));

    let out = Answer::of(browser.post("/api/v1/sign-out")).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(
        out.cookies()
            .iter()
            .any(|cookie| cookie.starts_with("frontrow_session=; ")),
        "{:?}",
        out.cookies()
    );
    assert_eq!(bookings(&browser).await, [] as [Value; 0]);
    assert_eq!(
        Answer::of(browser.get("/api/v1/sessions")).await.body,
        json!({"email": null, "sessions": []})
    );
    browser.hold(&event, &[3]).await;
    assert_eq!(bookings(&browser).await.len(), 1, "a new guest");
    assert_eq!(
        Answer::of(browser.post("/api/v1/sign-out")).await.status,
        StatusCode::NO_CONTENT,
        "a guest is not signed in"
    );
    assert_eq!(bookings(&browser).await.len(), 1);
}

#[tokio::test]
async fn a_program_signs_in_with_its_token_and_gets_another_one() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let paid = bought(&shop.caller(), &event, 1, ADA).await;
    let token = |answer: &Value| answer["token"].as_str().expect("a token").to_owned();
    let guest = shop.caller().with_token(&token(
        &Answer::of(shop.caller().post("/api/v1/sessions"))
            .await
            .body,
    ));
    let code = code(&guest, ADA).await;
    let entered = enter(&guest, ADA, &code).await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.text);
    assert!(
        entered.body["session"]["expires_at"].is_string() && entered.cookies().is_empty(),
        "{}",
        entered.text
    );
    let program = shop.caller().with_token(&token(&entered.body["session"]));
    assert_eq!(bookings(&program).await, [json!(paid)]);
    let renewed = shop.caller().with_token(&token(
        &Answer::of(program.post("/api/v1/sessions")).await.body,
    ));
    assert_eq!(
        bookings(&renewed).await,
        [json!(paid)],
        "a renewed token stays signed in"
    );
}
