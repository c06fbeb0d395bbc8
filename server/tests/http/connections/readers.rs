//! Callers who do not read their answers.

use std::time::Duration;

use h2::client::{Builder, SendRequest};
use http::Request;
use server::{config::Config, serve::Limits};
use testing::Hall;
use tokio::{net::TcpSocket, time::timeout};

use super::{PATIENCE, RawConnection};
use crate::shop::{Answer, Shop};

const WRITING: Duration = Duration::from_millis(300);

/// A shop with a hall whose list of seats is larger than the buffers between two programs, and the
/// address of the list.
async fn shop() -> (Shop, String) {
    let shop = Shop::open_limited(
        Config::default(),
        Limits {
            writing: WRITING,
            ..Limits::default()
        },
    )
    .await;
    let event = Hall {
        rows: 100,
        seats: 100,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    (shop, format!("/api/v1/events/{}/seats", event.id))
}

/// The number of connections and streams that were closed because of slow readers.
async fn closed(shop: &Shop) -> u64 {
    let metrics = Answer::of(shop.caller().get("/metrics")).await.text;
    let line = metrics.lines().find(|line| {
        line.starts_with(r#"frontrow_connections_refused_total{reason="slow_reader"}"#)
    });
    line.and_then(|line| line.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .expect("a counter")
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_dropped_with_its_connection() {
    let (shop, path) = shop().await;
    let whole = Answer::of(shop.caller().get(&path)).await.text.len();
    let before = closed(&shop).await;
    let socket = TcpSocket::new_v4().expect("a socket");
    socket
        .set_recv_buffer_size(8 * 1024)
        .expect("a small buffer");
    let mut connection = RawConnection(socket.connect(shop.address()).await.expect("a connection"));
    connection.get(&path).await;
    timeout(PATIENCE, async { while closed(&shop).await == before {} })
        .await
        .expect("the connection is given up");
    assert!(connection.until_closed().await < whole);
}

async fn http_2(
    shop: &Shop,
    window: u32,
) -> (SendRequest<bytes::Bytes>, tokio::task::JoinHandle<()>) {
    let RawConnection(stream) = RawConnection::to(shop).await;
    let (client, connection) = Builder::new()
        .initial_window_size(window)
        .initial_connection_window_size(1 << 24)
        .handshake(stream)
        .await
        .expect("HTTP/2");
    let connection = tokio::spawn(async move {
        let _ = connection.await;
    });
    (client, connection)
}

async fn ask(client: &SendRequest<bytes::Bytes>, path: &str) -> h2::RecvStream {
    let request = Request::get(format!("http://shop{path}"))
        .body(())
        .expect("a request");
    let (answer, _) = client
        .clone()
        .ready()
        .await
        .expect("a stream")
        .send_request(request, true)
        .expect("a request");
    let answer = answer.await.expect("an answer");
    assert_eq!(answer.status(), 200);
    answer.into_body()
}

#[tokio::test]
async fn a_stream_without_a_window_is_reset_without_affecting_others() {
    let (shop, path) = shop().await;
    let (client, _connection) = http_2(&shop, 0).await;
    let mut unread = ask(&client, &path).await;
    let fault = timeout(PATIENCE, unread.data())
        .await
        .expect("a reset")
        .expect("a reset")
        .expect_err("nothing could be sent");
    assert!(fault.is_reset(), "{fault}");
    drop(ask(&client, "/healthz").await);
}

#[tokio::test]
async fn an_answer_whose_end_nobody_reads_is_dropped_with_its_connection() {
    let (shop, path) = shop().await;
    let whole = Answer::of(shop.caller().get(&path)).await.text.len();
    let (client, connection) =
        http_2(&shop, u32::try_from(whole).expect("a small answer") - 1).await;
    let unread = ask(&client, &path).await;
    timeout(PATIENCE, connection)
        .await
        .expect("the server closes the connection")
        .expect("no panic");
    drop(unread);
}

#[tokio::test]
async fn a_slow_reader_with_progress_gets_the_whole_answer() {
    let (shop, path) = shop().await;
    let whole = Answer::of(shop.caller().get(&path)).await.text.len();
    let (client, _connection) = http_2(&shop, 64 * 1024).await;
    let mut answer = ask(&client, &path).await;
    let (mut read, mut pauses) = (0, tokio::time::interval(WRITING / 3));
    while let Some(piece) = answer.data().await {
        let piece = piece.expect("the stream goes on");
        read += piece.len();
        answer
            .flow_control()
            .release_capacity(piece.len())
            .expect("a window");
        if read < 12 * 16 * 1024 {
            pauses.tick().await;
        }
    }
    assert_eq!(read, whole);
}
