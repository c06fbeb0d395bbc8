//! The limits of connections. They are short in these tests.

mod crowds;
mod heads;
mod quiet;
mod readers;
mod versions;

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::shop::Shop;

/// The longest wait: longer than anything here takes, and short enough for a failing test.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection without an HTTP client.
struct RawConnection(TcpStream);

impl RawConnection {
    async fn to(shop: &Shop) -> Self {
        Self::from("127.0.0.1", shop).await
    }

    /// A connection from another of this machine's addresses.
    async fn from(address: &str, shop: &Shop) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket
            .bind(SocketAddr::new(address.parse().expect("an address"), 0))
            .expect("an address of this machine");
        let stream = socket.connect(shop.address()).await.expect("a connection");
        stream
            .set_nodelay(true)
            .expect("no waiting for more to send");
        Self(stream)
    }

    /// Sends bytes. If the connection is closed, a later read shows it.
    async fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes).await;
    }

    async fn get(&mut self, path: &str) {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: shop\r\n\r\n").as_bytes())
            .await;
    }

    /// The head of the next answer, or the part that came before the connection was closed.
    async fn head(&mut self) -> String {
        let mut head = Vec::new();
        timeout(PATIENCE, async {
            while !head.ends_with(b"\r\n\r\n") {
                match self.0.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
        })
        .await
        .expect("an answer or the end");
        String::from_utf8(head).expect("a head is text")
    }

    /// The status of the next answer. None if the connection was closed.
    async fn status(&mut self) -> Option<u16> {
        self.head()
            .await
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
    }

    /// Reads until the server closes the connection. Returns the number of bytes.
    async fn until_closed(&mut self) -> usize {
        let (mut read, mut buffer) = (0, vec![0; 64 * 1024]);
        timeout(PATIENCE, async {
            while let Ok(more) = self.0.read(&mut buffer).await {
                if more == 0 {
                    break;
                }
                read += more;
            }
        })
        .await
        .expect("the server closes the connection");
        read
    }
}
