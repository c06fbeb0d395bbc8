//! `POST /api/v1/events/{id}/queue`

use domain::waiting::{EntriesPerAddress, EntryWork, WorkBits};
use serde_json::json;
use server::config::Config;
use store::waiting::rooms::RoomSwitch;

use crate::{
    line::{LineShop, on, program, text, until},
    shop::{Answer, Shop, members},
};

#[tokio::test]
async fn joining_begins_a_session_and_joining_twice_is_one_entry() {
    let line = LineShop::open(1).await;
    let fan = line.shop.caller();
    let first = line.join(&fan).await;
    assert_eq!(
        members(&first.is_ok().body),
        [
            "ahead", "claim", "entry", "odds", "position", "state", "token"
        ],
        "{}",
        first.text
    );
    assert_eq!(
        (
            &first.body["state"],
            &first.body["position"],
            first.header("cache-control")
        ),
        (&json!("waiting"), &json!(1), "no-store")
    );
    let cookies = first.cookies();
    assert!(
        cookies
            .iter()
            .any(|cookie| cookie.starts_with("frontrow_session=")),
        "{cookies:?}"
    );
    let token = format!(
        "frontrow_queue_{}={}; ",
        line.event.id,
        text(&first.body["token"])
    );
    let set = cookies
        .iter()
        .find(|cookie| cookie.starts_with(&token))
        .expect("the token");
    assert!(
        set.contains("HttpOnly; SameSite=Lax")
            && set.contains("Max-Age=86400")
            && !set.contains("Secure"),
        "{set}"
    );

    // The place may have been called by now. Reading the standing takes no turn, so the answer
    // still has the place.
    let again = line.standing(&fan).await;
    assert_eq!(
        (&again.body["entry"], &again.body["position"]),
        (&first.body["entry"], &first.body["position"])
    );
    let other = line.join(&line.shop.caller()).await;
    assert_ne!(other.body["entry"], first.body["entry"]);
    let third = line.shop.caller();
    let joined = [line.join(&third).await, line.join(&third).await]
        .map(|answer| answer.body["position"].clone());
    assert_eq!(joined, [json!(3), json!(3)]);
}

