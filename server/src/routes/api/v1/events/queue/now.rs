//! `GET /api/v1/events/{id}/queue/now`

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use domain::{EventId, waiting::LineNow};
use http::{HeaderValue, Method, header};

use crate::{error::ApiError, extract::Id, routes::cached::A_MOMENT, state::AppState};

/// The public state of a line: the same bytes for everybody, which a cache keeps for a second.
/// `again_ms` is the pause before the next request of a fan; vary it by up to 30 %. No limit
/// applies to this call.
#[utoipa::path(get, path = "/api/v1/events/{event}/queue/now", tag = "Waiting room", operation_id = "get_queue_now",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "The state of the line", body = LineNow),
        (status = 404, description = "`not_found`: the event has no waiting room", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, Id(event): Id<EventId>) -> Response {
    answer(&state, event)
}

/// The answer to a request for the state of a line, without session, limits and compressor. None
/// for any other request.
pub(crate) fn early(state: &AppState, request: &Request) -> Option<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let event = request
        .uri()
        .path()
        .strip_prefix("/api/v1/events/")?
        .strip_suffix("/queue/now")?;
    Some(answer(state, event.parse().ok()?))
}

fn answer(state: &AppState, event: EventId) -> Response {
    let mut response = match state.boxoffice.line_now(event) {
        Some(now) => {
            let mut response = Response::new(Body::from(now));
            response.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
            response
        }
        None => ApiError::not_found("This event has no waiting room.").into_response(),
    };
    // Also without a room, because a room may be switched off while a crowd asks.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(A_MOMENT));
    response.headers_mut().insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
