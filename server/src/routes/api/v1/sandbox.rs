//! `POST /api/v1/sandbox/tokens`: the payment provider that moves no money.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{error::ApiResult, extract::JsonBody, routes::cached::NEVER, state::AppState};

/// A test card.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Card {
    /// Its number, with or without spaces: `4242 4242 4242 4242` is accepted. `4000 0000 0000 0002`
    /// is declined. `4000 0000 0000 9995` has no funds. `4000 0000 0000 0119` causes an error at
    /// the provider. `4000 0000 0000 3220` takes three seconds. `4000 0000 0000 0341` reserves
    /// money that can never be captured.
    card: String,
}

/// A payment token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SandboxToken {
    /// Send it as `payment_token`.
    payment_token: String,
}

/// Turns a test card into a payment token.
#[utoipa::path(post, path = "/api/v1/sandbox/tokens", tag = "Payments", operation_id = "create_sandbox_token",
    request_body = Card,
    responses(
        (status = 200, description = "A token", body = SandboxToken),
        (status = 404, description = "`not_found`: another provider takes the payments of this shop", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`: not one of the test cards", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn create_token(
    State(state): State<AppState>,
    JsonBody(Card { card }): JsonBody<Card>,
) -> ApiResult<Response> {
    let payment_token = state.boxoffice.sandbox_token(&card).await?;
    Ok((
        [(header::CACHE_CONTROL, NEVER)],
        Json(SandboxToken { payment_token }),
    )
        .into_response())
}
