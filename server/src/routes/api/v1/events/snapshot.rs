//! `GET /api/v1/events/{id}/seats/snapshot`

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{EventId, live::Snapshot};
use http::header;

use crate::{error::ApiResult, extract::Id, routes::cached::NEVER, state::AppState};

/// What the live stream begins with, by itself: for whoever can have no stream (a proxy that holds it back, an address with as many as it
/// may have), and asks now and then.
#[utoipa::path(get, path = "/api/v1/events/{event}/seats/snapshot", tag = "Events", operation_id = "get_snapshot",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "All statuses at one version", body = Snapshot),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, Id(event): Id<EventId>) -> ApiResult<Response> {
    let snapshot = state.boxoffice.snapshot(event).await?;
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(snapshot)).into_response())
}
