//! The server function that releases held seats.

use domain::BookingId;
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Releases the seats of the buyer's pending booking.
#[server(prefix = "/api/fn", endpoint = "release", input = Json, output = Json)]
pub async fn release(id: BookingId) -> Result<(), AppError> {
    let (office, buyer) = (crate::context::office()?, crate::context::buyer_of(id).await?);
    crate::context::note_hold(&office.release(buyer, id).await?);
    Ok(())
}
