//! `POST /api/v1/sessions`: a program becomes a buyer.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::BuyerId;
use http::header;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult},
    routes::cached::NEVER,
    session::Session,
    state::AppState,
};

/// A bearer token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionToken {
    /// Send it as `Authorization: Bearer …`. A JWT, signed with HS256; its `sub` is the buyer.
    token: String,
    /// When it ends, UTC.
    #[serde(with = "time::serde::rfc3339")]
    expires_at: OffsetDateTime,
}

/// A token for programs: of a new buyer, or of the one who asks, so that a token can be renewed.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "Sessions", operation_id = "create_session",
    responses(
        (status = 200, description = "A token", body = SessionToken),
        (status = 401, description = "`unauthorized`: the token sent is wrong or has run out", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn create(State(state): State<AppState>, Extension(session): Extension<Session>) -> ApiResult<Response> {
    let buyer = session.buyer().unwrap_or_else(BuyerId::new);
    let (token, expires_at) = state.keys.token(buyer).map_err(|error| ApiError::internal(&error))?;
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(SessionToken { token, expires_at })).into_response())
}
