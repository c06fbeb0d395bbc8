//! `GET /api/v1/events/{id}/seats/snapshot`

use domain::{
    SeatNo, SeatStatus,
    live::{SeatMap, Snapshot},
};

use crate::shop::{Answer, Shop, members};

#[tokio::test]
async fn a_caller_without_a_stream_can_poll_the_snapshot() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let path = format!("/api/v1/events/{}/seats/snapshot", event.id);
    let before = Answer::of(caller.get(&path)).await;
    assert_eq!(before.is_ok().header("cache-control"), "no-store");
    assert_eq!(
        members(&before.body),
        ["count", "epoch", "status", "version"]
    );

    caller.hold(&event, &[3]).await;
    let after = Answer::of(caller.get(&path)).await;
    let snapshot: Snapshot = serde_json::from_value(after.body).expect("a snapshot");
    let map = SeatMap::from_snapshot(&snapshot).expect("statuses");
    assert_eq!(
        (map.status(SeatNo(2)), map.status(SeatNo(3))),
        (SeatStatus::Available, SeatStatus::Held)
    );
    assert!(before.body["version"].as_i64() < Some(snapshot.version));
}

#[tokio::test]
async fn an_unknown_event_has_no_snapshot() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.get("/api/v1/events/77/seats/snapshot"))
        .await
        .is_problem(404, "not_found");
}
