//! The server function that holds seats.

use domain::{
    EventId,
    selling::{Booking, BookingRequest, IdempotencyKey},
};
use leptos::prelude::*;

use super::{CallError, Json};

/// Holds every seat of `request`, or none. A repeated `key` returns the booking of the first call.
#[server(prefix = "/api/fn", endpoint = "hold", input = Json, output = Json)]
pub async fn hold(
    event: EventId,
    request: BookingRequest,
    key: IdempotencyKey,
) -> Result<Booking, CallError> {
    crate::api::ServerCalls::of_request()?
        .hold(event, request, key)
        .await
}
