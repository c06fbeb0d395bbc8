//! Paying.

use domain::{
    BookingId,
    selling::{Booking, IdempotencyKey},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Pays for the buyer's pending booking with a card of the sandbox. The same `key` again never pays twice.
#[server(prefix = "/api/fn", endpoint = "pay", input = Json, output = Json)]
pub async fn pay(id: BookingId, card: String, key: IdempotencyKey) -> Result<Booking, AppError> {
    let (office, buyer) = (super::context::office()?, super::context::buyer()?);
    let token = office.sandbox_token(&card).await?;
    Ok(office.pay(buyer, id, &key, &token).await?)
}
