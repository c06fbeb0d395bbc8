//! `POST /api/v1/tickets/check`, `GET /api/v1/events/{id}/door-list` and `GET /api/v1/ticket-keys`

use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};
use testing::TestEvent;

use crate::shop::{Answer, Caller, GOOD_CARD, Shop};

/// Runs `frontrow token …`, and returns a caller with the printed token.
fn staff(shop: &Shop, words: &[&str]) -> Caller {
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
    let token = String::from_utf8(output.stdout).expect("text");
    shop.caller().with_token(token.trim())
}

/// The codes of the tickets of these seats.
async fn sold(shop: &Shop, event: &TestEvent, seats: &[u32]) -> Vec<String> {
    let buyer = shop.caller();
    let booking = buyer.hold(event, seats).await;
    let paid = buyer.pay(&booking, GOOD_CARD).await;
    let tickets = paid.is_ok().body["booking"]["tickets"]
        .as_array()
        .expect("tickets")
        .clone();
    tickets
        .iter()
        .map(|ticket| ticket["code"].as_str().expect("a code").to_owned())
        .collect()
}

/// A scan with a new number.
fn scan(code: &str) -> Value {
    json!({"code": code, "door": "North", "id": domain::TicketId::new().to_string(), "at": "2026-11-27T17:30:00Z"})
}

async fn check(caller: &Caller, scan: &Value) -> Answer {
    Answer::of(caller.post("/api/v1/tickets/check").json(scan)).await
}

