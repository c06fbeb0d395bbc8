//! The server function that releases held seats.

use domain::BookingId;
use leptos::prelude::*;

use super::{CallError, Json};

/// Releases the seats of the buyer's pending booking.
#[server(prefix = "/api/fn", endpoint = "release", input = Json, output = Json)]
pub async fn release(id: BookingId) -> Result<(), CallError> {
    crate::api::ServerCalls::of_request()?.release(id).await
}
