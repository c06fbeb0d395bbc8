//! Both versions of HTTP, detected by the first bytes of a connection.

use tokio::io::AsyncReadExt;

use super::RawConnection;
use crate::shop::Shop;

/// Sends the pieces one after the other, and reads the first bytes of the answer.
async fn answered(pieces: &[&[u8]]) -> [u8; 9] {
    let mut connection = RawConnection::to(&Shop::open().await).await;
    for piece in pieces {
        connection.send(piece).await;
    }
    let mut begins = [0; 9];
    connection
        .0
        .read_exact(&mut begins)
        .await
        .expect("the server answers");
    begins
}

#[tokio::test]
async fn http_1_is_answered_with_http_1() {
    assert_eq!(
        &answered(&[b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"]).await,
        b"HTTP/1.1 "
    );
}

#[tokio::test]
async fn an_http_1_request_may_begin_like_http_2_and_come_in_pieces() {
    assert_eq!(
        &answered(&[
            b"P",
            b"OST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n"
        ])
        .await,
        b"HTTP/1.1 "
    );
}

#[tokio::test]
async fn http_2_is_answered_with_http_2() {
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    let begins = answered(&[b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &settings]).await;
    assert_eq!(begins[3], 4, "a frame of settings");
}
