//! `POST /bookings/{id}/offer`: accepts or declines the seats that were offered for a late payment.

use axum::{Extension, extract::State, response::Response};
use domain::{BookingId, ProblemCode};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, Id},
    session::Session,
    state::AppState,
};

/// Redirects to the booking, which shows its tickets, or that the money goes back.
pub(crate) async fn answer(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    let answered = match form.get("answer") {
        Some("take") => state.boxoffice.take_offer(buyer, id).await.map(drop),
        Some("leave") => state.boxoffice.leave_offer(buyer, id).await.map(drop),
        _ => return Err(ProblemCode::InvalidRequest.into()),
    };
    if let Ok(booking) = state.boxoffice.booking(buyer, id).await {
        session.hold.set(&booking);
    }
    let why = match answered {
        Ok(()) => String::new(),
        Err(refusal) => {
            let problem = ApiError::from(refusal).0;
            // The page of a booking that this buyer does not have says so itself.
            if problem.code == ProblemCode::NotFound {
                String::new()
            } else {
                format!("?problem={}", problem.code.as_str())
            }
        }
    };
    Ok(see_other(&format!("/bookings/{id}{why}")))
}
