//! `GET /api/v1/events/{id}/queue/draw`

use axum::{extract::State, response::Response};
use domain::{EventId, waiting::DrawRecord};
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MOMENT},
    state::AppState,
};

/// The public record of the current draw, which anyone can recompute: `frontrow verify-draw` checks
/// it, and docs/waiting-room.md explains it. The seal and the result add fields.
#[utoipa::path(get, path = "/api/v1/events/{event}/queue/draw", tag = "Waiting room", operation_id = "get_draw",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "The record, DRAW.json", body = DrawRecord, headers(("ETag" = String, description = "Send it as `If-None-Match`"))),
        (status = 304, description = "As the ETag sent"),
        (status = 404, description = "`not_found`: the event has no draw", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(event): Id<EventId>,
) -> ApiResult<Response> {
    let record = state.boxoffice.draw_record(event)?;
    let json = serde_json::to_vec(&record).map_err(|fault| ApiError::internal(&fault))?;
    Ok(cached::bytes(&headers, A_MOMENT, "application/json", json))
}
