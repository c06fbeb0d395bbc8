//! `/healthz`, `/readyz`, `/metrics`

use server::{config::Config, serve::Limits};
use tokio::net::TcpStream;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn the_server_says_that_it_is_alive_and_ready() {
    let caller = Shop::open().await.caller();
    assert_eq!(Answer::of(caller.get("/healthz")).await.text, "ok\n");
    let ready = Answer::of(caller.get("/readyz")).await;
    assert_eq!(ready.is_ok().body["ready"], true, "{}", ready.text);
    assert!(
        ready.body["dependencies"]
            .as_object()
            .is_some_and(|all| !all.is_empty())
    );
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
        "frontrow_connections",
        "frontrow_connections_refused_total",
        "frontrow_http_requests_total",
        "frontrow_http_request_duration_seconds",
    ];
    for name in names {
        assert!(
            metrics.text.contains(&format!("# TYPE {name} ")),
            "{name}:\n{}",
            metrics.text
        );
    }
    assert!(
        metrics
            .text
            .contains(r#"route="/api/v1/events/{event}/bookings""#),
        "{}",
        metrics.text
    );
}

#[tokio::test]
async fn callers_cannot_fill_the_operators_listener() {
    let config = Config {
        admin_listen: Some(([127, 0, 0, 1], 0).into()),
        ..Config::default()
    };
    let shop = Shop::open_limited(
        config,
        Limits {
            connections: 2,
            reserve: 1,
            ..Limits::default()
        },
    )
    .await;
    assert_eq!(Answer::of(shop.caller().get("/metrics")).await.status, 404);
    let mut silent = Vec::new();
    for _ in 0..10 {
        silent.push(
            TcpStream::connect(shop.address())
                .await
                .expect("a connection, or a place in the queue"),
        );
    }
    let operator = shop.operator().await;
    assert_eq!(Answer::of(operator.get("/healthz")).await.text, "ok\n");
    assert_eq!(
        Answer::of(operator.get("/readyz")).await.is_ok().body["ready"],
        true
    );
    assert!(
        Answer::of(operator.get("/metrics"))
            .await
            .is_ok()
            .text
            .contains("frontrow_connections ")
    );
    Answer::of(operator.get("/"))
        .await
        .is_problem(404, "not_found");
}
