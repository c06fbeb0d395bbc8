//! Nobody holds seats without a pass at any of the three endpoints: the API call, the server
//! function of a page, and the form.

use domain::waiting::ShopSeconds;
use serde_json::{Value, json};
use store::waiting::rooms::RoomSwitch;
use testing::Hall;

use crate::{
    line::{LineShop, edited, on, program, text, until},
    shop::{Answer, Caller, key},
};

/// The requests for seats, for programs and as a form.
fn requests() -> [(Value, Vec<(&'static str, &'static str)>); 3] {
    [
        (json!({"seats": [1]}), vec![("seat", "1")]),
        (
            json!({"best_available": {"quantity": 2}}),
            vec![("quantity", "2")],
        ),
        (
            json!({"area": {"area": "floor", "quantity": 2}}),
            vec![("area", "floor"), ("quantity", "2")],
        ),
    ]
}

impl LineShop {
    /// Sends every request to every endpoint with these cookies, and returns the codes of the
    /// refusals.
    async fn hold_everywhere(&self, cookies: &str) -> Vec<String> {
        let caller = self.shop.caller();
        let mut codes = Vec::new();
        for (request, form) in requests() {
            let call = caller
                .post(&format!("/api/v1/events/{}/bookings", self.event.id))
                .header("idempotency-key", key())
                .json(&request);
            let function = caller
                .post("/api/fn/hold")
                .json(&json!({"event": self.event.id, "request": request, "key": key()}));
            for asked in [call, function] {
                codes.push(
                    Answer::of(asked.header("cookie", cookies)).await.body["code"]
                        .as_str()
                        .unwrap_or("held")
                        .to_owned(),
                );
            }
            let sent = Answer::of(
                caller
                    .post(&format!("/events/{}/hold", self.event.slug))
                    .header("cookie", cookies)
                    .form(&form),
            )
            .await;
            codes.push(
                sent.told_at()
                    .split_once("?problem=")
                    .map_or("held", |(_, code)| code)
                    .to_owned(),
            );
        }
        codes
    }

    /// The session cookie of a fan.
    async fn session(&self, fan: &Caller) -> String {
        let begun = Answer::of(fan.post("/session")).await;
        begun
            .header("set-cookie")
            .split(';')
            .next()
            .expect("a cookie")
            .to_owned()
    }
}

