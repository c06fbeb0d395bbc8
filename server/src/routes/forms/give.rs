//! `POST /bookings/{id}/give`: gives a ticket to another person.

use axum::response::Response;
use boxoffice::Refusal;
use domain::{BookingId, ProblemCode, TicketId, selling::EmailAddress};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{FormFields, Id, OrNew},
    language::OfficeInLanguage,
};

/// Redirects to the booking, which shows who has its tickets, or why this one could not be given.
pub(crate) async fn give(
    OfficeInLanguage(office): OfficeInLanguage,
    OrNew(buyer): OrNew,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    let ticket = form.get("ticket").and_then(|ticket| ticket.parse::<TicketId>().ok());
    let email = form.get("email").and_then(|email| email.parse::<EmailAddress>().ok());
    let told = match ticket.zip(email) {
        Some((ticket, email)) => match office.give_ticket_of(buyer, id, ticket, &email).await {
            Ok(_) => "given=1".to_owned(),
            Err(refusal) => problem(refusal),
        },
        None => format!("problem={}", ProblemCode::InvalidRequest.as_str()),
    };
    Ok(see_other(&format!("/bookings/{id}?{told}")))
}

/// A refusal, as a parameter of the page's address.
fn problem(refusal: Refusal) -> String {
    let reason = match &refusal {
        Refusal::Transfer(why) => format!("&reason={}", why.as_str()),
        _ => String::new(),
    };
    format!("problem={}{reason}", ApiError::from(refusal).0.code.as_str())
}
