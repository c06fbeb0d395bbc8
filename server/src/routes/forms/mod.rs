//! Buying without JavaScript: plain forms, answered with 303 and a page.

pub(crate) mod extend;
pub(crate) mod give;
pub(crate) mod hold;
pub(crate) mod letter;
pub(crate) mod offer;
pub(crate) mod pay;
pub(crate) mod prices;
pub(crate) mod queue;
pub(crate) mod refund;
pub(crate) mod release;
pub(crate) mod sandbox_pay;
pub(crate) mod sign_in;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use store::EventKey;

use super::cached::NEVER;

/// Redirects the browser to another page of this site.
fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(NEVER));
    response
}

/// An event in a path, by the key of the request.
fn name_of(key: &EventKey) -> String {
    match key {
        EventKey::Id(id) => id.to_string(),
        EventKey::Slug(slug) => escaped(slug),
    }
}

/// A part of a path, escaped.
fn escaped(part: &str) -> String {
    form_urlencoded::byte_serialize(part.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}
