//! `POST /bookings/{id}/release`: releases held seats.

use axum::{Extension, extract::State, response::Response};
use domain::{BookingId, ProblemCode, selling::BookingStatus};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, Id},
    session::Session,
    state::AppState,
};

/// Redirects to the event, which confirms the release, or to the booking if it can no longer be
/// released.
pub(crate) async fn release(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    Id(id): Id<BookingId>,
) -> ApiResult<Response> {
    let booking = match state.boxoffice.release(buyer, id).await {
        Ok(booking) => booking,
        Err(refusal) => {
            let problem = ApiError::from(refusal).0;
            // A booking of another buyer has a page that says so.
            let why = if problem.code == ProblemCode::NotFound {
                String::new()
            } else {
                format!("?problem={}", problem.code.as_str())
            };
            return Ok(see_other(&format!("/bookings/{id}{why}")));
        }
    };
    session.hold.set(&booking);
    let event = state.boxoffice.event_page(&booking.event_id.into()).await?;
    let done = match (booking.status, booking.seats.len()) {
        (BookingStatus::Cancelled, 1) => "?done=seat_released",
        (BookingStatus::Cancelled, _) => "?done=seats_released",
        // The hold had already ended.
        _ => "",
    };
    let page = event.map_or_else(
        || "/".to_owned(),
        |page| format!("/events/{}{done}", super::escaped(&page.event.summary.slug)),
    );
    Ok(see_other(&page))
}
