//! `GET /api/v1/events/{id}/seats/live`

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use boxoffice::Watcher;
use bytes::Bytes;
use domain::{EventId, Problem, ProblemCode, live::Position};
use futures::Stream;
use http::{HeaderMap, header};

use crate::{
    error::{ApiError, ApiResult},
    extract::{Id, Parameters},
    routes::cached::NEVER,
    security::{
        peer::Caller,
        streams::{NoStream, OpenStream},
    },
    state::AppState,
};

/// Server-Sent Events: a `snapshot` of all seats, then a `seats` frame for whatever changes. A `beat` comes when nothing else does for
/// fifteen seconds, and `bye` when the server shuts down, with how long to wait before one comes back.
#[utoipa::path(get, path = "/api/v1/events/{event}/seats/live", tag = "Events", operation_id = "watch_seats",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("since" = Option<String>, Query, description = "Go on after this SSE id, `EPOCH-VERSION`, instead of beginning with a snapshot"),
        ("Last-Event-ID" = Option<String>, Header, description = "The same, as browsers send it; counts more than `since`"),
    ),
    responses(
        (status = 200, description = "A stream that lasts. `snapshot` data is a Snapshot, `seats` data a Frame; the SSE id is `EPOCH-VERSION`",
            content((domain::live::Snapshot = "text/event-stream"))),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`: `since` is no SSE id", body = domain::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: too many streams from one address", body = domain::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`busy`: too many streams on this server", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    mut parameters: Parameters,
    request: Request,
) -> ApiResult<Response> {
    let asked = parameters.with("since", str::parse);
    parameters.finish()?;
    let since = since(request.headers(), asked);
    let guard = open(&state, Caller::of(request.extensions()))?;
    let watcher = state.boxoffice.watch(event, since).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, NEVER),
        (http::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(Counted { watcher: Box::pin(watcher), _guard: guard })).into_response())
}

/// A browser resumes with `Last-Event-ID`, which it took from the stream itself: one that makes no sense is not the reader's fault, and
/// a snapshot puts it right.
fn since(headers: &HeaderMap, asked: Option<Position>) -> Option<Position> {
    match headers.get("last-event-id") {
        Some(id) => id.to_str().ok().and_then(|id| id.parse().ok()),
        None => asked,
    }
}

/// Counts a stream against the address of its caller.
pub(crate) fn open(state: &AppState, caller: Caller) -> ApiResult<OpenStream> {
    state.streams.open(caller.limited_place()).map_err(|no_stream| {
        let (code, detail) = match no_stream {
            NoStream::Place => (
                ProblemCode::TooManyRequests,
                "Your address has reached its limit of live streams. Close one, or share one between your windows.",
            ),
            NoStream::All => (ProblemCode::Busy, "This server has reached its limit of live streams. Ask from time to time instead."),
        };
        ApiError(Problem { retry_after: Some(5), ..Problem::new(code).detail(detail) })
    })
}

/// A watcher that is counted while it lasts.
struct Counted {
    watcher: Pin<Box<Watcher>>,
    _guard: OpenStream,
}

impl Stream for Counted {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.watcher.as_mut().poll_next(context).map(|item| item.map(Ok))
    }
}
