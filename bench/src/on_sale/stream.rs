//! A fan's live stream. It opens with the page, reads the snapshot, and stays open until the fan
//! leaves. Later frames make work only for the server: a fan's browser would draw them, but this
//! program ignores them.

use std::net::{Ipv4Addr, SocketAddr};

use domain::live::{SeatMap, Snapshot};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::load::{ConnectionError, connect};

/// The largest snapshot of a hall, in bytes.
const LARGEST: usize = 1024 * 1024;

/// An open stream.
#[derive(Debug)]
pub struct LiveStream {
    /// Closes when it is dropped.
    _stream: TcpStream,
    /// The statuses of the seats when it opened.
    pub map: SeatMap,
}

impl LiveStream {
    /// Opens a stream, and waits for its snapshot.
    pub async fn open(
        server: SocketAddr,
        source: Ipv4Addr,
        event: i32,
    ) -> Result<Self, ConnectionError> {
        let mut stream = connect(server, Some(source)).await?;
        let request = format!(
            "GET /api/v1/events/{event}/seats/live HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut text = Vec::with_capacity(2_048);
        loop {
            if let Some(map) = snapshot(&text)? {
                return Ok(Self {
                    _stream: stream,
                    map,
                });
            }
            if text.len() > LARGEST {
                return Err(ConnectionError::Malformed("no snapshot"));
            }
            if stream.read_buf(&mut text).await? == 0 {
                return Err(ConnectionError::Closed);
            }
        }
    }
}

/// The map of the first message, if it has arrived.
fn snapshot(text: &[u8]) -> Result<Option<SeatMap>, ConnectionError> {
    let Some(head) = memchr::memmem::find(text, b"\r\n\r\n") else {
        return Ok(None);
    };
    if !text.starts_with(b"HTTP/1.1 200") {
        return Err(ConnectionError::Malformed("the live stream was refused"));
    }
    let body = &text[head + 4..];
    let Some(end) = memchr::memmem::find(body, b"\n\n") else {
        return Ok(None);
    };
    let data = memchr::memmem::find(&body[..end], b"data: ")
        .ok_or(ConnectionError::Malformed("a message without data"))?
        + 6;
    let line = memchr::memchr(b'\n', &body[data..end]).map_or(end, |at| data + at);
    let snapshot: Snapshot = serde_json::from_slice(&body[data..line])
        .map_err(|_| ConnectionError::Malformed("the first message is no snapshot"))?;
    SeatMap::from_snapshot(&snapshot)
        .map(Some)
        .ok_or(ConnectionError::Malformed("a snapshot of another length"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_message_gives_the_map() {
        let stream = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4f\r\nid: 17-3\nevent: snapshot\n\
            data: {\"epoch\":17,\"version\":3,\"count\":4,\"status\":\"AQ==\"}\n\n\r\n";
        for end in 0..stream.len() {
            let read = snapshot(&stream[..end]).expect("nothing wrong with a part");
            assert_eq!(read.is_some(), end >= stream.len() - 2);
        }
        let map = snapshot(stream).expect("a stream").expect("is whole");
        assert_eq!(
            (map.position().version, map.statuses().availability().held),
            (3, 1)
        );
    }

    #[test]
    fn a_refusal_gives_no_map() {
        assert!(snapshot(b"HTTP/1.1 429 Too Many Requests\r\n\r\n{}").is_err());
    }
}
