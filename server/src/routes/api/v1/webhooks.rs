//! `POST /api/v1/webhooks/{provider}`: what a payment provider has to say.

use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use http::StatusCode;
use utoipa::ToSchema;

use crate::{error::ApiResult, extract::read, state::AppState};

/// What a provider reports, in its own words. The sandbox names the notice and the payment that it is about.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the box office reads")]
pub(crate) struct Notice {
    /// Number of the notice, which a replay repeats.
    id: String,
    /// Number of the payment.
    payment: uuid::Uuid,
}

/// Takes a notice from a payment provider. Always safe to replay.
#[utoipa::path(post, path = "/api/v1/webhooks/{provider}", tag = "Payments", operation_id = "receive_webhook",
    params(
        ("provider" = String, Path, description = "`sandbox`"),
        ("Frontrow-Signature" = Option<String>, Header, description = "Of the sandbox: HMAC-SHA256 of the body, in hexadecimal"),
    ),
    request_body(content = Notice, description = "As the provider signed it: read byte for byte"),
    responses(
        (status = 204, description = "Taken, now or before"),
        (status = 400, description = "`malformed_body`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`bad_signature`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no such provider", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn receive(State(state): State<AppState>, Path(provider): Path<String>, request: Request) -> ApiResult<Response> {
    let text = |value: &http::HeaderValue| value.to_str().ok().map(str::to_owned);
    let headers: Vec<(String, String)> =
        request.headers().iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?))).collect();
    let body = read(request).await?;
    state.boxoffice.webhook(&provider, &headers, &body).await?;
    Ok(axum::response::IntoResponse::into_response(StatusCode::NO_CONTENT))
}
