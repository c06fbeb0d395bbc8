//! `GET` and `PUT /api/v1/events/{id}/waiting-room`

use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};
use testing::{Hall, TestEvent};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use crate::shop::{Answer, Caller, Shop};

/// Runs `frontrow token …`, and returns the printed token.
fn token(shop: &Shop, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontrow"));
    command
        .arg("token")
        .args(words)
        .env("DATABASE_URL", shop.database.url())
        .env("FRONTROW_LOG", "warn");
    let output = command.output().expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .expect("text")
        .trim()
        .to_owned()
}

async fn get(caller: &Caller, event: &TestEvent) -> Answer {
    Answer::of(caller.get(&format!("/api/v1/events/{}/waiting-room", event.id))).await
}

async fn put(caller: &Caller, event: &TestEvent, order: Value) -> Answer {
    Answer::of(
        caller
            .request(
                Method::PUT,
                &format!("/api/v1/events/{}/waiting-room", event.id),
            )
            .json(&order),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_valid_operator_token_is_accepted() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let anna = token(&shop, &["operator", "anna"]);
    let buyers = Answer::of(shop.caller().post("/api/v1/sessions"))
        .await
        .body["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let made_up = format!("fro_{}", "A".repeat(43));
    for caller in [
        shop.caller().begin().await,
        shop.caller().with_token(&buyers),
        shop.caller().with_token(&made_up),
    ] {
        let refused = get(&caller, &event).await;
        refused.is_problem(401, "unauthorized");
        assert!(refused.header("www-authenticate").starts_with("Bearer"));
        put(&caller, &event, json!({"mode": "on"}))
            .await
            .is_problem(401, "unauthorized");
    }
    let in_a_cookie = shop
        .caller()
        .get(&format!("/api/v1/events/{}/waiting-room", event.id))
        .header("cookie", format!("token={anna}"));
    Answer::of(in_a_cookie)
        .await
        .is_problem(401, "unauthorized");
    assert_eq!(
        shop.database
            .number("select count(*) from waiting_room")
            .await,
        0
    );

    let operator = shop.caller().with_token(&anna);
    get(&operator, &event).await.is_problem(404, "not_found");
    put(&operator, &event, json!({"mode": "on"})).await.is_ok();
    // It names no buyer.
    assert_eq!(
        Answer::of(operator.get("/api/v1/bookings"))
            .await
            .is_ok()
            .body["bookings"],
        json!([])
    );
    token(&shop, &["revoke", "anna"]);
    put(&operator, &event, json!({"mode": "off"}))
        .await
        .is_problem(401, "unauthorized");
    assert_eq!(
        shop.database
            .number("select count(*) from waiting_room where mode = 'on'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_made_up_token_costs_the_database_nothing() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    // A query of the table would wait for this lock.
    let lock = shop.database.lock("staff_token").await;
    let made_up = shop.caller().with_token(&format!("fro_{}", "A".repeat(43)));
    put(&made_up, &event, json!({"mode": "on"}))
        .await
        .is_problem(401, "unauthorized");
    lock.release().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_switches_the_room_and_is_recorded_with_the_name_of_the_token() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let operator = shop
        .caller()
        .with_token(&token(&shop, &["operator", "anna"]));
    let on = put(
        &operator,
        &event,
        json!({"mode": "on", "target": 300, "per_second": 20}),
    )
    .await;
    on.is_ok();
    assert_eq!(on.header("cache-control"), "no-store");
    let said = |answer: &Answer, names: &[&str]| {
        names
            .iter()
            .map(|name| answer.body[*name].clone())
            .collect::<Vec<_>>()
    };
    let settings = [
        "mode",
        "state",
        "paused",
        "target",
        "per_second",
        "claim_seconds",
        "inside",
        "last",
        "available",
    ];
    let expected = vec![
        json!("on"),
        json!("open"),
        json!(false),
        json!(300),
        json!(20),
        json!(120),
        json!(0),
        json!(0),
        json!(100),
    ];
    assert_eq!(said(&on, &settings), expected);
    assert_eq!(said(&get(&operator, &event).await, &settings), expected);
    assert!(on.body.get("draw").is_none() && on.body.get("rate").is_none());

    let paused = put(
        &operator,
        &event,
        json!({"mode": "on", "paused": true, "target": 200}),
    )
    .await;
    assert_eq!(
        said(&paused, &["state", "reason", "target", "per_second"]),
        [json!("paused"), json!("operator"), json!(200), json!(20)]
    );
    let still = put(&operator, &event, json!({"mode": "on"})).await;
    assert_eq!(
        said(&still, &["paused", "target"]),
        [json!(true), json!(200)],
        "what is left out stays"
    );
    let with_work = put(
        &operator,
        &event,
        json!({"mode": "on", "proof_of_work": 17}),
    )
    .await;
    assert_eq!(said(&with_work, &["proof_of_work"]), [json!(17)]);
    assert_eq!(
        said(&on, &["proof_of_work"]),
        [json!(0)],
        "off unless an operator turns it on"
    );
    let off = put(&operator, &event, json!({"mode": "off"})).await;
    assert_eq!(
        said(&off, &["mode", "state", "paused"]),
        [json!("off"), json!("off"), json!(false)]
    );

    let recorded = "select count(*) from operator_action where action = 'waiting_room' and who = 'anna' and origin = '127.0.0.1'";
    assert_eq!(shop.database.number(recorded).await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_put_announces_a_draw_once_and_takes_effect_completely_or_not_at_all() {
    let shop = Shop::open().await;
    let event = Hall {
        on_sale_in: Duration::hours(1),
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let operator = shop
        .caller()
        .with_token(&token(&shop, &["operator", "anna"]));
    let moment = |minutes| {
        (OffsetDateTime::now_utc() + Duration::minutes(minutes))
            .format(&Rfc3339)
            .expect("a moment")
    };
    let order = json!({"mode": "on", "closes_at": moment(30), "beacon": "none"});
    let first = put(&operator, &event, order.clone()).await;
    first.is_ok();
    assert_eq!(
        (&first.body["draw"]["number"], &first.body["draw"]["beacon"]),
        (&json!(1), &json!("none"))
    );
    assert_eq!(
        put(&operator, &event, order).await.body["draw"],
        first.body["draw"],
        "a repeat announces no other draw"
    );
    let drand = put(
        &operator,
        &event,
        json!({"mode": "on", "closes_at": moment(40)}),
    )
    .await;
    assert_eq!(drand.body["draw"]["number"], 2);
    assert!(
        drand.body["draw"]["beacon"]
            .as_str()
            .is_some_and(|beacon| beacon.starts_with("drand/")),
        "{}",
        drand.text
    );

    put(
        &operator,
        &event,
        json!({"mode": "on", "target": 7, "closes_at": moment(-1)}),
    )
    .await
    .is_problem(422, "invalid_request");
    put(
        &operator,
        &event,
        json!({"mode": "off", "closes_at": moment(50)}),
    )
    .await
    .is_problem(422, "invalid_request");
    let now = get(&operator, &event).await;
    assert_eq!(
        (
            &now.body["mode"],
            &now.body["target"],
            &now.body["draw"]["number"]
        ),
        (&json!("on"), &json!(500), &json!(2))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_orders_are_refused_with_the_name_of_the_field() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let operator = shop
        .caller()
        .with_token(&token(&shop, &["operator", "anna"]));
    let order = |order: Value| put(&operator, &event, order);
    order(json!({}))
        .await
        .is_problem(422, "invalid_request")
        .names("mode");
    order(json!({"mode": "sometimes"}))
        .await
        .is_problem(422, "invalid_request")
        .names("mode");
    order(json!({"mode": "on", "target": 0}))
        .await
        .is_problem(422, "invalid_request")
        .names("target");
    order(json!({"mode": "on", "per_second": 10_001}))
        .await
        .is_problem(422, "invalid_request")
        .names("per_second");
    order(json!({"mode": "on", "proof_of_work": 25}))
        .await
        .is_problem(422, "invalid_request")
        .names("proof_of_work");
    order(json!({"mode": "on", "closes_at": "soon"}))
        .await
        .is_problem(422, "invalid_request")
        .names("closes_at");
    order(json!({"mode": "on", "beacon": "none"}))
        .await
        .is_problem(422, "invalid_request")
        .names("beacon");
    order(json!({"mode": "on", "colour": "red"}))
        .await
        .is_problem(422, "invalid_request")
        .names("colour");
    order(json!({"mode": "off", "paused": true}))
        .await
        .is_problem(422, "invalid_request");
    let unknown = operator
        .request(Method::PUT, "/api/v1/events/999/waiting-room")
        .json(&json!({"mode": "on"}));
    Answer::of(unknown).await.is_problem(404, "not_found");
    assert_eq!(
        shop.database
            .number("select count(*) from waiting_room")
            .await,
        0
    );
}
