//! `POST /api/v1/webhooks/{provider}`: what a payment provider has to say.

use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use http::StatusCode;

use crate::{error::ApiResult, extract::read, state::AppState};

/// Takes a notice from a payment provider: stores it and answers. Always safe to replay.
#[utoipa::path(post, path = "/api/v1/webhooks/{provider}", tag = "Payments", operation_id = "receive_webhook",
    params(("provider" = String, Path, description = "`sandbox`")),
    request_body(content = String, description = "As the provider signed it"),
    responses(
        (status = 204, description = "Stored, now or before; settled in the background"),
        (status = 401, description = "`bad_signature`: not signed by the provider, or signed more than five minutes ago", body = domain::Problem, content_type = "application/problem+json"),
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
