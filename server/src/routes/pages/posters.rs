//! `GET /posters/{slug}.svg`: the poster of an event. `GET /posters/{slug}.png`: its share card, which is shown where links are.

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

/// A poster is drawn anew from the event each time: it takes less than a look into a cache on disk would. A card is made of pixels, which
/// takes long enough to keep the latest.
pub(crate) async fn get(State(state): State<AppState>, headers: HeaderMap, Id(file): Id<String>) -> ApiResult<Response> {
    let nothing = || ApiError::not_found("There is no such poster.");
    let (slug, kind) = file.rsplit_once('.').ok_or_else(nothing)?;
    if !matches!(kind, "svg" | "png") {
        return Err(nothing());
    }
    let page = state.boxoffice.event_page(&EventKey::Slug(slug.to_owned())).await?;
    let bill = bill(&page.ok_or_else(nothing)?.event.summary);
    if kind == "svg" {
        return Ok(cached::bytes(&headers, A_MINUTE, "image/svg+xml", poster::svg(&bill).into_bytes()));
    }
    let card = state.share_cards.of(&bill).await.map_err(|fault| ApiError::internal(&fault))?;
    Ok(cached::bytes(&headers, A_MINUTE, "image/png", card.to_vec()))
}
