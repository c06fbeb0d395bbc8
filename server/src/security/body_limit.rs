//! No body over the limit is read, whichever route it is for.

use axum::{
    body::Body,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::header;
use http_body_util::Limited;

use crate::{config::MAX_BODY, extract::over_the_limit};

pub(crate) async fn layer(request: Request, next: Next) -> Response {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    if announced.is_some_and(|bytes: u64| bytes > MAX_BODY as u64) {
        return over_the_limit().into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, MAX_BODY)))).await
}
