//! One connection, from its first byte to its end.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use http::{Request, Version};
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::{
    full::ReserveMark,
    limits::{Limits, MAX_HEAD},
    socket::Socket,
    streams::{Pieces, Streams},
};

/// The most concurrent streams of an HTTP/2 connection: the recommended minimum of RFC 9113, and
/// what browsers use.
const MAX_STREAMS: u32 = 100;
/// The HTTP/2 buffers for request bodies, in bytes: for a stream, and for all streams of a
/// connection. A body has at most as many bytes as the buffer of its stream.
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 256 * 1024;
/// The HTTP/2 buffer for an answer, in bytes.
const SEND_BUFFER: usize = 64 * 1024;
/// How long a connection of the reserve can last.
const RESERVE: Duration = Duration::from_secs(5);

/// The state that all connections of a listener share.
pub(super) struct ListenerState {
    pub(super) router: Router,
    pub(super) limits: Limits,
    /// Cancelled when the server stops.
    pub(super) stopping: CancellationToken,
}

impl ListenerState {
    /// Serves a connection until it ends.
    pub(super) async fn serve(self: Arc<Self>, mut socket: Socket, peer: SocketAddr) {
        let begun = tokio::select! {
            begun = timeout(self.limits.quiet, socket.version()) => begun,
            // The shutdown does not wait for a connection without a request.
            () = self.stopping.cancelled() => return,
        };
        match begun {
            // Boxed, because the state of HTTP/2 is larger, and few connections use it.
            Ok(Some(Version::HTTP_2)) => Box::pin(self.http_2(socket, peer)).await,
            Ok(Some(_)) => self.http_1(socket, peer).await,
            Ok(None) | Err(_) => {}
        }
    }

    /// Answers one request for the server's health, and tells every other caller that the server is
    /// full.
    pub(super) async fn serve_full(self: Arc<Self>, socket: Socket, peer: SocketAddr) {
        let mut builder = http_1_builder(self.limits.reserve_head);
        let service = service_fn(move |request| {
            let mut request = with_peer(request, peer);
            request.extensions_mut().insert(ReserveMark);
            self.router.clone().oneshot(request)
        });
        let connection = builder
            .keep_alive(false)
            .serve_connection(TokioIo::new(socket), service);
        // A caller who disconnects is not an error.
        let _ = timeout(RESERVE, connection).await;
    }

    async fn http_1(&self, socket: Socket, peer: SocketAddr) {
        let service =
            service_fn(move |request| self.router.clone().oneshot(with_peer(request, peer)));
        // A request may turn the connection into a WebSocket, which takes the socket.
        let connection = http_1_builder(self.limits.quiet)
            .serve_connection(TokioIo::new(socket), service)
            .with_upgrades();
        let mut connection = std::pin::pin!(connection);
        tokio::select! {
            _ = connection.as_mut() => return,
            () = self.stopping.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        let _ = connection.await;
    }

    async fn http_2(&self, socket: Socket, peer: SocketAddr) {
        let streams = Streams::new(self.limits.writing);
        let service = service_fn(|request| {
            let (router, sending) = (self.router.clone(), streams.sending());
            async move {
                let response: Response = router.oneshot(with_peer(request, peer)).await?;
                Ok::<_, Infallible>(response.map(|body| Pieces::new(body, sending)))
            }
        });
        let connection = http2::Builder::new(streams.clone())
            .timer(TokioTimer::new())
            .keep_alive_interval(Some(self.limits.quiet))
            .max_header_list_size(MAX_HEAD as u32)
            .max_concurrent_streams(MAX_STREAMS)
            .max_send_buf_size(SEND_BUFFER)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .serve_connection(TokioIo::new(socket), service);
        let mut connection = std::pin::pin!(connection);
        let stopping = tokio::select! {
            _ = connection.as_mut() => return,
            () = self.stopping.cancelled() => true,
            () = streams.quiet(self.limits.quiet) => false,
            () = streams.stuck() => return,
        };
        // The peer is told to open no more streams. Streams that it opens before it knows are
        // answered.
        connection.as_mut().graceful_shutdown();
        let last = async {
            if stopping {
                std::future::pending::<()>().await;
            }
            // The peer has this long to close the connection. Then its last streams may still end.
            sleep(self.limits.quiet).await;
            streams.quiet(Duration::ZERO).await;
        };
        tokio::select! {
            _ = connection => {}
            () = last => {}
            () = streams.stuck() => {}
        }
    }
}

fn http_1_builder(head: Duration) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(MAX_HEAD);
    builder
}

fn with_peer(mut request: Request<Incoming>, peer: SocketAddr) -> Request<Body> {
    request.extensions_mut().insert(ConnectInfo(peer));
    request.map(Body::new)
}
