//! `GET /api/v1/events/{id}/levels`

use axum::{extract::State, response::Response};
use domain::{EventId, catalogue::Levels};
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MINUTE},
    state::AppState,
};

/// The price level of every place, as ranges of seat numbers.
#[utoipa::path(get, path = "/api/v1/events/{event}/levels", tag = "Events", operation_id = "get_levels",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "`[first seat, last seat, price level]`, in order", body = Levels),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(event): Id<EventId>,
) -> ApiResult<Response> {
    let plan = state.boxoffice.plan(event).await?;
    let json = plan
        .levels_json()
        .map_err(|error| ApiError::internal(&error))?;
    cached::shared(&state, &headers, A_MINUTE, json).await
}
