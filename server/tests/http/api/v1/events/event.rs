//! `GET /api/v1/events/{id or slug}`

use serde_json::json;

use crate::shop::{Answer, Shop, members};

#[tokio::test]
async fn an_event_has_the_members_of_the_contract_by_number_and_by_slug() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let answer = Answer::of(caller.get(&format!("/api/v1/events/{}", event.id))).await;
    answer.is_ok();
    assert_eq!(
        members(&answer.body),
        [
            "availability",
            "event",
            "other_dates",
            "price_levels",
            "venue"
        ]
    );
    for member in [
        "description",
        "duration_minutes",
        "facilities",
        "sale_status",
        "on_sale_at",
        "hold_seconds",
        "max_seats",
        "buyer_limit",
        "avoid_single_seats",
    ] {
        assert!(!answer.body["event"][member].is_null(), "{member}");
    }
    assert_eq!(
        answer.body["venue"]["seating_plan_url"],
        json!(format!("/api/v1/seating-plans/{}", event.plan_hash))
    );
    assert_eq!(answer.body["venue"]["capacity"], 100);
    assert_eq!(
        members(&answer.body["price_levels"][0]),
        ["color", "id", "name", "price"]
    );
    assert_eq!(
        answer.body["availability"],
        json!({"available": 100, "held": 0, "sold": 0, "blocked": 0})
    );
    let by_slug = Answer::of(caller.get(&format!("/api/v1/events/{}", event.slug))).await;
    assert_eq!(by_slug.body, answer.body);
}

#[tokio::test]
async fn the_etag_of_an_event_changes_when_a_seat_is_taken() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let path = format!("/api/v1/events/{}", event.id);
    let first = Answer::of(caller.get(&path)).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'), "a strong ETag: {tag}");
    assert_eq!(
        Answer::of(caller.get(&path).header("if-none-match", &tag))
            .await
            .status,
        304
    );
    caller.hold(&event, &[0]).await;
    let later = Answer::of(caller.get(&path).header("if-none-match", &tag)).await;
    assert_eq!(later.status, 200);
    assert_eq!(later.body["availability"]["held"], 1);
}

#[tokio::test]
async fn an_unknown_event_is_not_found() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.get("/api/v1/events/77"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.get("/api/v1/events/no-such-evening"))
        .await
        .is_problem(404, "not_found");
}
