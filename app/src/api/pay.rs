//! Paying.

use domain::{
    BookingId,
    selling::{BookingStatus, IdempotencyKey},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Pays for the buyer's pending booking with a card of the sandbox. The same `key` again never pays twice. What
/// became of the booking is all that is answered: its page says the rest. A letter with the tickets goes to `email`, if it is not empty. `language`
/// is the code of that of the page, in which the letter is written.
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
        // An earlier try paid, from a page that was loaded again or from another window.
        Err(refusal @ boxoffice::Refusal::BookingState(_)) => {
            let booking = office.booking(buyer, id).await?;
            if booking.status != BookingStatus::Confirmed {
                return Err(said(&refusal, language));
            }
            booking
        }
        // They are held until the buyer has chosen, on the page of the booking.
        Err(boxoffice::Refusal::OtherSeats) => office.booking(buyer, id).await?,
        Err(refusal) => return Err(said(&refusal, language)),
    };
    crate::context::note_hold(&booking);
    Ok(booking.status)
}

/// What the buyer reads of a refusal. Most of the details that the box office gives are English, for programs: pages in other languages say in
/// their own words what a code means.
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

/// The field for the address has something else in it.
#[cfg(feature = "ssr")]
fn bad_address() -> AppError {
    AppError::refuse(domain::Problem::new(domain::ProblemCode::InvalidRequest).detail(crate::components::BAD_ADDRESS))
}
