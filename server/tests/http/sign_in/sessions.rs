//! What a cookie or a token is worth before the sign-in, after it, and after the sign-out, also on
//! another server.

use reqwest::{Method, StatusCode};
use serde_json::json;
use server::config::Config;

use super::{ADA, bookings, bought, code, enter, signed_in};
use crate::shop::{Answer, Caller, Shop, key};

#[tokio::test]
async fn a_guests_cookie_and_token_from_before_the_sign_in_open_nothing_after_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let browser = shop.caller();
    let begun = Answer::of(browser.post("/session")).await;
    let cookie = begun.cookies()[0]
        .split(';')
        .next()
        .expect("a cookie")
        .to_owned();
    let token = Answer::of(browser.post("/api/v1/sessions")).await.body["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let (thief, program) = (shop.caller(), shop.caller().with_token(&token));
    bought(&browser, &event, 1, ADA).await;
    let with_cookie =
        async |path: &str| Answer::of(thief.get(path).header("cookie", &cookie)).await;
    assert_eq!(
        with_cookie("/api/v1/bookings").await.body["bookings"]
            .as_array()
            .map(Vec::len),
        Some(1),
        "a guest's own"
    );
    assert_eq!(bookings(&program).await.len(), 1);

    signed_in(&browser, ADA).await;
    let later = bought(&browser, &event, 3, ADA).await;
    assert_eq!(bookings(&browser).await.len(), 2);
    assert_eq!(
        with_cookie("/api/v1/bookings").await.body["bookings"],
        json!([])
    );
    for path in [
        format!("/api/v1/bookings/{later}"),
        format!("/api/v1/bookings/{later}/tickets.pdf"),
    ] {
        with_cookie(&path).await.is_problem(404, "not_found");
        Answer::of(program.get(&path))
            .await
            .is_problem(401, "unauthorized");
    }
    for page in ["/bookings", "/sandbox/letters"] {
        let shown = with_cookie(page).await;
        assert!(
            !shown.text.contains(&later) && !shown.text.contains(ADA),
            "{page}: {}",
            shown.text
        );
    }
    assert!(
        !with_cookie(&format!("/bookings/{later}"))
            .await
            .text
            .contains("Tickets: ")
    );
    Answer::of(program.post("/api/v1/sessions"))
        .await
        .is_problem(401, "unauthorized");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_browser_and_token_of_the_account() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (first, second) = (shop.caller(), shop.caller());
    bought(&first, &event, 1, ADA).await;
    signed_in(&first, ADA).await;
    signed_in(&second, ADA).await;
    let token = Answer::of(second.post("/api/v1/sessions")).await.body["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let program = shop.caller().with_token(&token);
    assert_eq!(bookings(&program).await.len(), 1);
    let stolen = Answer::of(second.get("/api/v1/sessions")).await;
    assert_eq!(
        (
            stolen.body["email"].as_str(),
            stolen.body["sessions"].as_array().map(Vec::len)
        ),
        (Some(ADA), Some(2))
    );
    let current = stolen.body["sessions"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|session| session["current"] == true)
        .count();
    assert_eq!(current, 1);

    let out = Answer::of(first.request(Method::DELETE, "/api/v1/sessions")).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(
        (bookings(&first).await.len(), bookings(&second).await.len()),
        (0, 0)
    );
    Answer::of(program.get("/api/v1/bookings"))
        .await
        .is_problem(401, "unauthorized");
    Answer::of(program.post("/api/v1/sessions"))
        .await
        .is_problem(401, "unauthorized");
    assert_eq!(
        shop.database
            .number("select count(*) from session where revoked_at is null")
            .await,
        0
    );
}

#[tokio::test]
async fn a_guests_cookie_and_token_hold_no_seats_for_an_account_that_was_signed_out_everywhere() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let browser = shop.caller();
    let begun = Answer::of(browser.post("/session")).await;
    let cookie = begun.cookies()[0]
        .split(';')
        .next()
        .expect("a cookie")
        .to_owned();
    let token = Answer::of(browser.post("/api/v1/sessions")).await.body["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let (thief, program) = (shop.caller(), shop.caller().with_token(&token));
    let elsewhere = shop
        .caller_of_another_server(Config::default())
        .await
        .with_token(&token);
    signed_in(&browser, ADA).await;
    let held = browser.hold(&event, &[5]).await["id"]
        .as_str()
        .expect("a number")
        .to_owned();
    Answer::of(elsewhere.get("/api/v1/venues")).await.is_ok();
    assert_eq!(
        Answer::of(browser.request(Method::DELETE, "/api/v1/sessions"))
            .await
            .status,
        StatusCode::NO_CONTENT
    );

    let path = format!("/api/v1/events/{}/bookings", event.id);
    let asks = |caller: &Caller, seat: u32| {
        caller
            .post(&path)
            .header("idempotency-key", key())
            .json(&json!({"seats": [seat]}))
    };
    let new = Answer::of(asks(&thief, 1).header("cookie", &cookie)).await;
    assert_eq!(
        new.status,
        StatusCode::CREATED,
        "the thief is a new guest: {}",
        new.text
    );
    assert!(
        new.cookies()
            .iter()
            .any(|sent| sent.starts_with("frontrow_session=") && !sent.starts_with(&cookie)),
        "{:?}",
        new.cookies()
    );
    let of_account =
        "select count(*) from booking b join account_buyer k on k.buyer_id = b.buyer_id";
    assert_eq!(
        shop.database.number(of_account).await,
        1,
        "what the browser holds"
    );
    Answer::of(asks(&program, 3))
        .await
        .is_problem(401, "unauthorized");
    let given_back = thief
        .request(Method::DELETE, &format!("/api/v1/bookings/{held}"))
        .header("cookie", &cookie);
    Answer::of(given_back).await.is_problem(404, "not_found");

    let over = async {
        while Answer::of(elsewhere.get("/api/v1/venues")).await.status != StatusCode::UNAUTHORIZED {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), over)
        .await
        .expect("within five seconds");
    let later = shop
        .caller_of_another_server(Config::default())
        .await
        .with_token(&token);
    Answer::of(later.get("/api/v1/venues"))
        .await
        .is_problem(401, "unauthorized");
}

#[tokio::test]
async fn another_server_refuses_the_cookie_of_an_ended_session() {
    let shop = Shop::open().await;
    let browser = shop.caller();
    let code = code(&browser, ADA).await;
    let entered = enter(&browser, ADA, &code).await;
    let cookie = entered.cookies()[0]
        .split(';')
        .next()
        .expect("a cookie")
        .to_owned();
    let other = shop.caller_of_another_server(Config::default()).await;
    let asks = async || {
        Answer::of(other.get("/api/v1/sessions").header("cookie", &cookie))
            .await
            .body["email"]
            .clone()
    };
    assert_eq!(asks().await, ADA);
    Answer::of(browser.post("/api/v1/sign-out")).await.is_ok();
    let over = async {
        while asks().await == ADA {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), over)
        .await
        .expect("within five seconds");
}

#[tokio::test]
async fn an_account_can_read_the_list_of_events_while_sessions_cannot_be_read() {
    let shop = Shop::open().await;
    let browser = shop.caller();
    let code = code(&browser, ADA).await;
    let entered = enter(&browser, ADA, &code).await;
    let cookie = entered.cookies()[0]
        .split(';')
        .next()
        .expect("a cookie")
        .to_owned();
    let other = shop.caller_of_another_server(Config::default()).await;
    let lock = shop.database.lock("session").await;
    let list = Answer::of(other.get("/venues").header("cookie", &cookie)).await;
    assert_eq!(list.status, StatusCode::OK);
    Answer::of(other.get("/api/v1/bookings").header("cookie", &cookie))
        .await
        .is_problem(503, "busy");
    lock.release().await;
    assert_eq!(
        Answer::of(other.get("/api/v1/sessions").header("cookie", &cookie))
            .await
            .body["email"],
        ADA
    );
}