#[tokio::test]
async fn no_endpoint_accepts_the_pass_of_another_fan() {
    let line = LineShop::open(10).await;
    let (fan, other) = (line.shop.caller(), line.shop.caller());
    let (session, others_session) = (line.session(&fan).await, line.session(&other).await);
    let pass = line.enter(&fan).await;
    let token = text(&line.join(&other).await.body["token"]);
    let elsewhere = LineShop {
        event: Hall::default().open(&line.shop.database).await,
        shop: line.shop,
    };
    elsewhere.switch(&on(10)).await;
    let pass_elsewhere = elsewhere.enter(&fan).await;
    let line = LineShop {
        shop: elsewhere.shop,
        event: line.event,
    };

    let name = format!("frontrow_pass_{}", line.event.id);
    let attempts = [
        ("no pass", session.clone()),
        (
            "an edited pass",
            format!("{session}; {name}={}", edited(&pass)),
        ),
        (
            "an invented pass",
            format!("{session}; {name}=p1.{}", "A".repeat(91)),
        ),
        (
            "the pass of another session",
            format!("{others_session}; {name}={pass}"),
        ),
        (
            "the pass of another event",
            format!("{session}; {name}={pass_elsewhere}"),
        ),
        ("a token", format!("{others_session}; {name}={token}")),
    ];
    for (what, cookies) in attempts {
        assert_eq!(
            line.hold_everywhere(&cookies).await,
            ["waiting_room"; 9],
            "{what}"
        );
    }
    assert_eq!(line.bookings().await, 0);
    let refused = other.ask(&line.event, json!({"seats": [1]})).await;
    assert_eq!(
        refused.is_problem(403, "waiting_room").body["queue_url"],
        line.path("")
    );
    let held = line
        .hold_everywhere(&format!("{session}; {name}={pass}"))
        .await;
    assert!(!held.contains(&"waiting_room".to_owned()), "{held:?}");
    // Seat 1 can be held only once; the other requests succeed at each endpoint.
    assert_eq!(
        held.iter().filter(|code| code.as_str() == "held").count(),
        7,
        "{held:?}"
    );
    assert_eq!(line.bookings().await, 7);
    assert_eq!(line.shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_program_with_an_invalid_header_gets_an_error() {
    let line = LineShop::open(10).await;
    let (fan, other) = (program(&line.shop).await, program(&line.shop).await);
    let token = text(&line.join(&fan).await.body["token"]);
    let with_token =
        |fan: &Caller, token: &str| fan.post(&line.path("")).header("waiting-room-token", token);
    until(async || {
        Answer::of(fan.get(&line.path("")).header("waiting-room-token", &token))
            .await
            .body["claim"]
            == true
    })
    .await;
    for attempt in [
        with_token(&fan, &edited(&token)),
        with_token(&other, &token),
        with_token(&fan, "q1."),
        with_token(&fan, ""),
    ] {
        Answer::of(attempt).await.is_problem(401, "bad_token");
    }
    let pass = text(&Answer::of(with_token(&fan, &token)).await.is_ok().body["pass"]);
    let hold = async |fan: &Caller, pass: &str| {
        let path = format!("/api/v1/events/{}/bookings", line.event.id);
        let asked = fan
            .post(&path)
            .header("idempotency-key", key())
            .header("waiting-room-pass", pass);
        Answer::of(asked.json(&json!({"seats": [1]}))).await
    };
    for (fan, pass) in [
        (&fan, edited(&pass)),
        (&other, pass.clone()),
        (&fan, token.clone()),
    ] {
        let refused = hold(fan, &pass).await;
        assert_eq!(
            refused
                .is_problem(401, "bad_token")
                .header("www-authenticate"),
            "Waiting-Room-Token"
        );
    }
    assert_eq!(line.bookings().await, 0);
    hold(&fan, &pass).await.is_ok();
}

#[tokio::test]
async fn nobody_takes_a_turn_early_or_with_another_fans_place() {
    let line = LineShop::open(1).await;
    let (first, second) = (line.shop.caller(), line.shop.caller());
    let pass = line.enter(&first).await;
    line.join(&second).await.is_ok();
    line.claim(&second, json!([{"quantity": 2}]))
        .await
        .is_problem(409, "not_your_turn");
    assert_eq!(line.join(&second).await.is_ok().body["state"], "waiting");
    assert_eq!(
        text(&line.claim(&first, json!([])).await.is_ok().body["pass"]),
        pass,
        "a claim twice gives the same pass"
    );
    // With another session, the server ignores the cookie of the first fan's place, and gives the
    // session a separate place.
    let token = text(&line.join(&program(&line.shop).await).await.body["token"]);
    let session = line.session(&line.shop.caller()).await;
    let stolen = format!("{session}; frontrow_queue_{}={token}", line.event.id);
    let claimed = line
        .shop
        .caller()
        .post(&line.path(""))
        .header("cookie", stolen)
        .json(&json!({"wish": []}));
    let claimed = Answer::of(claimed).await;
    assert_eq!(
        (&claimed.is_ok().body["state"], &claimed.body["pass"]),
        (&json!("waiting"), &json!(null))
    );
    assert_eq!(line.bookings().await, 0);
}

#[tokio::test]
async fn an_ended_pass_repeats_answers_but_allows_no_new_holds() {
    let line = LineShop::open(10).await;
    line.switch(&RoomSwitch {
        shop_seconds: Some(ShopSeconds::try_from(4).expect("within the limits")),
        ..on(10)
    })
    .await;
    let fan = line.shop.caller();
    let session = line.session(&fan).await;
    let pass = line.enter(&fan).await;
    let key = key();
    let held = fan
        .ask_with_key(&line.event, &key, json!({"seats": [7]}))
        .await;
    assert_eq!(held.status, 201, "{}", held.text);
    until(async || line.standing(&fan).await.body["state"] != "admitted").await;
    let again = fan
        .ask_with_key(&line.event, &key, json!({"seats": [7]}))
        .await;
    assert_eq!(
        (again.status.as_u16(), &again.body["booking"]["id"]),
        (201, &held.body["booking"]["id"])
    );
    fan.ask_with_key(&line.event, &key, json!({"seats": [8]}))
        .await
        .is_problem(422, "idempotency_key_reused");
    let cookies = format!("{session}; frontrow_pass_{}={pass}", line.event.id);
    assert_eq!(line.hold_everywhere(&cookies).await, ["waiting_room"; 9]);
    assert_eq!(line.bookings().await, 1);
}
