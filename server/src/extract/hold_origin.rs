//! The origin of a hold.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use boxoffice::Holder;
use http::{Extensions, request::Parts};

use crate::{security::peer::Caller, state::AppState};

/// The address whose budget of held seats a hold uses. None for programs on this machine, which
/// have no limits.
pub(crate) struct HoldOrigin(pub(crate) Option<Holder>);

impl HoldOrigin {
    /// The origin of the request with these extensions.
    pub(crate) fn of(extensions: &Extensions, state: &AppState) -> Self {
        let address = Caller::of(extensions).limited_address();
        Self(address.map(|address| Holder::new(address, state.config.held_seats_per_address)))
    }
}

impl FromRequestParts<AppState> for HoldOrigin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions, state))
    }
}
