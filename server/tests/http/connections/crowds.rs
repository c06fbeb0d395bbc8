//! More connections than the limits allow.

use reqwest::StatusCode;
use server::{config::Config, serve::Limits};

use super::RawConnection;
use crate::shop::{Answer, Shop};

#[tokio::test]
async fn a_peer_has_a_limit_of_connections_that_does_not_affect_others_or_health_checks() {
    let limits = Limits {
        per_peer: 3,
        limit_loopback: true,
        ..Limits::default()
    };
    let shop = Shop::open_limited(
        Config {
            limit_loopback: true,
            ..Config::default()
        },
        limits,
    )
    .await;
    let mut silent = Vec::new();
    for _ in 0..3 {
        let mut connection = RawConnection::to(&shop).await;
        connection.get("/healthz").await;
        assert_eq!(connection.status().await, Some(200));
        silent.push(connection);
    }
    // Further connections of this peer are closed at once.
    for _ in 0..20 {
        assert_eq!(RawConnection::to(&shop).await.until_closed().await, 0);
    }
    for path in ["/healthz", "/readyz", "/"] {
        let mut other = RawConnection::from("127.0.0.2", &shop).await;
        other.get(path).await;
        assert_eq!(other.status().await, Some(200), "{path}");
    }
    // A connection that ends makes room.
    silent.pop();
    loop {
        let mut connection = RawConnection::to(&shop).await;
        connection.get("/healthz").await;
        if connection.status().await == Some(200) {
            break;
        }
    }
}

#[tokio::test]
async fn a_trusted_proxy_has_no_limit_of_connections() {
    let limits = Limits {
        per_peer: 1,
        limit_loopback: true,
        behind_proxy: true,
        ..Limits::default()
    };
    let shop = Shop::open_limited(Config::default(), limits).await;
    let mut connections = Vec::new();
    for _ in 0..10 {
        let mut connection = RawConnection::to(&shop).await;
        connection.get("/healthz").await;
        assert_eq!(connection.status().await, Some(200));
        connections.push(connection);
    }
}

#[tokio::test]
async fn a_full_server_answers_health_checks_and_asks_others_to_come_back() {
    let shop = Shop::open_limited(
        Config::default(),
        Limits {
            connections: 2,
            reserve: 5,
            ..Limits::default()
        },
    )
    .await;
    let mut silent = [
        RawConnection::to(&shop).await,
        RawConnection::to(&shop).await,
    ];
    // Some silent connections wait in the reserve too, but not for long.
    let _reserve = [
        RawConnection::to(&shop).await,
        RawConnection::to(&shop).await,
        RawConnection::to(&shop).await,
        RawConnection::to(&shop).await,
        RawConnection::to(&shop).await,
    ];
    let caller = shop.caller();
    Answer::of(caller.get("/healthz")).await.is_ok();
    let ready = Answer::of(caller.get("/readyz")).await;
    assert_eq!(ready.is_ok().body["ready"], true);
    for path in ["/", "/api/v1/events"] {
        let refused = Answer::of(caller.get(path)).await;
        refused.is_problem(503, "busy");
        assert_eq!(refused.header("retry-after"), "5");
        assert_eq!(refused.header("connection"), "close");
    }
    let person = Answer::of(caller.get("/").header("accept", "text/html")).await;
    assert!(
        person.text.starts_with("<!DOCTYPE html>"),
        "{}",
        person.text
    );
    // The first connections get answers, and make room when they close.
    for connection in &mut silent {
        connection.get("/healthz").await;
        assert_eq!(connection.status().await, Some(200));
    }
    drop(silent);
    while Answer::of(caller.get("/api/v1/events")).await.status != StatusCode::OK {}
}

#[tokio::test]
async fn live_streams_leave_a_fifth_of_the_connections_to_others() {
    let shop = Shop::open_with(Config {
        max_connections: Some(5),
        ..Config::default()
    })
    .await;
    let event = shop.event().await;
    let (caller, path) = (
        shop.caller(),
        format!("/api/v1/events/{}/seats/live", event.id),
    );
    let mut streams = Vec::new();
    for _ in 0..4 {
        let stream = caller.get(&path).send().await.expect("a stream");
        assert_eq!(stream.status(), 200);
        streams.push(stream);
    }
    let refused = Answer::of(caller.get(&path)).await;
    refused.is_problem(503, "busy");
    assert_eq!(refused.header("retry-after"), "5");
    Answer::of(caller.get("/")).await.is_ok();
    streams.pop();
    while caller.get(&path).send().await.expect("an answer").status() != StatusCode::OK {}
}
