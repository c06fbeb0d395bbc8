//! Answers with a shared body.

use std::sync::Arc;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::{BuilderPanic, Encoding, SharedBodies, SharedBody};
use crate::{error::ApiError, routes::cached};

/// Marks a response that the compression layer must not change.
#[derive(Debug, Clone, Copy)]
pub struct NoCompression;

impl From<BuilderPanic> for ApiError {
    fn from(_: BuilderPanic) -> Self {
        Self::internal(&"the builder of a shared body panicked")
    }
}

impl<K, E> SharedBodies<K, E>
where
    K: std::fmt::Debug + Clone + Eq + std::hash::Hash + Send + Sync + 'static,
    E: Clone + From<BuilderPanic> + Send + Sync + 'static,
{
    /// Answers a request with this body, in the best encoding that the caller accepts, or with 304
    /// if the caller has it.
    pub async fn answer(
        &self,
        request: &HeaderMap,
        cache: &'static str,
        body: &Arc<SharedBody<K>>,
    ) -> Response {
        let mut response = if cached::matches(request, &body.tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let (encoding, bytes) = self.encoded(body, Encoding::accepted(request)).await;
            let mut response = Body::from(bytes).into_response();
            if let Some(name) = encoding.name() {
                response
                    .headers_mut()
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(body.content_type),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&body.tag) {
            headers.insert(header::ETAG, tag);
        }
        response.extensions_mut().insert(NoCompression);
        response
    }
}