#[tokio::test]
async fn a_program_sends_its_token_in_a_header_and_gets_no_cookie() {
    let line = LineShop::open(1).await;
    line.enter(&line.shop.caller()).await;
    let fan = program(&line.shop).await;
    let joined = line.join(&fan).await;
    assert_eq!(joined.is_ok().cookies(), [""; 0]);
    let token = text(&joined.body["token"]);
    let sent = || {
        [fan.get(&line.path("")), fan.post(&line.path(""))]
            .map(|request| request.header("waiting-room-token", &token))
    };
    for request in sent() {
        let answer = Answer::of(request).await;
        assert_eq!(
            (&answer.is_ok().body["entry"], &answer.body["position"]),
            (&joined.body["entry"], &joined.body["position"])
        );
    }
    // Without the header it is not in line, unless it joins again.
    line.standing(&fan).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn a_turn_is_taken_once_and_holds_seats_by_the_first_possible_wish() {
    let line = LineShop::open(10).await;
    let fan = line.shop.caller();
    line.join(&fan).await.is_ok();
    line.called(&fan).await;
    let wish = json!([{"quantity": 2, "section": "Nowhere"}, {"quantity": 2}]);
    let arrived = line.claim(&fan, wish.clone()).await;
    assert_eq!(
        members(&arrived.is_ok().body),
        [
            "booking",
            "claim",
            "failed",
            "inside_until",
            "pass",
            "state"
        ],
        "{}",
        arrived.text
    );
    assert_eq!(
        (&arrived.body["state"], &arrived.body["failed"][0]["code"]),
        (&json!("admitted"), &json!("unknown_seat"))
    );
    assert_eq!(
        arrived.body["booking"]["seats"].as_array().map(Vec::len),
        Some(2)
    );
    for cookie in [
        format!("frontrow_pass_{}=", line.event.id),
        format!("frontrow_hold_{}_", line.event.id),
    ] {
        assert!(
            arrived.cookies().iter().any(|set| set.starts_with(&cookie)),
            "{:?}",
            arrived.cookies()
        );
    }
    let again = line.claim(&fan, wish).await;
    assert_eq!(
        (&again.body["pass"], &again.body["booking"]["id"]),
        (&arrived.body["pass"], &arrived.body["booking"]["id"])
    );
    assert_eq!(line.join(&fan).await.body["pass"], arrived.body["pass"]);
    assert_eq!(line.bookings().await, 1);
    fan.hold(&line.event, &[99]).await;
    assert_eq!(line.shop.database.violations().await, Vec::<String>::new());
}

/// An error has no token, so a fan who got an error would lose the place that the call gave.
#[tokio::test]
async fn a_wish_without_a_token_joins_and_keeps_its_place() {
    let line = LineShop::open(1).await;
    line.enter(&line.shop.caller()).await;
    let (browser, program) = (line.shop.caller(), program(&line.shop).await);
    let wish = json!([{"quantity": 2}]);
    for (fan, place) in [(&browser, 2), (&program, 3)] {
        let joined = line.claim(fan, wish.clone()).await;
        assert_eq!(
            (&joined.is_ok().body["state"], &joined.body["position"]),
            (&json!("waiting"), &json!(place))
        );
        let again = fan
            .post(&line.path(""))
            .header("waiting-room-token", text(&joined.body["token"]))
            .json(&json!({"wish": wish}));
        Answer::of(again).await.is_problem(409, "not_your_turn");
    }
    assert_eq!(
        line.standing(&browser).await.is_ok().body["position"],
        2,
        "the browser has its cookie"
    );
}

#[tokio::test]
async fn a_fan_who_is_inside_stays_inside_whatever_they_wish() {
    let line = LineShop::open(1).await;
    let session = text(
        &Answer::of(line.shop.caller().post("/api/v1/sessions"))
            .await
            .body["token"],
    );
    let fan = line.shop.caller().with_token(&session);
    let token = text(&line.join(&fan).await.body["token"]);
    let with_token =
        |request: reqwest::RequestBuilder| request.header("waiting-room-token", &token);
    until(async || Answer::of(with_token(fan.get(&line.path("")))).await.body["claim"] == true)
        .await;
    let pass = Answer::of(with_token(fan.post(&line.path(""))))
        .await
        .is_ok()
        .body["pass"]
        .clone();
    // To another server, the fan sends only the pass. A new place in this line would be far from
    // its turn.
    line.shop
        .database
        .execute("update waiting_room set next_place = 1000")
        .await;
    let elsewhere = line
        .shop
        .caller_of_another_server(Config::default())
        .await
        .with_token(&session);
    let asked = elsewhere
        .post(&line.path(""))
        .header("waiting-room-pass", text(&pass))
        .json(&json!({"wish": [{"quantity": 2}]}));
    let answer = Answer::of(asked).await;
    assert_eq!(
        (&answer.is_ok().body["state"], &answer.body["pass"]),
        (&json!("admitted"), &pass)
    );
}

#[tokio::test]
async fn invalid_requests_are_refused_with_the_name_of_the_field() {
    let line = LineShop::open(1).await;
    let fan = line.shop.caller();
    let post =
        async |body: serde_json::Value| Answer::of(fan.post(&line.path("")).json(&body)).await;
    post(json!({"wishes": []}))
        .await
        .is_problem(422, "invalid_request")
        .names("wishes");
    post(json!({"wish": [{"quantity": 0}]}))
        .await
        .is_problem(422, "invalid_request")
        .names("wish");
    post(json!({"wish": [[2]]}))
        .await
        .is_problem(422, "invalid_request")
        .names("wish[0]");
    post(json!({"wish": vec![json!({"quantity": 1}); 4]}))
        .await
        .is_problem(422, "invalid_request")
        .names("wish");
    Answer::of(fan.post(&line.path("")).body("wish=2"))
        .await
        .is_problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn an_address_has_at_most_the_fans_that_the_room_allows() {
    let two = RoomSwitch {
        per_address: Some(EntriesPerAddress::try_from(2).expect("within the limits")),
        ..on(1)
    };
    let line = LineShop::open_switched(
        Config {
            limit_loopback: true,
            ..Config::default()
        },
        &two,
    )
    .await;
    for _ in 0..2 {
        line.join(&line.shop.caller()).await.is_ok();
    }
    line.join(&line.shop.caller())
        .await
        .is_problem(429, "address_limit");
}

#[tokio::test]
async fn a_room_with_proof_of_work_describes_the_task_and_accepts_its_number() {
    let with_work = RoomSwitch {
        proof_of_work: WorkBits::try_from(8).ok(),
        ..on(1)
    };
    let line = LineShop::open_switched(Config::default(), &with_work).await;
    let fan = line.shop.caller();
    assert_eq!(
        Answer::of(fan.get(&line.path("/now"))).await.is_ok().body["work"],
        8
    );
    let asked = line.join(&fan).await;
    let work: EntryWork =
        serde_json::from_value(asked.is_problem(428, "proof_of_work").body["work"].clone())
            .expect("what to compute");
    let number = (0..)
        .find(|number| work.is_done_by(*number))
        .expect("a number");
    let joined = Answer::of(fan.post(&line.path("")).json(&json!({"work": number}))).await;
    assert_eq!(
        (&joined.is_ok().body["state"], &joined.body["entry"]),
        (&json!("waiting"), &json!(work.entry))
    );
    // The fan does the work once. Another session has another entry.
    line.join(&fan).await.is_ok();
    assert_ne!(
        line.join(&line.shop.caller())
            .await
            .is_problem(428, "proof_of_work")
            .body["work"],
        asked.body["work"]
    );
}

#[tokio::test]
async fn without_a_room_everybody_is_admitted_and_an_unknown_event_admits_nobody() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/api/v1/events/{}/queue", event.id);
    for request in [shop.caller().post(&path), shop.caller().get(&path)] {
        let answer = Answer::of(request).await;
        assert_eq!(
            (&answer.is_ok().body["state"], &answer.body["claim"]),
            (&json!("admitted"), &json!(false))
        );
        assert!(answer.body["token"].is_null() && answer.body["pass"].is_null());
    }
    for request in [
        shop.caller().post("/api/v1/events/77/queue"),
        shop.caller().get("/api/v1/events/77/queue"),
    ] {
        Answer::of(request).await.is_problem(404, "not_found");
    }
}
