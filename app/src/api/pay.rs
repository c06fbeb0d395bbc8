//! Paying.

use domain::{
    BookingId,
    selling::{BookingStatus, IdempotencyKey},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Pays for the buyer's pending booking with a card of the sandbox. The same `key` again never pays twice. What
/// became of the booking is all that is answered: its page says the rest.
#[server(prefix = "/api/fn", endpoint = "pay", input = Json, output = Json)]
pub async fn pay(id: BookingId, card: String, key: IdempotencyKey) -> Result<BookingStatus, AppError> {
    let (office, buyer) = (crate::context::office()?, crate::context::buyer()?);
    let token = office.sandbox_token(&card).await?;
    let booking = match office.pay(buyer, id, &key, &token).await {
        Ok(booking) => booking,
        // An earlier try paid, from a page that was loaded again or from another window.
        Err(refusal @ boxoffice::Refusal::BookingState(_)) => {
            let booking = office.booking(buyer, id).await?;
            if booking.status != BookingStatus::Confirmed {
                return Err(refusal.into());
            }
            booking
        }
        Err(refusal) => return Err(refusal.into()),
    };
    crate::context::tell_of_hold(&booking);
    Ok(booking.status)
}
