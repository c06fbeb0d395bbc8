//! Cacheable answers: with an `ETag` from the hash of their content, and 304 for a caller who has
//! it.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use boxoffice::{PublishedJson, PublishedValue};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::{
    error::{ApiError, ApiResult},
    shared_body::{
        Age, BodyKey, BuildOutcome, Encoding, NewBody, NoCompression, WORTH_COMPRESSING,
    },
    state::AppState,
};

/// Cacheable for a moment, also by shared caches: an on-sale then costs the database one read for
/// each second and event.
pub(crate) const A_MOMENT: &str = "public, max-age=1";
/// Changes rarely.
pub(crate) const A_MINUTE: &str = "public, max-age=60";
/// Changes with the program: a file of the site whose name is constant.
pub(crate) const AN_HOUR: &str = "public, max-age=3600";
/// Never changes: its name is the hash of its content.
pub(crate) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Private, or only true now.
pub(crate) const NEVER: &str = "no-store";

/// A value that many callers get.
pub(crate) async fn published<T: Serialize + Sync>(
    state: &AppState,
    request: &HeaderMap,
    cache: &'static str,
    value: &PublishedValue<T>,
) -> ApiResult<Response> {
    let json = value.json().map_err(|error| ApiError::internal(&error))?;
    shared(state, request, cache, json).await
}

/// JSON that many callers get, compressed once for all.
pub(crate) async fn shared(
    state: &AppState,
    request: &HeaderMap,
    cache: &'static str,
    json: &PublishedJson,
) -> ApiResult<Response> {
    if json.bytes.len() < WORTH_COMPRESSING
        || Encoding::accepted(request) == Encoding::Identity
        || matches(request, &json.tag)
    {
        return Ok(tagged(request, cache, "application/json", json));
    }
    let new = NewBody::brief_json(json.bytes.clone(), json.tag.clone());
    let build = move |_| async move { Ok::<_, ApiError>(BuildOutcome::New(new)) };
    let body = state
        .bodies
        .get(BodyKey::Content(json.tag.clone()), Age::Forever, build)
        .await?;
    Ok(state.bodies.answer(request, cache, &body).await)
}

/// Cacheable bytes.
pub(crate) fn bytes(
    request: &HeaderMap,
    cache: &'static str,
    kind: &'static str,
    body: Vec<u8>,
) -> Response {
    tagged(request, cache, kind, &body.into())
}

fn tagged(
    request: &HeaderMap,
    cache: &'static str,
    kind: &'static str,
    PublishedJson { bytes, tag }: &PublishedJson,
) -> Response {
    let mut response = if matches(request, tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(bytes.clone()).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if bytes.len() < WORTH_COMPRESSING {
        response.extensions_mut().insert(NoCompression);
    }
    response
}

/// Whether the caller has the content with this tag. Compressing proxies may have made it a weak
/// one.
pub(crate) fn matches(request: &HeaderMap, tag: &str) -> bool {
    let lists = request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|theirs| theirs == "*" || theirs.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_who_has_the_content_gets_304() {
        let first = bytes(&HeaderMap::new(), A_MOMENT, "text/plain", b"hello".to_vec());
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers()[header::ETAG].clone();
        let mut request = HeaderMap::new();
        request.insert(header::IF_NONE_MATCH, tag);
        assert_eq!(
            bytes(&request, A_MOMENT, "text/plain", b"hello".to_vec()).status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(
            bytes(&request, A_MOMENT, "text/plain", b"other".to_vec()).status(),
            StatusCode::OK
        );
    }
}
