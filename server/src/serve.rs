//! Accepting connections, and letting them end well.

use std::{future::Future, io, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use http::Version;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// A head that takes longer than this to arrive is not waited for.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// How long requests under way may take once the server is told to stop. With the database's own stop it stays within ten seconds.
const DRAIN: Duration = Duration::from_secs(6);

/// How HTTP/2 begins where nobody agreed on it before: `PRI * HTTP/2.0`. No method of HTTP/1 does.
const HTTP_2: &[u8] = b"PRI ";
/// The pause until more of such a beginning may have come.
const NEXT_PIECE: Duration = Duration::from_millis(10);

/// Answers on `listener` until `shutdown` is done, then takes no more connections and lets those that are open finish.
pub async fn serve(listener: TcpListener, router: Router, max_connections: usize, shutdown: impl Future<Output = ()>) {
    let connections = Arc::new(Semaphore::new(max_connections.clamp(1, Semaphore::MAX_PERMITS)));
    let graceful = GracefulShutdown::new();
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Some(HEAD_TIMEOUT));
    // To tell the two apart, the builder reads ahead, and every connection has a buffer twice as large for the rest of its life: that is
    // half of what an idle watcher takes.
    let builders = Arc::new((builder.clone().http1_only(), builder.http2_only()));
    let stopping = CancellationToken::new();
    tokio::pin!(shutdown);
    loop {
        // Over the limit, callers wait in the system's queue.
        let accepted = async {
            let permit = Arc::clone(&connections).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            next = accepted => next,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        // Small frames to many watchers: none waits for more to send.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone().map_request(move |mut request: http::Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request.map(Body::new)
        }));
        let (builders, watcher, stopping) = (Arc::clone(&builders), graceful.watcher(), stopping.clone());
        tokio::spawn(async move {
            let begun = tokio::select! {
                begun = version(&stream) => begun,
                // Who has asked for nothing yet is not waited for.
                () = stopping.cancelled_owned() => None,
            };
            let Some(begun) = begun else { return };
            let (http_1, http_2) = &*builders;
            let builder = if begun == Version::HTTP_2 { http_2 } else { http_1 };
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            // A caller who hangs up is nothing to report.
            let _ = watcher.watch(connection.into_owned()).await;
            drop(permit);
        });
    }
    drop(listener);
    stopping.cancel();
    let open = graceful.count();
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!(open, "some connections did not end in time and were cut off");
    }
}

/// The version of HTTP that a connection begins with. Nothing is taken from it. None when it does not begin in time.
async fn version(stream: &TcpStream) -> Option<Version> {
    let begins = async {
        let mut begins = [0; HTTP_2.len()];
        loop {
            let seen = stream.peek(&mut begins).await.ok().filter(|seen| *seen > 0)?;
            match &begins[..seen] {
                HTTP_2 => return Some(Version::HTTP_2),
                // `POST` begins with the same letter; and how much comes at once is up to the caller.
                seen if HTTP_2.starts_with(seen) => tokio::time::sleep(NEXT_PIECE).await,
                _ => return Some(Version::HTTP_11),
            }
        }
    };
    tokio::time::timeout(HEAD_TIMEOUT, begins).await.ok().flatten()
}

/// Out of file handles, accepting fails at once, again and again: wait until some are closed.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "cannot accept a connection");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