async fn list(caller: &Caller, event: &TestEvent, since: &str) -> Answer {
    Answer::of(caller.get(&format!("/api/v1/events/{}/door-list{since}", event.id))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_admits_each_ticket_of_its_event_once() {
    let shop = Shop::open().await;
    let (event, other) = (shop.event().await, shop.event().await);
    let codes = sold(&shop, &event, &[7, 8]).await;
    let door = staff(&shop, &["door", "north", "--event", &event.slug]);
    let first = scan(&codes[0]);
    for _ in 0..2 {
        let admitted = check(&door, &first).await;
        assert_eq!(
            (
                admitted.is_ok().body["outcome"].as_str(),
                admitted.body["kind"].as_str()
            ),
            (Some("admitted"), Some("full_price"))
        );
        assert_eq!(admitted.body["ticket"]["number"], "8", "{}", admitted.text);
        assert_eq!(admitted.header("cache-control"), "no-store");
    }
    let again = check(&door, &scan(&codes[0])).await;
    let said = (
        &again.body["outcome"],
        &again.body["when"],
        &again.body["door"],
    );
    assert_eq!(
        said,
        (
            &json!("again"),
            &json!("2026-11-27T17:30:00Z"),
            &json!("North")
        )
    );
    let elsewhere = sold(&shop, &other, &[7]).await;
    assert_eq!(
        check(&door, &scan(&elsewhere[0])).await.body,
        json!({"outcome": "wrong_event"})
    );
    let foyer = staff(&shop, &["box-office", "foyer"]);
    assert_eq!(
        check(&foyer, &scan(&elsewhere[0])).await.body["outcome"],
        "admitted"
    );
    assert_eq!(
        check(&door, &scan(&codes[0].replace("FR2.", "FR2.A")))
            .await
            .body,
        json!({"outcome": "not_a_ticket"})
    );
    let mut reused = scan(&codes[1]);
    reused["id"] = first["id"].clone();
    check(&door, &reused)
        .await
        .is_problem(422, "idempotency_key_reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scanned_text_gets_an_answer_and_an_invalid_request_names_its_field() {
    let shop = Shop::open().await;
    let foyer = staff(&shop, &["box-office", "foyer"]);
    let long = "A".repeat(60_000);
    for text in [
        "",
        "FR1.",
        "FR2.",
        "FR9.AAAA",
        "\u{0}",
        "日本",
        "FR2.ÄÄÄÄ",
        "https://example.com/?ticket=1",
        &long,
    ] {
        assert_eq!(
            check(&foyer, &scan(text)).await.is_ok().body,
            json!({"outcome": "not_a_ticket"})
        );
    }
    let with = |field: &str, value: Value| {
        let mut scan = scan("FR2.");
        scan[field] = value;
        scan
    };
    for (field, value) in [
        ("door", json!("a\nb")),
        ("door", json!("")),
        ("door", json!("\u{0}")),
        ("id", json!("7")),
        ("at", json!("now")),
        ("code", json!(7)),
        ("colour", json!("red")),
    ] {
        check(&foyer, &with(field, value))
            .await
            .is_problem(422, "invalid_request")
            .names(field);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_valid_staff_tokens_are_accepted_and_a_door_sees_only_its_own_event() {
    let shop = Shop::open().await;
    let (event, other) = (shop.event().await, shop.event().await);
    let buyers = Answer::of(shop.caller().post("/api/v1/sessions"))
        .await
        .body["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    for caller in [
        shop.caller().begin().await,
        shop.caller().with_token(&buyers),
    ] {
        check(&caller, &scan("FR2."))
            .await
            .is_problem(401, "unauthorized");
        list(&caller, &event, "")
            .await
            .is_problem(401, "unauthorized");
    }
    let door = staff(&shop, &["door", "north", "--event", &event.id.to_string()]);
    list(&door, &event, "").await.is_ok();
    list(&door, &other, "").await.is_problem(403, "forbidden");
    list(&staff(&shop, &["operator", "anna"]), &other, "")
        .await
        .is_ok();
    let room = format!("/api/v1/events/{}/waiting-room", event.id);
    for caller in [&door, &staff(&shop, &["box-office", "foyer"])] {
        let refused = Answer::of(
            caller
                .request(Method::PUT, &room)
                .json(&json!({"mode": "on"})),
        )
        .await;
        refused.is_problem(403, "forbidden");
    }
    // A door's token is valid until a day after its event, even if the event moves.
    shop.database.execute("update event set starts_at = now() - interval '50 hours', ends_at = now() - interval '49 hours'").await;
    let late = staff(&shop, &["door", "late", "--event", &event.slug]);
    check(&late, &scan("FR2."))
        .await
        .is_problem(401, "unauthorized");
    check(&door, &scan("FR2."))
        .await
        .is_problem(401, "unauthorized");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_gets_the_tickets_of_its_event_and_then_the_changes() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let codes = sold(&shop, &event, &[7, 8]).await;
    let door = staff(&shop, &["door", "north", "--event", &event.slug]);
    let all = list(&door, &event, "").await;
    let seats: Vec<_> = all.is_ok().body["tickets"]
        .as_array()
        .expect("tickets")
        .iter()
        .map(|ticket| ticket["seat"].clone())
        .collect();
    assert_eq!(
        (seats, &all.body["event_id"], all.header("cache-control")),
        (vec![json!(7), json!(8)], &json!(event.id.0), "no-store")
    );
    assert_eq!(
        (
            &all.body["tickets"][0]["void"],
            all.body["tickets"][0].get("admitted")
        ),
        (&json!(false), None)
    );
    check(&door, &scan(&codes[1])).await.is_ok();
    let mark = all.body["mark"].as_str().expect("a mark");
    let next = list(&door, &event, &format!("?since={mark}")).await;
    let changed = next.is_ok().body["tickets"]
        .as_array()
        .expect("tickets")
        .iter()
        .find(|ticket| ticket["seat"] == 8)
        .expect("a scan");
    assert_eq!(
        changed["admitted"],
        json!({"when": "2026-11-27T17:30:00Z", "door": "North"})
    );
    for since in [
        "?since=",
        "?since=yesterday",
        "?since=1",
        "?since=0-0&since=0-0",
    ] {
        list(&door, &event, since)
            .await
            .is_problem(422, "invalid_request")
            .names("since");
    }
}

#[tokio::test]
async fn anybody_can_read_the_public_keys_of_ticket_codes() {
    let shop = Shop::open().await;
    let keys = Answer::of(shop.caller().get("/api/v1/ticket-keys")).await;
    let key = &keys.is_ok().body["keys"][0];
    assert_eq!((&key["kid"], key.get("until")), (&json!(0), None));
    assert_eq!(key["public_key"].as_str().map(str::len), Some(44));
    assert!(
        key["pem"]
            .as_str()
            .is_some_and(|pem| pem.starts_with("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA")),
        "{}",
        keys.text
    );
    assert!(keys.header("cache-control").starts_with("public"));
}
