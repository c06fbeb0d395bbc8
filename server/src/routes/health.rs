//! Health and metrics, for whoever runs the server.

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};

use crate::{error::ApiError, observe::metrics, security::peer::Caller, state::AppState};

/// `GET /healthz`: the process answers. It checks nothing else, so that a slow database does not
/// cause a restart of the server.
pub(crate) async fn healthz() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n").into_response()
}

/// `GET /readyz`: each dependency, and 503 if one of them fails. The answer is at most a second
/// old.
pub(crate) async fn readyz(State(state): State<AppState>) -> Response {
    let answer = state.readiness.answer().await;
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_TYPE, "application/json"),
    ];
    (answer.status, headers, Body::from(answer.json.clone())).into_response()
}

/// `GET /metrics` of the shop's own listener: only for Prometheus on this machine, because sales
/// figures are not public.
pub(crate) async fn local_metrics(request: Request) -> Response {
    if !Caller::of(request.extensions()).is_local {
        return ApiError::not_found("Metrics are for programs on the machine of this server.")
            .into_response();
    }
    metrics_page().await
}

/// `GET /metrics` of the operators' listener.
pub(crate) async fn metrics_page() -> Response {
    let mut response = metrics::render().into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"),
    );
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
