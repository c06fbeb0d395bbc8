//! `GET /posters/{slug}.svg`: the poster of an event. `GET /posters/{slug}.png`: its share card,
//! for previews of links.

use axum::{extract::State, response::Response};
use http::HeaderMap;
use markup::components::bill;
use store::EventKey;

use crate::{
    error::{ApiError, ApiResult},
    extract::Id,
    routes::cached::{self, A_MINUTE},
    state::AppState,
};

/// A poster in Latin letters is drawn for each request, which is faster than a cache on disk. A
/// poster in other letters has shapes instead of text, and a share card is a bitmap. Both are slow
/// to draw, so the latest ones are cached.
pub(crate) async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    Id(file): Id<String>,
) -> ApiResult<Response> {
    let not_found = || ApiError::not_found("There is no such poster.");
    let (slug, kind) = file.rsplit_once('.').ok_or_else(not_found)?;
    if !matches!(kind, "svg" | "png") {
        return Err(not_found());
    }
    let page = state
        .boxoffice
        .event_page(&EventKey::Slug(slug.to_owned()))
        .await?;
    let bill = bill(&page.ok_or_else(not_found)?.event.summary);
    let (drawn, media) = match kind {
        "svg" => (state.share_cards.poster(&bill).await, "image/svg+xml"),
        _ => (state.share_cards.of(&bill).await, "image/png"),
    };
    let drawn = drawn.map_err(|fault| ApiError::internal(&fault))?;
    Ok(cached::bytes(&headers, A_MINUTE, media, drawn.to_vec()))
}
