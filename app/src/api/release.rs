//! Giving held seats back.

use domain::{BookingId, selling::Booking};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Releases the seats of the buyer's pending booking.
#[server(prefix = "/api/fn", endpoint = "release", input = Json, output = Json)]
pub async fn release(id: BookingId) -> Result<Booking, AppError> {
    let (office, buyer) = (super::context::office()?, super::context::buyer()?);
    Ok(office.release(buyer, id).await?)
}
