//! No body over the limit is read, whichever route it is for.

use axum::body::HttpBody as _;
use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::header;
use http_body_util::Limited;

use crate::{config::MAX_BODY, extract::over_the_limit};

pub(crate) async fn around<Rest: Future<Output = Response>>(request: Request, rest: impl FnOnce(Request) -> Rest) -> Response {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    if announced.is_some_and(|bytes: u64| bytes > MAX_BODY as u64) {
        return over_the_limit().into_response();
    }
    let limited = |body: Body| if body.is_end_stream() { body } else { Body::new(Limited::new(body, MAX_BODY)) };
    rest(request.map(limited)).await
}
