//! `POST /api/v1/sessions`

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn a_program_buys_with_its_token() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let session = Answer::of(shop.caller().post("/api/v1/sessions")).await;
    session.is_ok();
    assert!(session.body["expires_at"].is_string() && session.headers.get("set-cookie").is_none());
    let token = session.body["token"].as_str().expect("a token");
    // Two callers without shared cookies are one buyer.
    let booking = shop.caller().with_token(token).hold(&event, &[1]).await;
    let path = format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("an id")
    );
    Answer::of(shop.caller().with_token(token).get(&path))
        .await
        .is_ok();
    Answer::of(shop.caller().get(&path))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn an_invalid_token_is_unauthorized_everywhere() {
    let shop = Shop::open().await;
    let caller = shop.caller().with_token("made.up.token");
    let answer = Answer::of(caller.get("/api/v1/events")).await;
    answer.is_problem(401, "unauthorized");
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    Answer::of(caller.post("/api/v1/sessions"))
        .await
        .is_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_forged_cookie_names_no_buyer() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let path = format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("an id")
    );
    let forged = shop
        .caller()
        .get(&path)
        .header("cookie", "frontrow_session=AAAA");
    Answer::of(forged).await.is_problem(404, "not_found");
}
