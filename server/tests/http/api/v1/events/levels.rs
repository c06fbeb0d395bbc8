//! `GET /api/v1/events/{id}/levels`

use serde_json::json;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn levels_are_ranges_of_seats() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = Answer::of(shop.caller().get(&format!("/api/v1/events/{}/levels", event.id))).await;
    assert_eq!(answer.is_ok().body, json!({"levels": [[0, 49, event.levels[0]], [50, 99, event.levels[1]]]}));
    assert!(!answer.header("etag").is_empty());
    Answer::of(shop.caller().get("/api/v1/events/77/levels")).await.is_problem(404, "not_found");
}
