//! For whoever runs the server: is it alive, can it work, what is it doing.

use axum::{
    Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use crate::{error::ApiError, observe::metrics, security::peer::Caller, state::AppState};

/// `GET /healthz`: the process answers. Nothing else is asked, so that a slow database does not get the server killed.
pub(crate) async fn healthz() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n").into_response()
}

/// `GET /readyz`: each dependency, and 503 when one of them fails.
pub(crate) async fn readyz(State(state): State<AppState>) -> Response {
    let checks = state.boxoffice.ready().await;
    let ready = checks.iter().all(|(_, result)| result.is_ok());
    let members: Map<String, Value> = checks
        .into_iter()
        .map(|(name, result)| {
            let value = match result {
                Ok(detail) => json!({"ready": true, "detail": detail}),
                Err(detail) => json!({"ready": false, "detail": detail}),
            };
            (name.to_owned(), value)
        })
        .collect();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(json!({"ready": ready, "dependencies": members}))).into_response()
}

/// `GET /metrics`: for Prometheus on this machine. What a shop sells in which minute is nobody else's.
pub(crate) async fn metrics_page(request: Request) -> Response {
    if !Caller::of(request.extensions()).is_local {
        return ApiError::not_found("Metrics are for programs on the machine of this server.").into_response();
    }
    let mut response = metrics::render().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
