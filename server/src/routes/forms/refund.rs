//! `POST /bookings/{id}/give-back`: gives tickets back. The page `/bookings/{id}/refund` shows the
//! amount first.

use axum::{extract::State, response::Response};
use domain::{BookingId, TicketId};

use super::{hold::idempotency_key, see_other};
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, Id},
    state::AppState,
};

/// Redirects to the booking, which shows the refund. After a refusal, redirects to the page of the
/// refund, which shows the reason.
pub(crate) async fn give_back(
    State(state): State<AppState>,
    BuyerOrNew(buyer): BuyerOrNew,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    let page = format!("/bookings/{id}/refund");
    let tickets: Option<Vec<TicketId>> = form
        .all("ticket")
        .map(|ticket| ticket.parse().ok())
        .collect();
    let Some(tickets) = tickets.filter(|tickets| !tickets.is_empty()) else {
        return Ok(see_other(&format!("{page}?step=2")));
    };
    let refused = match state
        .boxoffice
        .refund(buyer, id, &idempotency_key(&form), tickets)
        .await
    {
        Ok(_) => return Ok(see_other(&format!("/bookings/{id}#refunds"))),
        Err(refusal) => ApiError::from(refusal).0,
    };
    let reason = refused
        .reason
        .map(|reason| format!("&reason={}", reason.as_str()))
        .unwrap_or_default();
    Ok(see_other(&format!(
        "{page}?problem={}{reason}",
        refused.code.as_str()
    )))
}
