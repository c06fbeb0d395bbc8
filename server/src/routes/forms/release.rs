//! `POST /bookings/{id}/release`: gives held seats back.

use axum::{Extension, extract::State, response::Response};
use domain::{BookingId, ProblemCode};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{Id, OrNew},
    session::Session,
    state::AppState,
};

/// Back to the event; to the booking, where it can no longer be released.
pub(crate) async fn release(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    OrNew(buyer): OrNew,
    Id(id): Id<BookingId>,
) -> ApiResult<Response> {
    let booking = match state.boxoffice.release(buyer, id).await {
        Ok(booking) => booking,
        Err(refusal) => {
            let problem = ApiError::from(refusal).0;
            // A booking that is not theirs has a page that says so.
            let why = if problem.code == ProblemCode::NotFound { String::new() } else { format!("?problem={}", problem.code.as_str()) };
            return Ok(see_other(&format!("/bookings/{id}{why}")));
        }
    };
    session.told.tell(&booking);
    let event = state.boxoffice.event_page(&booking.event_id.into()).await?;
    Ok(see_other(&event.map_or_else(|| "/".to_owned(), |page| format!("/events/{}", super::escaped(&page.event.summary.slug)))))
}
