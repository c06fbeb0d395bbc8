//! `POST /bookings/{id}/letter`: sends the tickets to an e-mail address.

use axum::response::Response;
use domain::{BookingId, ProblemCode, selling::EmailAddress};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, Id},
    language::OfficeInLanguage,
};

/// Redirects to the booking, which says whether the tickets are on their way.
pub(crate) async fn send(
    OfficeInLanguage(office): OfficeInLanguage,
    BuyerOrNew(buyer): BuyerOrNew,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    let sent = match form
        .get("email")
        .and_then(|email| email.parse::<EmailAddress>().ok())
    {
        Some(email) => office
            .send_tickets(buyer, id, &email)
            .await
            .map_err(ApiError::from),
        None => Err(ApiError::from(ProblemCode::InvalidRequest)),
    };
    let told = match sent {
        Ok(()) => "sent=1".to_owned(),
        Err(ApiError(problem)) => format!("problem={}", problem.code.as_str()),
    };
    Ok(see_other(&format!("/bookings/{id}?{told}")))
}
