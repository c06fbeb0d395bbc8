//! The call that pays for a booking.

use boxoffice::Refusal;
use domain::{
    BookingId, Money, Problem, ProblemCode,
    selling::{BookingStatus, EmailAddress, IdempotencyKey, ShownTotal},
};
use markup::texts::PayingTexts;
use ui::{
    components::BAD_ADDRESS,
    texts::{Language, ProblemsTexts},
};

use crate::{context, error::AppError};

pub(super) async fn pay(
    id: BookingId,
    card: String,
    key: IdempotencyKey,
    email: String,
    language: String,
    total: String,
) -> Result<BookingStatus, AppError> {
    let language = Language::of_code(&language).unwrap_or_default();
    let (office, from) = (context::office()?.in_language(language), context::holder());
    let buyer = context::buyer_of(id).await?;
    if !email.trim().is_empty() {
        let email: EmailAddress = email.parse().map_err(|_| bad_address())?;
        office.note_contact(buyer, id, &email).await?;
    }
    let expected = seen(&total).map_err(|refusal| said(&refusal, language))?;
    let token = office.sandbox_token(&card).await?;
    let paid = office
        .pay_from(from, buyer, id, &key, &token, expected)
        .await;
    let booking = match paid {
        Ok(booking) => booking,
        // An earlier attempt succeeded, for example before a reload or in another window.
        Err(refusal @ Refusal::BookingState(_)) => {
            let booking = office.booking(buyer, id).await?;
            if booking.status != BookingStatus::Confirmed {
                return Err(said(&refusal, language));
            }
            booking
        }
        // The booking's page offers the other seats, which stay held until the buyer decides.
        Err(Refusal::OtherSeats) => office.booking(buyer, id).await?,
        Err(refusal) => return Err(said(&refusal, language)),
    };
    context::note_hold(&booking);
    Ok(booking.status)
}

/// The total that the buyer saw. None for a page from a server without this argument, as in the
/// form. A total that cannot be read is not the booking's.
fn seen(total: &str) -> Result<Option<Money>, Refusal> {
    if total.is_empty() {
        return Ok(None);
    }
    let ShownTotal(total) = total
        .parse::<ShownTotal>()
        .map_err(|_| Refusal::PriceChanged)?;
    Ok(Some(total))
}

/// Converts a refusal for the buyer. Most details from the box office are English text for
/// programs, so pages in other languages drop them and show their own text for the problem's code.
fn said(refusal: &Refusal, language: Language) -> AppError {
    let problem = refusal.problem();
    let detail = match refusal {
        Refusal::PaidTooLate => Some(ProblemsTexts::of(language).hold_ended_late()),
        Refusal::TooManyCards { .. } => Some(PayingTexts::of(language).refused_often()),
        _ if language == Language::English => problem.detail.clone(),
        _ => None,
    };
    AppError::refuse(Problem { detail, ..problem })
}

/// The e-mail field contains no valid address.
fn bad_address() -> AppError {
    AppError::refuse(Problem::new(ProblemCode::InvalidRequest).detail(BAD_ADDRESS))
}
