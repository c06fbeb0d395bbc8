//! A reader with a connection so slow that it carries one byte a second.

use std::{io, net::SocketAddr, ops::ControlFlow, time::Duration};

use domain::EventId;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpSocket,
};
use tokio_util::sync::CancellationToken;

/// The smallest receive buffer that the system allows.
const RECEIVE_BUFFER: u32 = 1;

/// Opens a live stream and reads one byte a second until it is stopped. Returns the number of
/// bytes. The server sometimes closes such a stream, and the reader reconnects like a browser.
pub async fn read(address: SocketAddr, event: EventId, stop: CancellationToken) -> u64 {
    let mut bytes = 0;
    while let Ok(ControlFlow::Continue(())) | Err(_) =
        read_one(address, event, &stop, &mut bytes).await
    {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            () = stop.cancelled() => break,
        }
    }
    bytes
}

/// Reads one stream until it ends, or until it is stopped.
async fn read_one(
    address: SocketAddr,
    event: EventId,
    stop: &CancellationToken,
    bytes: &mut u64,
) -> io::Result<ControlFlow<()>> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
    let mut stream = socket.connect(address).await?;
    stream
        .write_all(
            format!("GET /api/v1/events/{event}/seats/live HTTP/1.1\r\nhost: {address}\r\n\r\n")
                .as_bytes(),
        )
        .await?;
    let mut byte = [0];
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = seconds.tick() => {}
            () = stop.cancelled() => return Ok(ControlFlow::Break(())),
        }
        tokio::select! {
            read = stream.read(&mut byte) => match read? {
                0 => return Ok(ControlFlow::Continue(())),
                read => *bytes += read as u64,
            },
            () = stop.cancelled() => return Ok(ControlFlow::Break(())),
        }
    }
}
