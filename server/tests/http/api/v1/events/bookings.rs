//! `POST /api/v1/events/{id}/bookings`

use reqwest::StatusCode;
use serde_json::{Value, json};
use testing::Hall;
use time::Duration;

use crate::shop::{Answer, Shop, key, members};

#[tokio::test]
async fn a_hold_is_a_pending_booking() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = shop.caller().ask(&event, json!({"seats": [12, 11]})).await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (StatusCode::CREATED, "no-store")
    );
    let booking = &answer.body["booking"];
    let expected = [
        "event_id",
        "expires_at",
        "expires_in_ms",
        "extendable_until",
        "id",
        "payment_url",
        "seats",
        "status",
        "total",
    ];
    assert_eq!(members(booking), expected);
    assert_eq!(
        (&booking["event_id"], &booking["status"]),
        (&json!(event.id), &json!("pending"))
    );
    let price = json!({"amount": 6000, "currency": "EUR"});
    assert_eq!(
        booking["seats"][0],
        json!({"seat": 11, "section": "Stalls", "row": "2", "number": "2", "price": price})
    );
    assert_eq!(
        booking["total"],
        json!({"amount": 12000, "currency": "EUR"})
    );
    assert!(
        booking["payment_url"]
            .as_str()
            .is_some_and(|path| path.starts_with("/api/v1/"))
    );
}

#[tokio::test]
async fn taken_seats_are_named_with_alternatives_and_nothing_is_held() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    shop.caller().hold(&event, &[5]).await;
    let late = shop.caller();
    let answer = late.ask(&event, json!({"seats": [4, 5]})).await;
    answer.is_problem(409, "seats_taken");
    assert_eq!(answer.body["seats"], json!([5]));
    assert_eq!(
        answer.body["alternatives"].as_array().map(Vec::len),
        Some(2)
    );
    late.hold(&event, &[4]).await;
}

#[tokio::test]
async fn with_a_fallback_lost_seats_are_replaced_but_never_by_more_expensive_ones() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    shop.caller().hold(&event, &[60]).await;
    let wish = json!({"best_available": {"quantity": 2}});
    let answer = shop
        .caller()
        .ask(&event, json!({"seats": [60, 61], "otherwise": wish}))
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    assert_eq!(answer.body["booking"]["total"]["amount"], 6000);
    let free = shop
        .caller()
        .ask(&event, json!({"seats": [90, 91], "otherwise": wish}))
        .await;
    assert_eq!(
        free.body["booking"]["seats"][0]["seat"], 90,
        "{}",
        free.text
    );
    for nonsense in [
        json!({"seats": [1], "otherwise": wish}),
        json!({"best_available": {"quantity": 2}, "otherwise": wish}),
    ] {
        shop.caller()
            .ask(&event, nonsense)
            .await
            .is_problem(422, "invalid_request");
    }
}

