//! Counts, times and logs every request, and gives it the id by which its log lines can be found.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    response::Response,
};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use metrics::{counter, histogram};
use tracing::Instrument;
use uuid::Uuid;

use super::{
    metrics::{REQUEST_SECONDS, REQUESTS},
    repeats,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(crate) async fn around<Rest: Future<Output = Response>>(request: Request, rest: impl FnOnce(Request) -> Rest) -> Response {
    let started = Instant::now();
    let method = method_name(request.method());
    // The pattern, not the path: addresses without end would be series without end.
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let id = Uuid::now_v7();
    let span = tracing::info_span!("request", %id, method, path = request.uri().path());
    let mut response = rest(request).instrument(span.clone()).await;

    let (status, seconds) = (response.status(), started.elapsed().as_secs_f64());
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status.as_u16().to_string()).increment(1);
    histogram!(REQUEST_SECONDS, "method" => method, "route" => route.clone()).record(seconds);
    let milliseconds = (seconds * 10_000.0).round() / 10.0;
    span.in_scope(|| {
        if status == StatusCode::SERVICE_UNAVAILABLE {
            // What a crowd is told, thousands of times a second.
            repeats::note(("answered", status.as_u16()), move |times| {
                tracing::warn!(status = status.as_u16(), milliseconds, times, "answered");
            });
        } else if status.is_server_error() {
            tracing::warn!(status = status.as_u16(), milliseconds, "answered");
        } else {
            tracing::debug!(status = status.as_u16(), milliseconds, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Methods that anyone can make up are one series.
fn method_name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
