//! `POST /api/v1/bookings/{id}/offer`: other seats for a buyer whose payment succeeded after the
//! first seats were gone.

use axum::{Extension, extract::State, response::Response};
use domain::{BookingId, selling::BookingAnswer};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    error::ApiResult,
    extract::{Id, JsonBody, RequestBuyer},
    session::Session,
    state::AppState,
};

/// The buyer's decision about offered seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OfferChoice {
    /// Accept them: the late payment pays for them.
    Take,
    /// Reject them: the money goes back.
    Leave,
}

/// The buyer's answer to an offer of other seats.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferReply {
    /// Whether the buyer takes the seats of the booking as it is now.
    answer: OfferChoice,
}

/// Accepts or rejects the other seats that a booking holds while its `payment` is `offered`: the
/// payment succeeded after the first seats were gone. Read the booking first: its `seats` are the
/// offered ones, at the paid price, until `expires_at`. Nothing is paid again. A repeated call has
/// the same answer.
#[utoipa::path(post, path = "/api/v1/bookings/{booking}/offer", tag = "Bookings", operation_id = "answer_offer",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    request_body = OfferReply,
    responses(
        (status = 200, description = "With `take` the booking, `confirmed`, with its tickets; with `leave` the booking, which has ended, and its money goes back", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: nothing is offered any more, or the seats are sold; `not_on_sale`: the event was cancelled, and the money goes back; `payment_in_progress`, `request_in_progress`: the sale is being made, read the booking in a moment", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`hold_expired`: the seats are gone again, and the money goes back", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn answer(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
    JsonBody(OfferReply { answer }): JsonBody<OfferReply>,
) -> ApiResult<Response> {
    let booking = match answer {
        OfferChoice::Take => state.boxoffice.take_offer(buyer, booking).await?,
        OfferChoice::Leave => state.boxoffice.leave_offer(buyer, booking).await?,
    };
    session.hold.set(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}
