//! `GET /api/v1/events/{id}/price-types`

use axum::{extract::State, response::Response};
use boxoffice::PublishedJson;
use domain::{EventId, selling::PriceTypes};
use http::HeaderMap;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MINUTE},
    state::AppState,
};

/// The price types of an event that buyers can choose, each with its price at every price level.
/// `PATCH /api/v1/bookings/{id}` chooses them.
#[utoipa::path(get, path = "/api/v1/events/{event}/price-types", tag = "Events", operation_id = "get_price_types",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "The price types, in order. Empty where every seat costs what its level says", body = PriceTypes),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(event): Id<EventId>,
) -> ApiResult<Response> {
    let price_types = state.boxoffice.price_types(event).await?;
    let json = PublishedJson::of(&price_types).map_err(|error| ApiError::internal(&error))?;
    cached::shared(&state, &headers, A_MINUTE, &json).await
}
