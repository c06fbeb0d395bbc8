//! Accepting connections, and letting them end well.

use std::{future::Future, io, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
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
use tower::ServiceExt;

/// A head that takes longer than this to arrive is not waited for.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// How long requests under way may take once the server is told to stop. With the database's own stop it stays within ten seconds.
const DRAIN: Duration = Duration::from_secs(6);

/// How HTTP/2 begins where nobody agreed on it before: `PRI * HTTP/2.0`. No method of HTTP/1 does.
const HTTP_2: &[u8] = b"PRI ";

/// Answers on `listener` until `shutdown` is done, then takes no more connections and lets those that are open finish.
pub async fn serve(listener: TcpListener, router: Router, max_connections: usize, shutdown: impl Future<Output = ()>) {
    let connections = Arc::new(Semaphore::new(max_connections.clamp(1, Semaphore::MAX_PERMITS)));
    let graceful = GracefulShutdown::new();
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Some(HEAD_TIMEOUT));
    // To tell the two apart, the builder reads ahead, and every connection has a buffer twice as large for the rest of its life: that is
    // half of what an idle watcher takes.
    let builders = Arc::new((builder.clone().http1_only(), builder));
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
        let (builders, watcher) = (Arc::clone(&builders), graceful.watcher());
        tokio::spawn(async move {
            let (http_1, either) = &*builders;
            let builder = if is_plain(&stream).await { http_1 } else { either };
            let connection = builder.serve_connection(TokioIo::new(stream), service);
            // A caller who hangs up is nothing to report.
            let _ = watcher.watch(connection.into_owned()).await;
            drop(permit);
        });
    }
    drop(listener);
    let open = graceful.count();
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!(open, "some connections did not end in time and were cut off");
    }
}

/// Whether a connection begins as only HTTP/1 does. Nothing is taken from it. Where it does not begin in time, it is not waited for any
/// longer: whoever serves it has a limit too.
async fn is_plain(stream: &TcpStream) -> bool {
    let mut begins = [0; HTTP_2.len()];
    let seen = match tokio::time::timeout(HEAD_TIMEOUT, stream.peek(&mut begins)).await {
        Ok(Ok(seen)) => &begins[..seen],
        Ok(Err(_)) | Err(_) => &[],
    };
    !HTTP_2.starts_with(seen)
}

/// Out of file handles, accepting fails at once, again and again: wait until some are closed.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "cannot accept a connection");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
