//! The server function that holds seats.

use domain::{
    EventId,
    selling::{Booking, BookingRequest, IdempotencyKey},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Holds every seat of `request`, or none. A repeated `key` returns the booking of the first call.
#[server(prefix = "/api/fn", endpoint = "hold", input = Json, output = Json)]
pub async fn hold(event: EventId, request: BookingRequest, key: IdempotencyKey) -> Result<Booking, AppError> {
    let (office, buyer) = (crate::context::office()?, crate::context::buyer()?);
    let pass = crate::context::pass(&office, buyer, event);
    let booking = office.hold_inside(crate::context::holder(), pass, buyer, event, &key, request).await?;
    crate::context::note_hold(&booking);
    Ok(booking)
}
