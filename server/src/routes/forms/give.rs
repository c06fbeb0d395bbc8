//! `POST /bookings/{id}/give`: gives a ticket to another person.

use axum::response::Response;
use boxoffice::Refusal;
use domain::{BookingId, ProblemCode, TicketId, selling::EmailAddress};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, Id},
    language::OfficeInLanguage,
};

/// Tells the page that the problem is of this form: the form for a letter has an address field,
/// too.
const FORM: &str = "field=give";

/// Redirects to the part of the booking's page that shows who has its tickets, or why this one
/// could not be given.
pub(crate) async fn give(
    OfficeInLanguage(office): OfficeInLanguage,
    BuyerOrNew(buyer): BuyerOrNew,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    let ticket = form
        .get("ticket")
        .and_then(|ticket| ticket.parse::<TicketId>().ok());
    let email = form
        .get("email")
        .and_then(|email| email.parse::<EmailAddress>().ok());
    let told = match ticket.zip(email) {
        Some((ticket, email)) => match office.give_ticket_of(buyer, id, ticket, &email).await {
            Ok(_) => "given=1".to_owned(),
            Err(refusal) => problem(refusal),
        },
        None => format!("problem={}&{FORM}", ProblemCode::InvalidRequest.as_str()),
    };
    Ok(see_other(&format!("/bookings/{id}?{told}#give")))
}

/// A refusal, as a parameter of the page's address.
fn problem(refusal: Refusal) -> String {
    let reason = match &refusal {
        Refusal::Transfer(why) => format!("&reason={}", why.as_str()),
        _ => String::new(),
    };
    format!(
        "problem={}{reason}&{FORM}",
        ApiError::from(refusal).0.code.as_str()
    )
}
