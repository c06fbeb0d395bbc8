//! Version 1. `openapi.json` is generated from the handlers.

pub(crate) mod bookings;
pub(crate) mod doors;
pub(crate) mod events;
pub(crate) mod offers;
pub(crate) mod performers;
pub(crate) mod refunds;
pub(crate) mod sandbox;
pub(crate) mod seating_plans;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod ticket_keys;
pub(crate) mod tickets;
pub(crate) mod venues;
pub(crate) mod webhooks;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::selling::{Booking, BookingAnswer};
use http::{StatusCode, header};

use super::super::cached::NEVER;

/// A booking for its buyer. No cache may keep it.
fn booking(status: StatusCode, booking: Booking) -> Response {
    (
        status,
        [(header::CACHE_CONTROL, NEVER)],
        Json(BookingAnswer { booking }),
    )
        .into_response()
}
