//! `GET /api/v1/seating-plans/{hash}`

use axum::{extract::State, response::Response};
use domain::plan::PlanHash;
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::FOR_EVER,
    shared_body::{Age, BodyKey, Built, NewBody},
    state::AppState,
};

/// A seating plan. Its name is the hash of what it says, so it may be kept for ever.
#[utoipa::path(get, path = "/api/v1/seating-plans/{hash}", tag = "Venues and performers", operation_id = "get_seating_plan",
    params(("hash" = String, Path, description = "32 hexadecimal digits, from a venue's `seating_plan_url`")),
    responses(
        (status = 304, description = "As the ETag sent"),
        (status = 200, description = "Sections, rows and seats with coordinates; standing areas; the stage. Seats are numbered from 0 through sections, rows and seats in this order", body = Object),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, headers: HeaderMap, Id(hash): Id<PlanHash>) -> ApiResult<Response> {
    let (office, key) = (state.boxoffice.clone(), BodyKey::Plan(hash.clone()));
    let build = move |_| async move {
        let body = office.plan_body(&hash).await?.ok_or_else(|| ApiError::not_found("There is no such seating plan."))?;
        Ok(Built::New(NewBody::lasting_json(body, format!("\"{}\"", hash.as_str()))))
    };
    let body = state.bodies.get(key, Age::Forever, build).await?;
    Ok(state.bodies.answer(&headers, FOR_EVER, &body).await)
}
