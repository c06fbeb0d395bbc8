//! `POST /bookings/{id}/extend`: holds a pending booking for five more minutes.

use axum::{Extension, extract::State, response::Response};
use domain::{BookingId, ProblemCode, ProblemReason};

use super::{hold::idempotency_key, see_other};
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, Id},
    session::Session,
    state::AppState,
};

/// Redirects to the checkout, which shows the remaining time, or why there is no more.
pub(crate) async fn extend(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    let page = match state
        .boxoffice
        .extend(buyer, id, &idempotency_key(&form))
        .await
    {
        Ok(booking) => {
            session.hold.set(&booking);
            format!("/checkout/{id}?done=extended")
        }
        Err(refusal) => {
            let problem = ApiError::from(refusal).0;
            // If the booking belongs to another buyer, its page says so.
            if problem.code == ProblemCode::NotFound {
                format!("/bookings/{id}")
            } else {
                refused(id, problem.code, problem.reason)
            }
        }
    };
    Ok(see_other(&page))
}

/// The checkout, which explains the problem.
fn refused(id: BookingId, code: ProblemCode, reason: Option<ProblemReason>) -> String {
    let reason = reason
        .map(|reason| format!("&reason={}", reason.as_str()))
        .unwrap_or_default();
    format!("/checkout/{id}?problem={}{reason}", code.as_str())
}
