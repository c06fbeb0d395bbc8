//! A TCP connection that detects its HTTP version, and whose writes have a deadline.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use http::Version;
use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::{
    ConnectionSlot,
    refused::{ConnectionRefusal, count},
};

/// The first bytes of HTTP/2 without negotiation: `PRI * HTTP/2.0`. No method of HTTP/1 begins like
/// this.
const HTTP_2: [u8; 4] = *b"PRI ";

/// The most unsent bytes in the system's buffer for a peer. Above it a socket accepts no more, and
/// half of it must be sent before it does again. Without this limit the system buffers megabytes
/// for each reader, and a slow reader makes no visible progress for minutes.
const UNSENT: u32 = 64 * 1024;

/// An accepted connection.
pub(super) struct Socket {
    stream: TcpStream,
    /// The bytes that were read to detect the HTTP version, and how many of them were not passed on
    /// yet.
    begun: [u8; HTTP_2.len()],
    ahead: usize,
    stall: Stall,
    /// The connection's slot, and the token for which the shutdown waits. They are released with
    /// the socket, which outlives the HTTP connection if it becomes a WebSocket.
    _held: Option<(ConnectionSlot, TaskTrackerToken)>,
}

impl Socket {
    /// `writing` is how long a write can wait for the peer.
    pub(super) fn new(stream: TcpStream, writing: Duration) -> Self {
        // Small frames for many watchers must not wait for more data.
        let _ = stream.set_nodelay(true);
        let options = SockRef::from(&stream);
        // A host that vanished acknowledges nothing, and small frames never fill its buffer.
        let _ = options.set_tcp_user_timeout(Some(writing * 2));
        let _ = options.set_tcp_notsent_lowat(UNSENT);
        Self {
            stream,
            begun: [0; HTTP_2.len()],
            ahead: 0,
            stall: Stall {
                limit: writing,
                timer: None,
                armed: false,
            },
            _held: None,
        }
    }

    /// The same socket, which keeps these until it is closed.
    pub(super) fn holding(self, held: (ConnectionSlot, TaskTrackerToken)) -> Self {
        Self {
            _held: Some(held),
            ..self
        }
    }

    /// The HTTP version of the connection. None if it ends before that is known.
    pub(super) async fn version(&mut self) -> Option<Version> {
        while HTTP_2.starts_with(&self.begun[..self.ahead]) {
            if self.ahead == HTTP_2.len() {
                return Some(Version::HTTP_2);
            }
            // `POST` begins with the same letter, and the caller decides how many bytes come at
            // once. The bytes are read and not peeked: peeked bytes keep the socket readable, so
            // nothing would signal the arrival of more.
            self.ahead += self
                .stream
                .read(&mut self.begun[self.ahead..])
                .await
                .ok()
                .filter(|read| *read > 0)?;
        }
        Some(Version::HTTP_11)
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.ahead == 0 {
            return Pin::new(&mut this.stream).poll_read(context, buffer);
        }
        let fits = this.ahead.min(buffer.remaining());
        buffer.put_slice(&this.begun[..fits]);
        this.begun.copy_within(fits.., 0);
        this.ahead -= fits;
        if this.ahead > 0 {
            return Poll::Ready(Ok(()));
        }
        // The rest of the head is usually there; if not, these bytes are returned alone.
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(())) | Poll::Pending => Poll::Ready(Ok(())),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.stall.after(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.stall.after(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Ends a write that waits too long for the peer.
struct Stall {
    limit: Duration,
    /// Created when a write first has to wait, which never happens on most connections.
    timer: Option<Pin<Box<Sleep>>>,
    armed: bool,
}

impl Stall {
    fn after(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.armed = false;
            return written;
        }
        let timer = match &mut self.timer {
            Some(timer) => {
                if !self.armed {
                    timer.as_mut().reset(Instant::now() + self.limit);
                }
                timer
            }
            None => self
                .timer
                .insert(Box::pin(sleep_until(Instant::now() + self.limit))),
        };
        self.armed = true;
        ready!(timer.as_mut().poll(context));
        count(ConnectionRefusal::SlowReader);
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
    };

    use futures::task::{ArcWake, waker};
    use tokio::{io::AsyncWriteExt, net::TcpListener};

    use super::*;

    /// Counts its wake-ups.
    struct WakeCount(AtomicUsize);

    impl ArcWake for WakeCount {
        fn wake_by_ref(this: &Arc<Self>) {
            this.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    async fn pair() -> (TcpStream, Socket) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let caller = TcpStream::connect(listener.local_addr().expect("an address"))
            .await
            .expect("a connection");
        caller
            .set_nodelay(true)
            .expect("no waiting for more to send");
        let (stream, _) = listener.accept().await.expect("a connection");
        (caller, Socket::new(stream, Duration::from_secs(30)))
    }

    #[tokio::test]
    async fn a_caller_that_sent_one_letter_uses_no_time_until_it_sends_more() {
        let (mut caller, mut socket) = pair().await;
        caller.write_all(b"P").await.expect("the server listens");
        // Waits until the letter is there; peeking leaves it in the socket.
        socket.stream.peek(&mut [0]).await.expect("the letter");
        let woken = Arc::new(WakeCount(AtomicUsize::new(0)));
        {
            let mut version = pin!(socket.version());
            let waker = waker(Arc::clone(&woken));
            let mut context = Context::from_waker(&waker);
            while version.as_mut().poll(&mut context).is_pending()
                && woken.0.swap(0, Ordering::Relaxed) > 0
            {}
            // Five times as long as the pause of a polling implementation.
            tokio::time::sleep(Duration::from_millis(50)).await;
            assert_eq!(woken.0.load(Ordering::Relaxed), 0);
            caller
                .write_all(b"OST / HTTP/1.1")
                .await
                .expect("the server listens");
            assert_eq!(version.await, Some(Version::HTTP_11));
        }
        let mut all = [0; 15];
        tokio::io::AsyncReadExt::read_exact(&mut socket, &mut all)
            .await
            .expect("the request");
        assert_eq!(&all, b"POST / HTTP/1.1");
    }
}
