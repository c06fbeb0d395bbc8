//! `POST /bookings/{id}/letter`: sends the tickets to an e-mail address.

use axum::{extract::State, response::Response};
use domain::{BookingId, ProblemCode, selling::EmailAddress};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{Form, Id, OrNew},
    state::AppState,
};

/// Back to the booking, which says whether they are on their way.
pub(crate) async fn send(State(state): State<AppState>, OrNew(buyer): OrNew, Id(id): Id<BookingId>, form: Form) -> ApiResult<Response> {
    let sent = match form.get("email").and_then(|email| email.parse::<EmailAddress>().ok()) {
        Some(email) => state.boxoffice.send_tickets(buyer, id, &email).await.map_err(ApiError::from),
        None => Err(ApiError::from(ProblemCode::InvalidRequest)),
    };
    let told = match sent {
        Ok(()) => "sent=1".to_owned(),
        Err(ApiError(problem)) => format!("problem={}", problem.code.as_str()),
    };
    Ok(see_other(&format!("/bookings/{id}?{told}")))
}
