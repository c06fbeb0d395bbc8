//! `/api/v1/venues`

use std::sync::Arc;

use axum::{extract::State, response::Response};
use boxoffice::PublishedValue;
use domain::catalogue::{EventsPage, VenuePage, VenuesPage};
use http::HeaderMap;
use store::VenueKey;

use super::events::list;
use crate::{
    error::{ApiError, ApiResult},
    extract::{Id, Parameters},
    routes::cached::{self, A_MINUTE, A_MOMENT},
    state::AppState,
};

/// All venues, by name.
#[utoipa::path(get, path = "/api/v1/venues", tag = "Venues and performers", operation_id = "list_venues",
    responses((status = 200, description = "All venues", body = VenuesPage)))]
pub(crate) async fn list_all(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    cached::published(
        &state,
        &headers,
        A_MINUTE,
        &*state.boxoffice.venues().await?,
    )
    .await
}

/// A venue.
#[utoipa::path(get, path = "/api/v1/venues/{venue}", tag = "Venues and performers", operation_id = "get_venue",
    params(("venue" = String, Path, description = "Its number or its slug")),
    responses(
        (status = 200, description = "The venue", body = VenuePage),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(key): Id<VenueKey>,
) -> ApiResult<Response> {
    cached::published(&state, &headers, A_MINUTE, &*page(&state, &key).await?).await
}

/// Events at a venue: accepts all parameters of `GET /api/v1/events` except `venue`.
#[utoipa::path(get, path = "/api/v1/venues/{venue}/events", tag = "Venues and performers", operation_id = "list_venue_events",
    params(
        ("venue" = String, Path, description = "Its number or its slug"),
        ("cursor" = Option<String>, Query, max_length = 400, description = "`next_cursor` of the page before. Empty: the first page"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Events on a page: 1 to 100, 20 if it is omitted"),
    ),
    responses(
        (status = 200, description = "A page of events", body = EventsPage),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`, with each wrong parameter in `errors`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn events(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(key): Id<VenueKey>,
    mut parameters: Parameters,
) -> ApiResult<Response> {
    if parameters.text("venue").is_some() {
        parameters.fault("venue", "is in the path already");
    }
    let mut filter = list::filter(parameters)?;
    filter.venue = Some(page(&state, &key).await?.venue.id);
    cached::published(
        &state,
        &headers,
        A_MOMENT,
        &*state.boxoffice.events(&filter).await?,
    )
    .await
}

async fn page(state: &AppState, key: &VenueKey) -> ApiResult<Arc<PublishedValue<VenuePage>>> {
    state
        .boxoffice
        .venue_page(key)
        .await?
        .ok_or_else(|| ApiError::not_found("There is no such venue."))
}
