//! A live stream on the wire: its request, and its messages without the transfer encoding.

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, bail};
use socket2::{Domain, Protocol, Socket, Type};

/// The timeout for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects from an address of this machine.
///
/// # Errors
/// The system's error.
pub fn connect_from(server: SocketAddr, source: Ipv4Addr) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    socket.bind(&SocketAddr::new(IpAddr::V4(source), 0).into())?;
    socket.connect_timeout(&server.into(), PATIENCE)?;
    Ok(TcpStream::from(socket))
}

/// Connects from an address of this machine, and requests an event's live stream. The answer is not
/// read.
///
/// # Errors
/// The system's error.
pub fn open_stream(server: SocketAddr, source: Ipv4Addr, event: i32) -> io::Result<TcpStream> {
    let mut stream = connect_from(server, source)?;
    let request = format!(
        "GET /api/v1/events/{event}/seats/live HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes())?;
    Ok(stream)
}

/// The messages in the raw bytes of an answer, each with its empty line. An incomplete one at the
/// end is left out.
///
/// # Errors
/// If the answer is not chunked.
pub fn messages(raw: &[u8]) -> anyhow::Result<Vec<String>> {
    let body =
        memchr::memmem::find(raw, b"\r\n\r\n").context("an answer without an end of its head")? + 4;
    if memchr::memmem::find(
        &raw[..body].to_ascii_lowercase(),
        b"transfer-encoding: chunked",
    )
    .is_none()
    {
        bail!("an answer that does not come in chunks");
    }
    let (mut rest, mut text) = (&raw[body..], Vec::new());
    while let Some(end) = memchr::memmem::find(rest, b"\r\n") {
        let size = std::str::from_utf8(&rest[..end])
            .ok()
            .and_then(|size| usize::from_str_radix(size, 16).ok());
        let size = size.context("a chunk without a size")?;
        let Some(chunk) = rest.get(end + 2..end + 2 + size) else {
            break;
        };
        text.extend_from_slice(chunk);
        rest = rest.get(end + 2 + size + 2..).unwrap_or_default();
    }
    let text = String::from_utf8(text).context("a stream that is no text")?;
    let whole = text.rfind("\n\n").map_or("", |end| &text[..end + 2]);
    Ok(whole.split_inclusive("\n\n").map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_extracted_from_chunks() {
        let raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nid: 1-2\nab\n\r\n1\r\n\n\r\n9\r\nid: 1-3\n\n\r\n9\r\nid: 1";
        assert_eq!(
            messages(raw).expect("chunks"),
            ["id: 1-2\nab\n\n", "id: 1-3\n\n"]
        );
    }
}
