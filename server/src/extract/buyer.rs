//! The buyer of a request.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use domain::BuyerId;
use http::request::Parts;

use crate::{error::ApiError, session::Session};

/// The buyer that the request names. One who names none has nothing, so whatever they ask for is not there.
pub(crate) struct Known(pub(crate) BuyerId);

/// The buyer that the request names, or a new one.
pub(crate) struct OrNew(pub(crate) BuyerId);

impl<S: Sync> FromRequestParts<S> for Known {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let buyer = parts.extensions.get::<Session>().and_then(Session::buyer);
        buyer.map(Self).ok_or_else(|| ApiError::not_found("There is no such booking among yours."))
    }
}

impl<S: Sync> FromRequestParts<S> for OrNew {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Session>().map_or_else(BuyerId::new, Session::buyer_or_new)))
    }
}
