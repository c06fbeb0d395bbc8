//! Someone on a line so bad that it carries one byte a second.

use std::{io, net::SocketAddr, time::Duration};

use domain::EventId;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpSocket,
};
use tokio_util::sync::CancellationToken;

/// As little as the system lets a connection buffer on our side.
const RECEIVE_BUFFER: u32 = 1;

/// Opens a live stream and reads it a byte a second until told to stop; how many bytes.
///
/// # Errors
/// When the server hangs up.
pub async fn read(address: SocketAddr, event: EventId, stop: CancellationToken) -> io::Result<u64> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
    let mut stream = socket.connect(address).await?;
    stream.write_all(format!("GET /api/v1/events/{event}/seats/live HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes()).await?;
    let (mut byte, mut bytes) = ([0], 0);
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = seconds.tick() => {}
            () = stop.cancelled() => return Ok(bytes),
        }
        tokio::select! {
            read = stream.read_exact(&mut byte) => bytes += read? as u64,
            () = stop.cancelled() => return Ok(bytes),
        }
    }
}
