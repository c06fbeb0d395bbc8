//! Request rates, and the origin check of changes.

use reqwest::StatusCode;
use serde_json::{Value, json};
use server::config::Config;

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key};

#[tokio::test]
async fn too_many_changes_from_one_address_are_refused_with_a_retry_time() {
    let config = Config {
        address_changes_per_second: 1,
        limit_loopback: true,
        ..Config::default()
    };
    let caller = Shop::open_with(config).await.caller();
    let refused = change_until_refused(&caller).await;
    refused.is_problem(429, "too_many_requests");
    assert!(
        refused
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| seconds >= 1)
    );
    Answer::of(caller.get("/api/v1/events")).await.is_ok();
    Answer::of(caller.get("/healthz")).await.is_ok();
}

/// Sends changes until one is refused because of their number, which must happen.
async fn change_until_refused(caller: &Caller) -> Answer {
    for _ in 0..30 {
        let answer = Answer::of(caller.post("/api/v1/sessions")).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            return answer;
        }
    }
    panic!("thirty changes at once are taken");
}

#[tokio::test]
async fn the_strict_limit_is_for_a_session_and_not_for_a_whole_address() {
    let config = Config {
        changes_per_second: 1,
        limit_loopback: true,
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let (eager, other) = (shop.caller(), shop.caller());
    eager.hold(&event, &[1]).await;
    change_until_refused(&eager)
        .await
        .is_problem(429, "too_many_requests");
    other.hold(&event, &[2]).await;
    // Sessions begin within the limit of the address, which a campus does not reach.
    for _ in 0..30 {
        Answer::of(shop.caller().post("/api/v1/sessions"))
            .await
            .is_ok();
        Answer::of(shop.caller().post("/session")).await.is_ok();
    }
}

#[tokio::test]
async fn changes_without_a_session_share_the_strict_limit_of_their_address() {
    let config = Config {
        changes_per_second: 1,
        limit_loopback: true,
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let known = shop.caller().begin().await;
    let mut refused = 0;
    for _ in 0..30 {
        let answer = shop
            .caller()
            .ask(&event, json!({"best_available": {"quantity": 1}}))
            .await;
        refused += u32::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 10, "{refused}");
    known
        .ask(&event, json!({"best_available": {"quantity": 1}}))
        .await
        .is_ok();
}

#[tokio::test]
async fn doors_behind_one_address_can_check_more_tickets_than_the_limit_of_a_session() {
    let shop = Shop::open_with(Config {
        limit_loopback: true,
        ..Config::default()
    })
    .await;
    let door = shop.caller().with_token(&format!("fro_{}", "A".repeat(43)));
    for _ in 0..150 {
        Answer::of(door.post("/api/v1/tickets/check").json(&json!({})))
            .await
            .is_problem(401, "unauthorized");
    }
}

#[tokio::test]
async fn too_many_streams_from_one_address_are_refused_until_one_is_closed() {
    let config = Config {
        max_streams_per_ip: 1,
        limit_loopback: true,
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let (caller, path) = (
        shop.caller(),
        format!("/api/v1/events/{}/seats/live", event.id),
    );
    let first = caller.get(&path).send().await.expect("a stream");
    assert_eq!(first.status(), 200);
    Answer::of(caller.get(&path))
        .await
        .is_problem(429, "too_many_requests");
    drop(first);
    for _ in 0..100 {
        if caller.get(&path).send().await.expect("an answer").status() == 200 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the closed stream is still counted");
}

async fn hold_as(
    caller: &Caller,
    event: &testing::TestEvent,
    headers: &[(&str, String)],
) -> Answer {
    let path = format!("/api/v1/events/{}/bookings", event.id);
    let post = caller
        .post(&path)
        .header("idempotency-key", key())
        .json(&json!({"best_available": {"quantity": 1}}));
    Answer::of(
        headers
            .iter()
            .fold(post, |post, (name, value)| post.header(*name, value)),
    )
    .await
}

#[tokio::test]
async fn changes_are_accepted_only_from_this_sites_pages_and_from_programs() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let own = format!("http://{}", caller.host());
    let evil = "https://evil.example".to_owned();
    hold_as(&caller, &event, &[("origin", evil)])
        .await
        .is_problem(403, "cross_origin");
    hold_as(&caller, &event, &[("origin", "null".to_owned())])
        .await
        .is_problem(403, "cross_origin");
    hold_as(
        &caller,
        &event,
        &[("sec-fetch-site", "cross-site".to_owned())],
    )
    .await
    .is_problem(403, "cross_origin");
    hold_as(
        &caller,
        &event,
        &[
            ("origin", own),
            ("sec-fetch-site", "same-origin".to_owned()),
        ],
    )
    .await
    .is_ok();
    hold_as(&caller, &event, &[]).await.is_ok();
}

#[tokio::test]
async fn a_trusted_proxy_makes_the_cookie_secure() {
    let shop = Shop::open_with(Config {
        trust_proxy: true,
        ..Config::default()
    })
    .await;
    let event = shop.event().await;
    let answer = hold_as(
        &shop.caller(),
        &event,
        &[("x-forwarded-proto", "https".to_owned())],
    )
    .await;
    assert!(
        answer.header("set-cookie").ends_with("; Secure"),
        "{:?}",
        answer.headers
    );
}

#[tokio::test]
async fn an_address_holds_seats_up_to_its_limit_until_some_come_back() {
    let config = Config {
        held_seats_per_address: 10,
        trust_proxy: true,
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let path = format!("/api/v1/events/{}/bookings", event.id);
    let hold = async |caller: &Caller, address: &str, quantity: u32| {
        let post = caller
            .post(&path)
            .header("x-forwarded-for", address)
            .header("idempotency-key", key());
        Answer::of(post.json(&json!({"best_available": {"quantity": quantity}}))).await
    };
    let (paying, releasing) = (shop.caller(), shop.caller());
    let paid = hold(&paying, "192.0.2.7", 5).await.is_ok().body["booking"].clone();
    let released = hold(&releasing, "192.0.2.7", 5).await.is_ok().body["booking"].clone();

    // A caller with another session has the same address.
    let refused = hold(&shop.caller(), "192.0.2.7", 1).await;
    refused.is_problem(429, "too_many_requests");
    assert!(
        refused
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| (1..=301).contains(&seconds)),
        "{:?}",
        refused.headers
    );
    let form = shop
        .caller()
        .begin()
        .await
        .post(&format!("/events/{}/hold", event.slug))
        .header("x-forwarded-for", "192.0.2.7");
    let answer = Answer::of(form.form(&[("quantity", "1")])).await;
    assert_eq!(
        answer.told_at(),
        format!("/events/{}?problem=too_many_requests", event.slug)
    );
    let of_page = shop
        .caller()
        .begin()
        .await
        .post("/api/fn/hold")
        .header("x-forwarded-for", "192.0.2.7");
    let wish =
        json!({"event": event.id, "request": {"best_available": {"quantity": 1}}, "key": key()});
    Answer::of(of_page.json(&wish))
        .await
        .is_problem_of_a_page(429, "too_many_requests");
    hold(&shop.caller(), "192.0.2.8", 5).await.is_ok();

    let release = releasing.request(
        reqwest::Method::DELETE,
        &format!(
            "/api/v1/bookings/{}",
            released["id"].as_str().expect("an id")
        ),
    );
    Answer::of(release).await.is_ok();
    hold(&shop.caller(), "192.0.2.7", 5).await.is_ok();
    hold(&shop.caller(), "192.0.2.7", 1)
        .await
        .is_problem(429, "too_many_requests");
    paying.pay(&paid, GOOD_CARD).await.is_ok();
    hold(&shop.caller(), "192.0.2.7", 5).await.is_ok();
}

#[tokio::test]
async fn twenty_refused_payments_within_an_hour_stop_only_their_address() {
    let shop = Shop::open_with(Config {
        trust_proxy: true,
        ..Config::default()
    })
    .await;
    let event = shop.event().await;
    let pay = async |caller: &Caller, booking: &Value, card: &str, address: &str| {
        let token = Answer::of(
            caller
                .post("/api/v1/sandbox/tokens")
                .json(&json!({"card": card})),
        )
        .await
        .body["payment_token"]
            .clone();
        let post = caller
            .post(booking["payment_url"].as_str().expect("a path"))
            .header("x-forwarded-for", address);
        Answer::of(
            post.header("idempotency-key", key())
                .json(&json!({"payment_token": token})),
        )
        .await
    };
    for seat in 1..=4 {
        let thief = shop.caller();
        let booking = thief.hold(&event, &[seat]).await;
        for _ in 0..5 {
            pay(&thief, &booking, "4000 0000 0000 0002", "192.0.2.7")
                .await
                .is_problem(402, "payment_declined");
        }
    }
    let fan = shop.caller();
    let booking = fan.hold(&event, &[9]).await;
    let blocked = pay(&fan, &booking, GOOD_CARD, "192.0.2.7").await;
    blocked.is_problem(429, "too_many_requests");
    assert!(
        blocked
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| (3_500..=3_600).contains(&seconds)),
        "{:?}",
        blocked.headers
    );
    pay(&fan, &booking, GOOD_CARD, "192.0.2.8").await.is_ok();
    // A buyer who has paid must not read that nothing was charged.
    pay(&fan, &booking, GOOD_CARD, "192.0.2.7")
        .await
        .is_problem(409, "booking_state");
}

#[tokio::test]
async fn a_repeated_request_beyond_the_budget_gets_its_first_answer() {
    let config = Config {
        held_seats_per_address: 10,
        limit_loopback: true,
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let (caller, key) = (shop.caller(), key());
    let wish = json!({"best_available": {"quantity": 10}});
    let first = caller.ask_with_key(&event, &key, wish.clone()).await;
    let again = caller.ask_with_key(&event, &key, wish).await;
    assert_eq!(
        first.is_ok().body["booking"]["id"],
        again.is_ok().body["booking"]["id"]
    );
}
