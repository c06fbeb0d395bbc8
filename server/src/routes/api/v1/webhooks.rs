//! `POST /api/v1/webhooks/{provider}`: notices of payment providers.

use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use http::StatusCode;
use utoipa::ToSchema;

use crate::{error::ApiResult, extract::read, state::AppState};

/// A provider's notice, in the provider's own form. The sandbox names the notice and the payment.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the box office reads")]
pub(crate) struct ProviderNotice {
    /// Number of the notice, which a replay repeats.
    id: String,
    /// Number of the payment.
    payment: uuid::Uuid,
}

/// Accepts a notice from a payment provider: stores it and answers. Replays are always safe.
#[utoipa::path(post, path = "/api/v1/webhooks/{provider}", tag = "Payments", operation_id = "receive_webhook",
    params(
        ("provider" = String, Path, description = "`sandbox` or `stripe`"),
        ("Frontrow-Signature" = Option<String>, Header, description = "Of the sandbox: `t=SECONDS,v1=CODE`, where the code is the HMAC-SHA256 of `SECONDS.BODY`, in hexadecimal"),
        ("Stripe-Signature" = Option<String>, Header, description = "Of Stripe: as Stripe signs its events"),
    ),
    request_body(content = ProviderNotice, description = "As the provider signed it: read byte for byte"),
    responses(
        (status = 204, description = "Stored, now or before; settled in the background"),
        (status = 401, description = "`bad_signature`: not signed by the provider, or signed more than five minutes ago", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no such provider", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn receive(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    request: Request,
) -> ApiResult<Response> {
    let text = |value: &http::HeaderValue| value.to_str().ok().map(str::to_owned);
    let headers: Vec<(String, String)> = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?)))
        .collect();
    let body = read(request).await?;
    state.boxoffice.webhook(&provider, &headers, &body).await?;
    Ok(axum::response::IntoResponse::into_response(
        StatusCode::NO_CONTENT,
    ))
}
