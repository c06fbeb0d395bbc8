//! `GET /api/v1/events/{id}/queue/draw/entries`

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{EventId, waiting::DrawNumber};
use http::header;

use crate::{
    error::ApiResult,
    extract::{Id, Parameters},
    routes::cached::{A_MINUTE, FOR_EVER},
    shared_body::NoCompression,
    state::AppState,
};

/// The sealed entries of a draw, one on each line, as 32 hexadecimal digits, in ascending order: 33
/// bytes for each. They never change, so an answer with `draw` can be cached for ever.
#[utoipa::path(get, path = "/api/v1/events/{event}/queue/draw/entries", tag = "Waiting room", operation_id = "get_draw_entries",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("draw" = Option<u32>, Query, minimum = 1, maximum = 255, description = "Number of the draw, which must be the current one. If it is omitted: the current draw"),
    ),
    responses(
        (status = 200, description = "The entries", body = String, content_type = "text/plain"),
        (status = 404, description = "`not_found`: the draw is not sealed, or is not the current one", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    mut parameters: Parameters,
) -> ApiResult<Response> {
    let asked: Option<DrawNumber> = parameters.parsed("draw", "is 1 to 255");
    parameters.finish()?;
    let (draw, cache) = match asked {
        Some(draw) => (draw, FOR_EVER),
        // Another draw may replace the current one.
        None => (state.boxoffice.draw_record(event)?.draw, A_MINUTE),
    };
    let lines = state.boxoffice.draw_entries(event, draw)?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, cache),
    ];
    let mut response = (headers, Body::from(lines)).into_response();
    // Callers share the bytes of a list, which can have some hundred megabytes. Random digits
    // compress badly.
    response.extensions_mut().insert(NoCompression);
    Ok(response)
}
