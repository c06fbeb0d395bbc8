//! Both versions of HTTP, told apart by how a connection begins.

use tokio::io::AsyncReadExt;

use super::Raw;
use crate::shop::Shop;

/// Sends the pieces one after the other, and reads what begins the answer.
async fn answered(pieces: &[&[u8]]) -> [u8; 9] {
    let mut connection = Raw::to(&Shop::open().await).await;
    for piece in pieces {
        connection.send(piece).await;
    }
    let mut begins = [0; 9];
    connection.0.read_exact(&mut begins).await.expect("the server answers");
    begins
}

#[tokio::test]
async fn http_1_is_answered_by_http_1() {
    assert_eq!(&answered(&[b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"]).await, b"HTTP/1.1 ");
}

#[tokio::test]
async fn a_request_may_begin_as_http_2_does_and_come_in_pieces() {
    assert_eq!(&answered(&[b"P", b"OST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n"]).await, b"HTTP/1.1 ");
}

#[tokio::test]
async fn who_begins_with_http_2_is_answered_by_it() {
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    let begins = answered(&[b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &settings]).await;
    assert_eq!(begins[3], 4, "a frame of settings");
}
