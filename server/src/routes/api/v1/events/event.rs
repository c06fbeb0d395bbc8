//! `GET /api/v1/events/{id or slug}`

use axum::{extract::State, response::Response};
use domain::catalogue::EventPage;
use http::HeaderMap;
use store::EventKey;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MOMENT},
    state::AppState,
};

/// An event with its venue, prices, availability and other dates.
#[utoipa::path(get, path = "/api/v1/events/{event}", tag = "Events", operation_id = "get_event",
    params(("event" = String, Path, description = "Its number or its slug")),
    responses(
        (status = 200, description = "The event", body = EventPage, headers(("ETag" = String, description = "Send it as `If-None-Match`"))),
        (status = 304, description = "As the ETag sent"),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(key): Id<EventKey>,
) -> ApiResult<Response> {
    let page = state.boxoffice.event_page(&key).await?;
    let page = page.ok_or_else(|| ApiError::not_found("There is no such event."))?;
    cached::published(&state, &headers, A_MOMENT, &page).await
}
