//! For whoever runs the server: is it alive, can it work, what is it doing.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use crate::{observe::metrics, state::AppState};

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

/// `GET /metrics`: for Prometheus.
pub(crate) async fn metrics_page() -> Response {
    let mut response = metrics::render().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
