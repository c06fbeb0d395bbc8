//! Paying.

use domain::{
    BookingId,
    selling::{BookingStatus, IdempotencyKey},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Pays for the buyer's pending booking with a card of the sandbox. The same `key` again never pays twice. What
/// became of the booking is all that is answered: its page says the rest. A letter with the tickets goes to `email`, if it is not empty.
#[server(prefix = "/api/fn", endpoint = "pay", input = Json, output = Json)]
pub async fn pay(id: BookingId, card: String, key: IdempotencyKey, #[server(default)] email: String) -> Result<BookingStatus, AppError> {
    let (office, buyer) = (crate::context::office()?, crate::context::buyer()?);
    if !email.trim().is_empty() {
        let email: domain::selling::EmailAddress = email.parse().map_err(|_| bad_address())?;
        office.note_contact(buyer, id, &email).await?;
    }
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

/// The field for the address has something else in it.
#[cfg(feature = "ssr")]
fn bad_address() -> AppError {
    let detail = "Nothing was charged. Correct the e-mail address, as name@example.com, or leave the field empty.";
    AppError::refuse(domain::Problem::new(domain::ProblemCode::InvalidRequest).detail(detail))
}
