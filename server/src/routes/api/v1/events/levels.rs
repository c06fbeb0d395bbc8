//! `GET /api/v1/events/{id}/levels`

use axum::{extract::State, response::Response};
use domain::{EventId, PriceLevelId};
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MINUTE},
    state::AppState,
};

/// Which price level each place has, as ranges: the plan says where places are, this what they cost.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Levels {
    /// First seat, last seat, price level.
    #[schema(value_type = Vec<Vec<i64>>)]
    levels: Vec<(u32, u32, PriceLevelId)>,
}

/// The price level of every place, as ranges of seat numbers.
#[utoipa::path(get, path = "/api/v1/events/{event}/levels", tag = "Events", operation_id = "get_levels",
    params(("event" = i32, Path, minimum = 0, description = "Number of the event")),
    responses(
        (status = 200, description = "`[first seat, last seat, price level]`, in order", body = Levels),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, headers: HeaderMap, Id(event): Id<EventId>) -> ApiResult<Response> {
    let levels = store::events::seat_prices(state.boxoffice.pool(), event).await?;
    if levels.is_empty() && store::events::id_of(state.boxoffice.pool(), &event.into()).await?.is_none() {
        return Err(ApiError::not_found("There is no such event."));
    }
    cached::json(&headers, A_MINUTE, &Levels { levels })
}
