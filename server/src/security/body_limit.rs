//! Limits the body of every request, whatever its route.

use std::time::Duration;

use axum::body::HttpBody as _;
use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::header;
use http_body_util::{BodyExt, Limited};

use crate::{config::MAX_BODY, extract::over_the_limit};

/// How much of an oversized body is read, so that its sender gets to read the answer: a connection
/// that closes with unread bytes loses the answer. A sender of more may lose it.
const DRAINED: usize = 16 * MAX_BODY;
const DRAINED_FOR: Duration = Duration::from_secs(2);

pub(crate) async fn around<Rest: Future<Output = Response>>(
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok());
    if announced.is_some_and(|bytes: u64| bytes > MAX_BODY as u64) {
        // A caller with `Expect` sends no body before the answer. Reading would make the server ask
        // for the body.
        if !request.headers().contains_key(header::EXPECT) {
            drain(request.into_body()).await;
        }
        return over_the_limit().into_response();
    }
    let limited = |body: Body| {
        if body.is_end_stream() {
            body
        } else {
            Body::new(Limited::new(body, MAX_BODY))
        }
    };
    rest(request.map(limited)).await
}

async fn drain(body: Body) {
    let mut body = Limited::new(body, DRAINED);
    let read = async { while matches!(body.frame().await, Some(Ok(_))) {} };
    let _ = tokio::time::timeout(DRAINED_FOR, read).await;
}
