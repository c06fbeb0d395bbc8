//! `Idempotency-Key`.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use domain::{Problem, ProblemCode, selling::IdempotencyKey};
use http::request::Parts;
use uuid::Uuid;

use crate::error::ApiError;

/// The key of a call that must not take effect twice.
pub(crate) struct Key(pub(crate) IdempotencyKey);

/// A key that no other call has, where the caller gave none.
pub(crate) fn fresh_key() -> IdempotencyKey {
    Uuid::now_v7().to_string().parse().expect("a UUID is a key")
}

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let refused = |detail: &str| {
            ApiError(Problem::new(ProblemCode::IdempotencyKeyMissing).detail(detail))
        };
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let value = values.next().ok_or_else(|| {
            refused("Send an Idempotency-Key: a text of your own, new for each thing you do and the same when you repeat it.")
        })?;
        if values.next().is_some() {
            return Err(refused("Send one Idempotency-Key, not several."));
        }
        let key = value.to_str().ok().and_then(|text| text.parse().ok());
        key.map(Self)
            .ok_or_else(|| refused("An Idempotency-Key has 1 to 255 visible ASCII characters."))
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Key {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, ApiError> {
        if !parts.headers.contains_key("idempotency-key") {
            return Ok(None);
        }
        <Self as FromRequestParts<S>>::from_request_parts(parts, state)
            .await
            .map(Some)
    }
}
