//! `POST /session`: a page that is alive begins a session before it holds. Programs call `POST /api/v1/sessions`.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::{extract::OrNew, routes::cached::NEVER};

/// Where a page begins a session.
pub(crate) const PATH: &str = "/session";

/// The cookie of a new buyer, or none for one who has a session.
pub(crate) async fn begin(OrNew(_): OrNew) -> Response {
    (StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, NEVER)]).into_response()
}
