//! `/api/v1/bookings/{id}/tickets.pdf` and `.ics`: what a booking has on paper, for its buyer alone.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::BookingId;
use http::header;

use crate::{
    error::ApiResult,
    extract::{Id, Known},
    routes::cached::NEVER,
    state::AppState,
};

/// The tickets as PDF: A4, one ticket a page, tagged for screen readers.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}/tickets.pdf", tag = "Bookings", operation_id = "get_tickets_pdf",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The tickets", body = String, content_type = "application/pdf"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it has no valid tickets", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn pdf(State(state): State<AppState>, Known(buyer): Known, Id(booking): Id<BookingId>) -> ApiResult<Response> {
    Ok(pdf_file(state.boxoffice.tickets_pdf(buyer, booking).await?))
}

/// The event as an entry for calendars (iCalendar).
#[utoipa::path(get, path = "/api/v1/bookings/{booking}/tickets.ics", tag = "Bookings", operation_id = "get_tickets_calendar",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The entry", body = String, content_type = "text/calendar"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it has no valid tickets", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn calendar(State(state): State<AppState>, Known(buyer): Known, Id(booking): Id<BookingId>) -> ApiResult<Response> {
    Ok(calendar_file(state.boxoffice.tickets_calendar(buyer, booking).await?))
}

/// Tickets as a file.
pub(crate) fn pdf_file(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"tickets.pdf\""),
        (header::CACHE_CONTROL, NEVER),
    ];
    (headers, bytes).into_response()
}

/// An entry for calendars as a file.
pub(crate) fn calendar_file(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"tickets.ics\""),
        (header::CACHE_CONTROL, NEVER),
    ];
    (headers, text).into_response()
}
