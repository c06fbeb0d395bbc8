//! The server function that pays for a booking.

use domain::{
    BookingId,
    selling::{BookingStatus, IdempotencyKey},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Pays for the buyer's pending booking with a sandbox card. A retry with the same `key` is never charged twice. Returns only the booking's
/// status; the booking's page shows the rest. If `email` is not empty, the tickets are sent there. `language` is the page's language code,
/// in which the letter is written.
#[server(prefix = "/api/fn", endpoint = "pay", input = Json, output = Json)]
pub async fn pay(
    id: BookingId,
    card: String,
    key: IdempotencyKey,
    #[server(default)] email: String,
    #[server(default)] language: String,
) -> Result<BookingStatus, AppError> {
    let language = crate::texts::Language::of_code(&language).unwrap_or_default();
    let (office, from) = (crate::context::office()?.in_language(language), crate::context::holder());
    let buyer = crate::context::buyer_of(id).await?;
    if !email.trim().is_empty() {
        let email: domain::selling::EmailAddress = email.parse().map_err(|_| bad_address())?;
        office.note_contact(buyer, id, &email).await?;
    }
    let token = office.sandbox_token(&card).await?;
    let booking = match office.pay_from(from, buyer, id, &key, &token).await {
        Ok(booking) => booking,
        // An earlier attempt succeeded, for example before a reload or in another window.
        Err(refusal @ boxoffice::Refusal::BookingState(_)) => {
            let booking = office.booking(buyer, id).await?;
            if booking.status != BookingStatus::Confirmed {
                return Err(said(&refusal, language));
            }
            booking
        }
        // The booking's page offers the other seats, which stay held until the buyer decides.
        Err(boxoffice::Refusal::OtherSeats) => office.booking(buyer, id).await?,
        Err(refusal) => return Err(said(&refusal, language)),
    };
    crate::context::note_hold(&booking);
    Ok(booking.status)
}

/// Converts a refusal for the buyer. Most details from the box office are English text for programs, so pages in other languages drop them
/// and show their own text for the problem's code.
#[cfg(feature = "ssr")]
fn said(refusal: &boxoffice::Refusal, language: crate::texts::Language) -> AppError {
    use crate::texts::{Language, PayingTexts, ProblemsTexts};

    let problem = refusal.problem();
    let detail = match refusal {
        boxoffice::Refusal::PaidTooLate => Some(ProblemsTexts::of(language).hold_ended_late()),
        boxoffice::Refusal::TooManyCards { .. } => Some(PayingTexts::of(language).refused_often()),
        _ if language == Language::English => problem.detail.clone(),
        _ => None,
    };
    AppError::refuse(domain::Problem { detail, ..problem })
}

/// The e-mail field contains no valid address.
#[cfg(feature = "ssr")]
fn bad_address() -> AppError {
    AppError::refuse(domain::Problem::new(domain::ProblemCode::InvalidRequest).detail(crate::components::BAD_ADDRESS))
}
