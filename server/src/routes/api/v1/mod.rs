//! Version 1. `openapi.json` is made from the handlers themselves.

pub(crate) mod bookings;
pub(crate) mod events;
pub(crate) mod performers;
pub(crate) mod refunds;
pub(crate) mod sandbox;
pub(crate) mod seating_plans;
pub(crate) mod sessions;
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

/// A booking on its way to its buyer: never kept by anyone else.
fn booking(status: StatusCode, booking: Booking) -> Response {
    (status, [(header::CACHE_CONTROL, NEVER)], Json(BookingAnswer { booking })).into_response()
}
