//! `POST /session`: a page with JavaScript begins a session before it holds. Programs call
//! `POST /api/v1/sessions`.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::{extract::BuyerOrNew, routes::cached::NEVER};

/// The path where a page begins a session.
pub(crate) const PATH: &str = "/session";

/// Sets the cookie of a new buyer; sets none for a buyer who has a session.
pub(crate) async fn begin(BuyerOrNew(_): BuyerOrNew) -> Response {
    (StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, NEVER)]).into_response()
}
