//! `GET /api/v1/events/{id}/seats/live`

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use boxoffice::{BoxOffice, Watcher};
use bytes::Bytes;
use domain::{EventId, Problem, ProblemCode, live::Position, waiting::Pass};
use futures::Stream;
use http::{HeaderMap, header};

use crate::{
    error::{ApiError, ApiResult},
    extract::{Id, LineCredentials, Parameters},
    routes::cached::NEVER,
    security::{
        peer::Caller,
        streams::{NoStream, OpenStream},
    },
    session::Session,
    state::AppState,
};

/// The shortest pause between two signals of a watching fan. The waiting room considers a fan gone
/// after 60 s without a signal. A stream sends a message at least every 15 s, so it signals at
/// least every 30 s.
const SIGN_PAUSE: Duration = Duration::from_secs(15);

/// Server-Sent Events: a `snapshot` of all seats, then a `seats` frame for every change. A `beat`
/// follows fifteen seconds without another message, and `bye` comes when the server shuts down,
/// with the time to wait before reconnecting. A fan with a pass of the event's waiting room counts
/// as inside while the stream is open.
#[utoipa::path(get, path = "/api/v1/events/{event}/seats/live", tag = "Events", operation_id = "watch_seats",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("since" = Option<String>, Query, description = "Go on after this SSE id, `EPOCH-VERSION`, instead of beginning with a snapshot"),
        ("Last-Event-ID" = Option<String>, Header, description = "The same, as browsers send it; counts more than `since`"),
        ("Waiting-Room-Pass" = Option<String>, Header, description = "The `pass` of the turn that you took. Browsers send the cookie `frontrow_pass_EVENT`. One that is wrong counts as none"),
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
    Extension(session): Extension<Session>,
    brought: LineCredentials,
    mut parameters: Parameters,
    request: Request,
) -> ApiResult<Response> {
    let asked = parameters.with("since", str::parse);
    parameters.finish()?;
    let since = since(request.headers(), asked);
    let guard = open(&state, Caller::of(request.extensions()))?;
    let watcher = state.boxoffice.watch(event, since).await?;
    let fan = FanWhoWatches::of(&state.boxoffice, &session, event, &brought);
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, NEVER),
        (http::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((
        headers,
        Body::from_stream(CountedWatcher {
            watcher: Box::pin(watcher),
            fan,
            _guard: guard,
        }),
    )
        .into_response())
}

/// The position from which a stream resumes. A browser sends a `Last-Event-ID` that came from the
/// stream itself: an invalid one is not the reader's fault, so the stream starts with a snapshot.
fn since(headers: &HeaderMap, asked: Option<Position>) -> Option<Position> {
    match headers.get("last-event-id") {
        Some(id) => id.to_str().ok().and_then(|id| id.parse().ok()),
        None => asked,
    }
}

/// Counts a stream for the address of its caller.
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

/// A fan with a pass who watches the seats. The waiting room counts them as inside during the
/// stream.
struct FanWhoWatches {
    office: BoxOffice,
    pass: Pass,
    signs: SignPace,
}

impl FanWhoWatches {
    /// None for a stream without a valid pass, which works without this.
    fn of(
        office: &BoxOffice,
        session: &Session,
        event: EventId,
        brought: &LineCredentials,
    ) -> Option<Box<Self>> {
        let pass = brought
            .pass(office, session.buyer(), event)
            .ok()
            .flatten()?;
        let is_inside = office.is_inside(pass.buyer, event, Some(&pass));
        is_inside.then(|| {
            Box::new(Self {
                office: office.clone(),
                pass,
                signs: SignPace(Instant::now()),
            })
        })
    }

    /// Signals that the stream continues. False after the pass has ended.
    fn is_still_inside(&mut self) -> bool {
        !self.signs.is_due(Instant::now())
            || self
                .office
                .is_inside(self.pass.buyer, self.pass.event, Some(&self.pass))
    }
}

/// The time of the last signal.
struct SignPace(Instant);

impl SignPace {
    /// Whether the next signal is due, which then counts as sent.
    fn is_due(&mut self, now: Instant) -> bool {
        let is_due = now.saturating_duration_since(self.0) >= SIGN_PAUSE;
        if is_due {
            self.0 = now;
        }
        is_due
    }
}

/// A watcher that is counted while it exists.
struct CountedWatcher {
    watcher: Pin<Box<Watcher>>,
    /// Boxed, because most streams have none.
    fan: Option<Box<FanWhoWatches>>,
    _guard: OpenStream,
}

impl Stream for CountedWatcher {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.watcher.as_mut().poll_next(context);
        if next.is_ready() && self.fan.as_mut().is_some_and(|fan| !fan.is_still_inside()) {
            self.fan = None;
        }
        next.map(|item| item.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_signals_at_most_every_fifteen_seconds() {
        let begun = Instant::now();
        let mut signs = SignPace(begun);
        let due = [0, 14, 15, 16, 29, 30, 60]
            .map(|second| signs.is_due(begun + Duration::from_secs(second)));
        assert_eq!(due, [false, false, true, false, false, true, true]);
    }
}
