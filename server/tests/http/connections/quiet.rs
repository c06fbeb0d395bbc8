//! Connections without an open request.

use std::time::{Duration, Instant};

use h2::client::SendRequest;
use http::Request;
use server::{config::Config, serve::Limits};
use tokio::time::timeout;

use super::{PATIENCE, RawConnection};
use crate::shop::Shop;

const QUIET: Duration = Duration::from_millis(300);

async fn shop() -> Shop {
    Shop::open_limited(
        Config::default(),
        Limits {
            quiet: QUIET,
            ..Limits::default()
        },
    )
    .await
}

#[tokio::test]
async fn a_connection_without_a_complete_request_is_closed() {
    let shop = shop().await;
    for begin in [
        "",
        "P",
        "PRI ",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.1\r\nhost:",
    ] {
        let mut connection = RawConnection::to(&shop).await;
        connection.send(begin.as_bytes()).await;
        connection.until_closed().await;
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_answer() {
    let shop = shop().await;
    let mut connection = RawConnection::to(&shop).await;
    connection.get("/healthz").await;
    assert_eq!(connection.status().await, Some(200));
    connection.until_closed().await;
}

/// An HTTP/2 client, with its connection in a separate task that answers pings.
async fn http_2(shop: &Shop) -> (SendRequest<bytes::Bytes>, tokio::task::JoinHandle<()>) {
    let RawConnection(stream) = RawConnection::to(shop).await;
    let (client, mut connection) = h2::client::handshake(stream).await.expect("HTTP/2");
    let mut pings = connection.ping_pong().expect("pings");
    let task = tokio::spawn(async move {
        let pinging = async { while pings.ping(h2::Ping::opaque()).await.is_ok() {} };
        tokio::select! {
            _ = connection => {}
            () = pinging => {}
        }
    });
    (client, task)
}

#[tokio::test]
async fn an_http_2_connection_that_only_pings_is_closed() {
    let shop = shop().await;
    let (_client, connection) = http_2(&shop).await;
    timeout(PATIENCE, connection)
        .await
        .expect("the server closes the connection")
        .expect("no panic");
}

#[tokio::test]
async fn a_live_stream_is_an_open_request_in_both_versions() {
    let shop = shop().await;
    let event = shop.event().await;
    let path = format!("/api/v1/events/{}/seats/live", event.id);
    let (client, _connection) = http_2(&shop).await;
    let request = Request::get(format!("http://shop{path}"))
        .body(())
        .expect("a request");
    let (answer, _) = client
        .ready()
        .await
        .expect("a stream")
        .send_request(request, true)
        .expect("a request");
    let mut stream = answer.await.expect("an answer").into_body();
    let mut one = shop.caller().get(&path).send().await.expect("a stream");
    stream
        .data()
        .await
        .expect("a snapshot")
        .expect("a snapshot");
    one.chunk().await.expect("a snapshot").expect("a snapshot");
    // Another connection that is closed shows that more than the time limit has passed.
    let began = Instant::now();
    while began.elapsed() < 3 * QUIET {
        RawConnection::to(&shop).await.until_closed().await;
    }
    shop.caller().hold(&event, &[4]).await;
    assert!(one.chunk().await.expect("a frame").is_some());
    assert!(stream.data().await.expect("a frame").is_ok());
}
