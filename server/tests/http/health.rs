//! `/healthz`, `/readyz`, `/metrics`

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn the_server_says_that_it_is_alive_and_ready() {
    let caller = Shop::open().await.caller();
    assert_eq!(Answer::of(caller.get("/healthz")).await.text, "ok\n");
    let ready = Answer::of(caller.get("/readyz")).await;
    assert_eq!(ready.is_ok().body["ready"], true, "{}", ready.text);
    assert!(ready.body["dependencies"].as_object().is_some_and(|all| !all.is_empty()));
}

#[tokio::test]
async fn the_metrics_have_their_names() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    caller.hold(&event, &[1]).await;
    Answer::of(caller.get("/api/v1/events")).await;
    let metrics = Answer::of(caller.get("/metrics")).await;
    let names = [
        "frontrow_holds_total",
        "frontrow_hold_conflicts_total",
        "frontrow_confirms_total",
        "frontrow_expiries_total",
        "frontrow_halls_loaded_total",
        "frontrow_watchers",
        "frontrow_http_requests_total",
        "frontrow_http_request_duration_seconds",
    ];
    for name in names {
        assert!(metrics.text.contains(&format!("# TYPE {name} ")), "{name}:\n{}", metrics.text);
    }
    assert!(metrics.text.contains(r#"route="/api/v1/events/{event}/bookings""#), "{}", metrics.text);
}
