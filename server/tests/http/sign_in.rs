//! Signing in with the API and with plain forms, and the sessions of an account.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::config::Config;
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
        "as a guest whom nobody knows: {}",
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

#[tokio::test]
async fn every_address_gets_the_same_answer_and_a_wrong_code_a_401() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    bought(&shop.caller(), &event, 1, ADA).await;
    let browser = shop.caller();
    for email in [ADA, "nobody@example.com", ADA, ADA, ADA] {
        let asked = Answer::of(
            browser
                .post("/api/v1/sign-in")
                .json(&json!({"email": email})),
        )
        .await;
        assert_eq!(
            (asked.status, asked.text.as_str()),
            (StatusCode::ACCEPTED, ""),
            "also after three an hour"
        );
    }
    for body in [
        json!({}),
        json!({"email": "ada"}),
        json!({"email": "a@b.example\r\nBcc: c@d.example"}),
        json!({"email": ADA, "name": "Ada"}),
    ] {
        Answer::of(browser.post("/api/v1/sign-in").json(&body))
            .await
            .is_problem(422, "invalid_request");
    }
    enter(&browser, ADA, "12")
        .await
        .is_problem(422, "invalid_request");
    let refused = enter(&browser, "nobody-asked@example.com", "12345678").await;
    refused.is_problem(401, "sign_in_refused");
    assert_eq!(refused.header("www-authenticate"), "Sign-In-Code");
    enter(&shop.caller(), ADA, "12345678")
        .await
        .is_problem(401, "sign_in_refused");
}

#[tokio::test]
async fn a_network_address_can_request_twenty_codes_an_hour() {
    let shop = Shop::open_with(Config {
        limit_loopback: true,
        ..Config::default()
    })
    .await;
    let ask = async |number: u32| {
        let email = format!("a{number}@example.com");
        Answer::of(
            shop.caller()
                .begin()
                .await
                .post("/api/v1/sign-in")
                .json(&json!({"email": email})),
        )
        .await
    };
    for number in 0..20 {
        assert_eq!(ask(number).await.status, StatusCode::ACCEPTED);
    }
    let refused = ask(20).await;
    refused.is_problem(429, "too_many_requests");
    assert!(
        refused
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| seconds > 60),
        "{}",
        refused.header("retry-after")
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sign_in_code")
            .await,
        20
    );
}

#[tokio::test]
async fn a_buyer_signs_in_and_out_with_forms_alone() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let paid = bought(&shop.caller(), &event, 1, ADA).await;
    let browser = shop.caller();
    let page = Answer::of(browser.get("/sign-in")).await;
    assert!(
        page.text.contains(r#"action="/sign-in/address""#)
            && page.header("cache-control") == "no-store",
        "{}",
        page.text
    );
    let wrong = browser.form("/sign-in/address", &[("email", "ada")]).await;
    assert_eq!(
        wrong.told_at(),
        "/sign-in?step=address&problem=invalid_request"
    );
    assert!(
        Answer::of(browser.get(wrong.header("location")))
            .await
            .text
            .contains("This is not an e-mail address")
    );

    let asked = browser.form("/sign-in/address", &[("email", ADA)]).await;
    assert_eq!(
        (asked.status, asked.header("location")),
        (StatusCode::SEE_OTHER, "/sign-in?step=code")
    );
    let page = Answer::of(browser.get("/sign-in?step=code")).await;
    let code_field = [
        r#"autocomplete="one-time-code""#,
        r#"inputmode="numeric""#,
        "autofocus",
    ];
    for part in [
        "Enter the code",
        "Your code for ada@example.com",
        "/sandbox/letters",
    ]
    .iter()
    .chain(&code_field)
    {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    // The shop of this test sends no e-mail.
    for claim in ["We sent", "junk mail", "we send"] {
        assert!(!page.text.contains(claim), "{claim}: {}", page.text);
    }
    let refused = browser
        .form("/sign-in/code", &[("code", "1234 5678")])
        .await;
    assert_eq!(
        refused.told_at(),
        "/sign-in?step=code&problem=sign_in_refused"
    );
    assert!(
        Answer::of(browser.get(refused.header("location")))
            .await
            .text
            .contains("This code does not sign you in")
    );
    let code = newest_code(&browser).await;
    let entered = browser
        .form("/sign-in/code", &[("code", code.as_str())])
        .await;
    assert_eq!(
        (entered.status, entered.header("location")),
        (StatusCode::SEE_OTHER, "/bookings")
    );
    let page = Answer::of(browser.get("/bookings")).await;
    assert!(
        page.text.contains(&paid)
            && page.text.contains("This device")
            && page.text.contains("Sign out everywhere"),
        "{}",
        page.text
    );
    assert!(
        Answer::of(browser.get("/sign-in"))
            .await
            .text
            .contains("You are signed in as ada@example.com")
    );

    let out = browser.form("/sign-out/everywhere", &[]).await;
    assert_eq!(
        (out.status, out.header("location")),
        (StatusCode::SEE_OTHER, "/bookings")
    );
    assert_eq!(out.told_at(), "/bookings?done=left");
    let page = Answer::of(browser.get("/bookings")).await;
    assert!(
        page.text
            .contains("Your bookings are kept with your account."),
        "{}",
        page.text
    );
    assert!(
        !page.text.contains("No bookings in this browser yet"),
        "{}",
        page.text
    );
    assert!(
        !page.text.contains(&paid) && page.text.contains(r#"href="/sign-in""#),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_browser_without_cookies_gets_an_explanation_and_no_code() {
    let shop = Shop::open().await;
    let form = shop
        .caller()
        .post("/sign-in/address?cookie=sent")
        .header("accept", "text/html")
        .form(&[("email", ADA)]);
    let page = Answer::of(form).await;
    assert!(
        page.status == StatusCode::FORBIDDEN && page.text.contains("Your browser blocks cookies"),
        "{}",
        page.text
    );
    assert_eq!(shop.database.number("select count(*) from letter").await, 0);
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
