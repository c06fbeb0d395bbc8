//! WebSockets of fans near the front, which stay open without reading.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, ensure};

use super::fans::{FanInLine, path};
use crate::watch::connect_from;

/// The number of WebSockets with the same source address. Each needs a port, and an address has
/// about 28,000 of them.
const PER_SOURCE: usize = 5_000;

/// How long a server may take to accept a WebSocket.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest head of an answer, in bytes.
const HEAD: usize = 8 * 1024;

/// Opens this number of WebSockets, for these fans in turn. They stay open until they are dropped,
/// and nothing reads them.
///
/// # Errors
/// If the server refuses one.
pub async fn open_sockets(
    server: SocketAddr,
    event: i32,
    fans: &[FanInLine],
    count: usize,
) -> anyhow::Result<Vec<TcpStream>> {
    let fans = fans.to_vec();
    let opened = tokio::task::spawn_blocking(move || -> anyhow::Result<Vec<TcpStream>> {
        let turns = fans.iter().cycle().take(count).enumerate();
        turns
            .map(|(number, fan)| {
                open(server, event, fan, number).with_context(|| format!("socket {number}"))
            })
            .collect()
    });
    opened.await.context("the sockets' thread panicked")?
}

/// The number of these that the server has not closed.
pub fn still_open(sockets: &[TcpStream]) -> usize {
    sockets.iter().filter(|socket| is_open(socket)).count()
}

fn is_open(mut socket: &TcpStream) -> bool {
    if socket.set_nonblocking(true).is_err() {
        return false;
    }
    let mut piece = [0; 4_096];
    loop {
        match socket.read(&mut piece) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(error) => return error.kind() == ErrorKind::WouldBlock,
        }
    }
}

fn open(
    server: SocketAddr,
    event: i32,
    fan: &FanInLine,
    number: usize,
) -> anyhow::Result<TcpStream> {
    let mut stream = connect_from(
        server,
        Ipv4Addr::new(127, 0, 3, (1 + number / PER_SOURCE) as u8),
    )?;
    stream.set_read_timeout(Some(PATIENCE))?;
    // Any sixteen bytes are a valid key.
    let request = format!(
        "GET {}/live HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n",
        path(event),
        fan.who
    );
    stream.write_all(request.as_bytes())?;
    let (mut answer, mut piece) = (Vec::new(), [0; 1_024]);
    while memchr::memmem::find(&answer, b"\r\n\r\n").is_none() {
        let read = stream.read(&mut piece)?;
        ensure!(
            read > 0 && answer.len() < HEAD,
            "the server ended its answer early"
        );
        answer.extend_from_slice(&piece[..read]);
    }
    let first = String::from_utf8_lossy(&answer)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    ensure!(
        first.starts_with("HTTP/1.1 101"),
        "the server answers `{first}`"
    );
    Ok(stream)
}
