//! The buyer of a request.

use axum::extract::{FromRequestParts, RawPathParams};
use domain::{BookingId, BuyerId, TicketId};
use http::request::Parts;

use crate::{error::ApiError, session::Session, state::AppState};

/// The buyer of the request. A request without a buyer has no bookings, so it is refused. On the
/// path of a booking or a ticket, this is the buyer who made the booking, if the booking belongs to
/// the account that is signed in.
pub(crate) struct RequestBuyer(pub(crate) BuyerId);

/// The buyer of the request, or a new one. On the path of a booking or a ticket, the same buyer as
/// in [`RequestBuyer`].
pub(crate) struct BuyerOrNew(pub(crate) BuyerId);

impl FromRequestParts<AppState> for RequestBuyer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let buyer = parts.extensions.get::<Session>().and_then(Session::buyer);
        let buyer =
            buyer.ok_or_else(|| ApiError::not_found("There is no such booking among yours."))?;
        Ok(Self(acts_as(parts, state, buyer).await?))
    }
}

impl FromRequestParts<AppState> for BuyerOrNew {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let buyer = parts
            .extensions
            .get::<Session>()
            .map_or_else(BuyerId::new, Session::buyer_or_new);
        Ok(Self(acts_as(parts, state, buyer).await?))
    }
}

/// The buyer for whom a caller acts on the booking or the ticket in the path (`{booking}`,
/// `{ticket}`). A guest, and any other path, need no query.
async fn acts_as(parts: &mut Parts, state: &AppState, buyer: BuyerId) -> Result<BuyerId, ApiError> {
    let Some(account) = parts.extensions.get::<Session>().and_then(Session::account) else {
        return Ok(buyer);
    };
    let Ok(path) = RawPathParams::from_request_parts(parts, state).await else {
        return Ok(buyer);
    };
    let named = |wanted: &str| {
        path.iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, text)| text)
    };
    if let Some(booking) = named("booking").and_then(|text| text.parse::<BookingId>().ok()) {
        Ok(state
            .boxoffice
            .acts_as(Some(account), buyer, booking)
            .await?)
    } else if let Some(ticket) = named("ticket").and_then(|text| text.parse::<TicketId>().ok()) {
        Ok(state
            .boxoffice
            .acts_as_giver(account, buyer, ticket)
            .await?)
    } else {
        Ok(buyer)
    }
}
