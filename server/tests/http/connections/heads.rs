//! Request heads: their size, and their required content.

use http::Request;
use tokio::io::AsyncWriteExt;

use super::RawConnection;
use crate::shop::Shop;

/// A health check with a head of about this many bytes.
fn head_of(bytes: usize) -> String {
    format!(
        "GET /healthz HTTP/1.1\r\nhost: shop\r\nx-long: {}\r\n\r\n",
        "a".repeat(bytes)
    )
}

#[tokio::test]
async fn a_head_can_have_64_kilobytes_and_an_endless_one_is_refused() {
    let shop = Shop::open().await;
    let mut connection = RawConnection::to(&shop).await;
    connection.send(head_of(60_000).as_bytes()).await;
    assert_eq!(connection.status().await, Some(200));
    let mut connection = RawConnection::to(&shop).await;
    connection.send(head_of(120_000).as_bytes()).await;
    assert_eq!(connection.status().await, Some(431));
}

#[tokio::test]
async fn an_http_2_head_has_at_most_64_kilobytes() {
    let shop = Shop::open().await;
    let RawConnection(stream) = RawConnection::to(&shop).await;
    let (client, connection) = h2::client::handshake(stream).await.expect("HTTP/2");
    tokio::spawn(connection);
    for (bytes, status) in [(60_000, 200), (70_000, 431)] {
        let request = Request::get("http://shop/healthz")
            .header("x-long", "a".repeat(bytes))
            .body(())
            .expect("a request");
        let (answer, _) = client
            .clone()
            .ready()
            .await
            .expect("a stream")
            .send_request(request, true)
            .expect("a request");
        assert_eq!(answer.await.expect("an answer").status(), status);
    }
}

/// Programs send everything before they read, and would not see an answer on a connection that was
/// closed in the meantime.
#[tokio::test]
async fn a_sender_of_too_much_can_read_the_refusal() {
    let shop = Shop::open().await;
    let mut connection = RawConnection::to(&shop).await;
    connection.send(b"POST /api/v1/events/1/bookings HTTP/1.1\r\nhost: shop\r\ncontent-length: 900000\r\n\r\n").await;
    for _ in 0..90 {
        connection
            .0
            .write_all(&[b' '; 10_000])
            .await
            .expect("the server takes what it refuses");
    }
    assert_eq!(connection.status().await, Some(413));
}

#[tokio::test]
async fn a_request_names_one_host_and_a_path() {
    let shop = Shop::open().await;
    for (head, status) in [
        ("GET foo HTTP/1.1\r\nhost: shop\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nhost: shop\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\r\n", 400),
        (
            "GET /healthz HTTP/1.1\r\nhost: shop\r\nhost: shop\r\n\r\n",
            400,
        ),
        ("GET /healthz HTTP/1.1\r\nhost: shop/evil\r\n\r\n", 400),
        ("GET /healthz HTTP/1.0\r\n\r\n", 200),
        (
            "GET http://shop/healthz HTTP/1.1\r\nhost: shop\r\n\r\n",
            200,
        ),
        ("GET /healthz HTTP/1.1\r\nhost: shop\r\n\r\n", 200),
    ] {
        let mut connection = RawConnection::to(&shop).await;
        connection.send(head.as_bytes()).await;
        assert_eq!(connection.status().await, Some(status), "{head}");
    }
}

#[tokio::test]
async fn a_path_with_a_nul_is_not_found() {
    let shop = Shop::open().await;
    for (path, status) in [
        ("/posters/%00.svg", 404),
        ("/posters/a%00b.png", 404),
        ("/events/%00", 404),
        ("/api/v1/events/%00", 404),
        ("/api/v1/events?q=%00", 200),
        ("/?q=a%00", 200),
    ] {
        let mut connection = RawConnection::to(&shop).await;
        connection.get(path).await;
        assert_eq!(connection.status().await, Some(status), "{path}");
    }
}
