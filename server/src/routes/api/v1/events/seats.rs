//! `GET /api/v1/events/{id}/seats`

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{EventId, catalogue::SeatsView};
use http::header;

use crate::{error::ApiResult, extract::Id, routes::cached::NEVER, state::AppState};

/// Every seat with its status now.
#[utoipa::path(get, path = "/api/v1/events/{event}/seats", tag = "Events", operation_id = "get_seats",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "Seats and standing areas", body = SeatsView),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, Id(event): Id<EventId>) -> ApiResult<Response> {
    let seats = state.boxoffice.seats(event).await?;
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(seats)).into_response())
}
