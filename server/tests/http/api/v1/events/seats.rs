//! `GET /api/v1/events/{id}/seats`

use serde_json::json;
use testing::Hall;

use crate::shop::{Answer, Shop, members};

#[tokio::test]
async fn every_seat_is_there_with_its_status_now() {
    let shop = Shop::open().await;
    let event = Hall { standing: 50, ..Hall::default() }.open(&shop.database).await;
    let caller = shop.caller();
    caller.hold(&event, &[11]).await;
    let answer = Answer::of(caller.get(&format!("/api/v1/events/{}/seats", event.id))).await;
    assert_eq!(answer.is_ok().header("cache-control"), "no-store");
    assert_eq!(members(&answer.body), ["areas", "epoch", "seats", "version"]);
    assert_eq!(answer.body["seats"].as_array().map(Vec::len), Some(100));
    let expected = json!({"seat": 11, "section": "Stalls", "row": "2", "number": "2", "price_level": event.levels[0], "status": "held"});
    assert_eq!(answer.body["seats"][11], expected);
    assert_eq!(answer.body["areas"], json!([{"area": "floor", "name": "Floor", "price_level": event.levels[1], "available": 50}]));
}

#[tokio::test]
async fn an_unknown_event_has_no_seats() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.get("/api/v1/events/77/seats")).await.is_problem(404, "not_found");
    Answer::of(caller.get("/api/v1/events/x/seats")).await.is_problem(404, "not_found");
}
