//! `GET /posters/{slug}.svg`: the poster of an event as a file, which is also its share card.

use app::{components::bill, poster};
use axum::{extract::State, response::Response};
use http::HeaderMap;
use store::EventKey;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MINUTE},
    state::AppState,
};

/// Drawn anew from the event each time: it takes less than a look into a cache on disk would.
pub(crate) async fn get(State(state): State<AppState>, headers: HeaderMap, Id(file): Id<String>) -> ApiResult<Response> {
    let nothing = || ApiError::not_found("There is no such poster.");
    let slug = file.strip_suffix(".svg").ok_or_else(nothing)?;
    let page = store::events::page(state.boxoffice.pool(), &EventKey::Slug(slug.to_owned())).await?;
    let event = page.ok_or_else(nothing)?.event.summary;
    Ok(cached::bytes(&headers, A_MINUTE, "image/svg+xml", poster::svg(&bill(&event)).into_bytes()))
}
