//! `/api/v1/venues`

use serde_json::json;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn venues_are_listed_with_their_details_and_events() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let list = Answer::of(caller.get("/api/v1/venues")).await;
    assert_eq!(list.is_ok().body["venues"][0]["id"], json!(event.venue));
    assert_eq!(list.body["venues"][0]["upcoming_events"], 1);
    for key in [event.venue.to_string(), "town-hall".to_owned()] {
        let venue = Answer::of(caller.get(&format!("/api/v1/venues/{key}"))).await;
        assert_eq!(venue.is_ok().body["venue"]["name"], "Town Hall");
        let events = Answer::of(caller.get(&format!("/api/v1/venues/{key}/events"))).await;
        assert_eq!(events.is_ok().body["events"][0]["id"], json!(event.id));
    }
    Answer::of(caller.get("/api/v1/venues/77"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.get("/api/v1/venues/77/events"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.get("/api/v1/venues/town-hall/events?limit=0"))
        .await
        .is_problem(422, "invalid_request")
        .names("limit");
}