#[tokio::test]
async fn an_event_with_the_rule_refuses_orphans_and_names_other_seats() {
    let shop = Shop::open().await;
    let event = Hall {
        avoid_single_seats: true,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let answer = shop.caller().ask(&event, json!({"seats": [1, 2]})).await;
    answer.is_problem(422, "leaves_single_seat");
    assert_eq!(
        (&answer.body["seats"], &answer.body["alternatives"]),
        (&json!([0]), &json!([0, 1]))
    );
    shop.caller().hold(&event, &[0, 1]).await;
}

#[tokio::test]
async fn the_best_seats_and_standing_spots_can_be_held() {
    let shop = Shop::open().await;
    let event = Hall {
        standing: 3,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let caller = shop.caller();
    let best = caller
        .ask(
            &event,
            json!({"best_available": {"quantity": 2, "price_level": event.levels[1]}}),
        )
        .await;
    assert_eq!(best.status, StatusCode::CREATED, "{}", best.text);
    assert_eq!(best.body["booking"]["total"]["amount"], 6000);
    let standing = caller
        .ask(&event, json!({"area": {"area": "floor", "quantity": 3}}))
        .await;
    assert_eq!(standing.status, StatusCode::CREATED, "{}", standing.text);
    caller
        .ask(&event, json!({"area": {"area": "floor", "quantity": 1}}))
        .await
        .is_problem(409, "sold_out");
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_another_body_is_refused() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, key) = (shop.caller(), key());
    let first = caller
        .ask_with_key(&event, &key, json!({"seats": [1]}))
        .await;
    let again = caller
        .ask_with_key(&event, &key, json!({"seats": [1]}))
        .await;
    assert_eq!(
        (first.status, again.status),
        (StatusCode::CREATED, StatusCode::CREATED)
    );
    assert_eq!(first.body["booking"]["id"], again.body["booking"]["id"]);
    caller
        .ask_with_key(&event, &key, json!({"seats": [2]}))
        .await
        .is_problem(422, "idempotency_key_reused");
    // The same key of another buyer is a different key.
    assert_eq!(
        shop.caller()
            .ask_with_key(&event, &key, json!({"seats": [2]}))
            .await
            .status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn invalid_requests_are_refused_with_the_name_of_the_field() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let ask = |body: Value| caller.ask(&event, body);
    ask(json!({"seats": [1], "colour": "red"}))
        .await
        .is_problem(422, "invalid_request")
        .names("colour");
    ask(json!({"seats": "1"}))
        .await
        .is_problem(422, "invalid_request")
        .names("seats");
    ask(json!({"seats": [-1]}))
        .await
        .is_problem(422, "invalid_request")
        .names("seats[0]");
    ask(json!({"best_available": [1, null, null, null]}))
        .await
        .is_problem(422, "invalid_request")
        .names("best_available");
    ask(json!({"area": ["floor", 1]}))
        .await
        .is_problem(422, "invalid_request")
        .names("area");
    ask(json!({"best_available": {}}))
        .await
        .is_problem(422, "invalid_request")
        .names("best_available.quantity");
    ask(json!({})).await.is_problem(422, "invalid_request");
    ask(json!({"seats": []}))
        .await
        .is_problem(422, "invalid_request");
    ask(json!({"seats": [1, 1]}))
        .await
        .is_problem(422, "invalid_request");
    ask(json!({"seats": (0..11).collect::<Vec<_>>()}))
        .await
        .is_problem(422, "too_many_seats");
    ask(json!({"seats": [100]}))
        .await
        .is_problem(422, "unknown_seat");
    ask(json!({"area": {"area": "moon", "quantity": 1}}))
        .await
        .is_problem(422, "unknown_seat");
}

#[tokio::test]
async fn a_body_that_is_not_json_or_too_large_is_refused() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let path = format!("/api/v1/events/{}/bookings", event.id);
    let post = || caller.post(&path).header("idempotency-key", key());
    Answer::of(
        post()
            .header("content-type", "application/json")
            .body("{\"seats\":"),
    )
    .await
    .is_problem(400, "malformed_body");
    Answer::of(post().body("seats=1"))
        .await
        .is_problem(415, "unsupported_media_type");
    let large = format!("{{\"seats\":[{}1]}}", "1,".repeat(40_000));
    Answer::of(
        post()
            .header("content-type", "application/json")
            .body(large.clone()),
    )
    .await
    .is_problem(413, "body_too_large");
    // The same without an announced length.
    let chunks =
        reqwest::Body::wrap_stream(futures::stream::iter(vec![Ok::<_, std::io::Error>(large)]));
    Answer::of(
        post()
            .header("content-type", "application/json")
            .body(chunks),
    )
    .await
    .is_problem(413, "body_too_large");
}

#[tokio::test]
async fn a_key_is_required() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let path = format!("/api/v1/events/{}/bookings", event.id);
    let body = json!({"seats": [1]});
    Answer::of(caller.post(&path).json(&body))
        .await
        .is_problem(422, "idempotency_key_missing");
    Answer::of(caller.post(&path).header("idempotency-key", "").json(&body))
        .await
        .is_problem(422, "idempotency_key_missing");
    Answer::of(
        caller
            .post(&path)
            .header("idempotency-key", "x".repeat(256))
            .json(&body),
    )
    .await
    .is_problem(422, "idempotency_key_missing");
}

#[tokio::test]
async fn an_event_that_is_not_on_sale_holds_nothing() {
    let shop = Shop::open().await;
    let caller = shop.caller();
    let early = Hall {
        on_sale_in: Duration::hours(1),
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    caller
        .ask(&early, json!({"seats": [1]}))
        .await
        .is_problem(425, "not_on_sale_yet");
    let over = Hall {
        on_sale_in: Duration::days(-9),
        starts_in: Duration::days(-3),
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    caller
        .ask(&over, json!({"seats": [1]}))
        .await
        .is_problem(409, "not_on_sale");
    let post = caller
        .post("/api/v1/events/77/bookings")
        .header("idempotency-key", key())
        .json(&json!({"seats": [1]}));
    Answer::of(post).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn the_first_hold_begins_a_session_with_a_secure_cookie() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = shop.caller().ask(&event, json!({"seats": [1]})).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("frontrow_session="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(
        !cookie.contains("Secure"),
        "nothing says that this came by TLS"
    );
}
