//! `GET /api/v1/seating-plans/{hash}`

use axum::{extract::State, response::Response};
use domain::plan::PlanHash;
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, FOR_EVER},
    state::AppState,
};

/// A seating plan. Its name is the hash of what it says, so it may be kept for ever.
#[utoipa::path(get, path = "/api/v1/seating-plans/{hash}", tag = "Venues and performers", operation_id = "get_seating_plan",
    params(("hash" = String, Path, description = "32 hexadecimal digits, from a venue's `seating_plan_url`")),
    responses(
        (status = 200, description = "Sections, rows and seats with coordinates; standing areas; the stage. Seats are numbered from 0 through sections, rows and seats in this order", body = Object),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, headers: HeaderMap, Id(hash): Id<PlanHash>) -> ApiResult<Response> {
    let body = store::plans::body(state.boxoffice.pool(), &hash).await?;
    let body = body.ok_or_else(|| ApiError::not_found("There is no such seating plan."))?;
    Ok(cached::bytes(&headers, FOR_EVER, "application/json", body.into_bytes()))
}
