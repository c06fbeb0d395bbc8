//! `/api/v1/bookings/{id}`: for its buyer alone; to anyone else it does not exist.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    BookingId,
    selling::{Booking, BookingAnswer},
};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::ApiResult,
    extract::{Id, JsonBody, Key, Known},
    routes::cached::NEVER,
    session::Session,
    state::AppState,
};

/// The bookings of one buyer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bookings {
    /// The newest first.
    bookings: Vec<Booking>,
}

/// All bookings of the buyer who asks.
#[utoipa::path(get, path = "/api/v1/bookings", tag = "Bookings", operation_id = "list_bookings",
    responses((status = 200, description = "The newest first", body = Bookings)))]
pub(crate) async fn list(State(state): State<AppState>, buyer: Result<Known, crate::error::ApiError>) -> ApiResult<Response> {
    let bookings = match buyer {
        Ok(Known(buyer)) => state.boxoffice.bookings(buyer).await?,
        // Someone without a session has no bookings, which is nothing wrong.
        Err(_) => Vec::new(),
    };
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(Bookings { bookings })).into_response())
}

/// A booking.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}", tag = "Bookings", operation_id = "get_booking",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The booking", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, Known(buyer): Known, Id(booking): Id<BookingId>) -> ApiResult<Response> {
    Ok(super::booking(StatusCode::OK, state.boxoffice.booking(buyer, booking).await?))
}

/// Gives the seats of a pending booking back.
#[utoipa::path(delete, path = "/api/v1/bookings/{booking}", tag = "Bookings", operation_id = "release_booking",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The booking, `cancelled`", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it is no longer pending", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn release(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Known(buyer): Known,
    Id(booking): Id<BookingId>,
) -> ApiResult<Response> {
    let booking = state.boxoffice.release(buyer, booking).await?;
    session.told.tell(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}

/// What a booking is paid with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Payment {
    /// From the payment provider; the sandbox gives one at `POST /api/v1/sandbox/tokens`.
    payment_token: String,
}

/// Pays for a pending booking, and gives the tickets. The path is the booking's `payment_url`.
#[utoipa::path(post, path = "/api/v1/bookings/{booking}/payment", tag = "Bookings", operation_id = "pay_booking",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r"^[!-~]+$", description = "A text of your own; the same key never pays twice"),
    ),
    request_body = Payment,
    responses(
        (status = 200, description = "The booking, `confirmed`, with its tickets", body = BookingAnswer),
        (status = 402, description = "`payment_declined`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`, `payment_in_progress`, `request_in_progress`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`hold_expired`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`, `idempotency_key_missing`, `idempotency_key_reused`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 502, description = "`payment_failed`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn pay(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Known(buyer): Known,
    Id(booking): Id<BookingId>,
    Key(key): Key,
    JsonBody(payment): JsonBody<Payment>,
) -> ApiResult<Response> {
    let booking = state.boxoffice.pay(buyer, booking, &key, &payment.payment_token).await?;
    session.told.tell(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}
