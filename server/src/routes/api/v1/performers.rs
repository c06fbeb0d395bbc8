//! `GET /api/v1/performers/{id}`

use axum::{extract::State, response::Response};
use domain::{PerformerId, catalogue::PerformerPage};
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MINUTE},
    state::AppState,
};

/// A performer. Their events: `GET /api/v1/events?performer=…`.
#[utoipa::path(get, path = "/api/v1/performers/{performer}", tag = "Venues and performers", operation_id = "get_performer",
    params(("performer" = i32, Path, minimum = 0, description = "Number of the performer")),
    responses(
        (status = 200, description = "The performer", body = PerformerPage),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(performer): Id<PerformerId>,
) -> ApiResult<Response> {
    let page = state.boxoffice.performer_page(performer).await?;
    cached::published(
        &state,
        &headers,
        A_MINUTE,
        &*page.ok_or_else(|| ApiError::not_found("There is no such performer."))?,
    )
    .await
}
