//! `/api/v1/bookings/{id}/tickets.pdf` and `.ics`, and `/api/v1/tickets/{id}/pass.pkpass`:
//! documents and wallet passes of a booking, only for its buyer; and giving a ticket to another
//! person.

use axum::response::{IntoResponse, Response};
use domain::{
    BookingId, TicketId,
    selling::{BookingAnswer, EmailAddress},
};
use http::{StatusCode, header};
use papers::{PaperSize, WALLET_PASS_TYPE};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    error::ApiResult,
    extract::{Id, JsonBody, Parameters, RequestBuyer},
    language::{OfficeInLanguage, offered},
    routes::cached::NEVER,
};

/// The new holder of a ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketTransfer {
    /// The address for the letter with the ticket.
    email: EmailAddress,
}

/// Gives a ticket to another person. The ticket becomes void, a new one replaces it, and a letter
/// with it goes to the address. The buyer sees neither its code nor its link, cannot take it back,
/// and gets the money if it is refunded. A repeated call gives the same answer.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/transfer", tag = "Bookings", operation_id = "transfer_ticket",
    params(("ticket" = uuid::Uuid, Path, description = "Number of the ticket")),
    security(("bearer" = []), ("session" = [])),
    request_body = TicketTransfer,
    responses(
        (status = 200, description = "The booking, with the ticket among `given`", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it was used, it is void or somebody else's already, or the event is over or cancelled", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn transfer(
    OfficeInLanguage(office): OfficeInLanguage,
    RequestBuyer(buyer): RequestBuyer,
    Id(ticket): Id<TicketId>,
    JsonBody(TicketTransfer { email }): JsonBody<TicketTransfer>,
) -> ApiResult<Response> {
    Ok(super::booking(
        StatusCode::OK,
        office.give_ticket(buyer, ticket, &email).await?,
    ))
}

/// The tickets as PDF: one ticket a page, tagged for screen readers, on A4 or for a phone.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}/tickets.pdf", tag = "Bookings", operation_id = "get_tickets_pdf",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("for" = Option<String>, Query, pattern = "^(paper|phone)$", description = "`paper`: A4, to print; the default. `phone`: 360 points wide, to read on a phone without zooming"),
        ("language" = Option<String>, Query, pattern = "^(de|en|fr|pt|fi|sv)$", description = "The code of a language of the site, as `fi`; otherwise `Accept-Language` chooses it"),
    ),
    responses(
        (status = 200, description = "The tickets", body = String, content_type = "application/pdf"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it has no valid tickets", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn pdf(
    OfficeInLanguage(office): OfficeInLanguage,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
    parameters: Parameters,
) -> ApiResult<Response> {
    let size = paper_size(parameters)?;
    Ok(pdf_file(office.tickets_pdf(buyer, booking, size).await?))
}

/// The size of a PDF by the parameter `for`.
pub(crate) fn paper_size(mut parameters: Parameters) -> ApiResult<PaperSize> {
    let parse = |text: &str| match text {
        "paper" => Ok(PaperSize::A4),
        "phone" => Ok(PaperSize::Phone),
        _ => Err("is `paper` or `phone`"),
    };
    let size = parameters.with("for", parse).unwrap_or_default();
    only_language(parameters)?;
    Ok(size)
}

/// Refuses an invalid parameter `language`, and parameters that have not been read.
/// [`OfficeInLanguage`] uses the language.
fn only_language(mut parameters: Parameters) -> ApiResult<()> {
    parameters.with("language", |code| {
        offered(code).ok_or("is a language of the site, as `en`")
    });
    parameters.finish()
}

/// The event as an entry for calendars (iCalendar).
#[utoipa::path(get, path = "/api/v1/bookings/{booking}/tickets.ics", tag = "Bookings", operation_id = "get_tickets_calendar",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("language" = Option<String>, Query, pattern = "^(de|en|fr|pt|fi|sv)$", description = "The code of a language of the site, as `fi`; otherwise `Accept-Language` chooses it"),
    ),
    responses(
        (status = 200, description = "The entry", body = String, content_type = "text/calendar"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it has no valid tickets", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn calendar(
    OfficeInLanguage(office): OfficeInLanguage,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
    parameters: Parameters,
) -> ApiResult<Response> {
    only_language(parameters)?;
    Ok(calendar_file(
        office.tickets_calendar(buyer, booking).await?,
    ))
}

/// A ticket for a phone wallet: a zip archive with `pass.json`, pictures, a `manifest.json` with
/// the SHA-1 of each file, and a `signature` of the manifest. A shop without a certificate for
/// passes sends one without a signature that says "unsigned"; phones refuse it.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}/pass.pkpass", tag = "Bookings", operation_id = "get_wallet_pass",
    params(
        ("ticket" = uuid::Uuid, Path, description = "Number of the ticket"),
        ("language" = Option<String>, Query, pattern = "^(de|en|fr|pt|fi|sv)$", description = "The code of a language of the site, as `fi`; otherwise `Accept-Language` chooses it"),
    ),
    responses(
        (status = 200, description = "The pass", body = String, content_type = "application/vnd.apple.pkpass"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it is void, or its buyer gave it to somebody else", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn wallet_pass(
    OfficeInLanguage(office): OfficeInLanguage,
    RequestBuyer(buyer): RequestBuyer,
    Id(ticket): Id<TicketId>,
    parameters: Parameters,
) -> ApiResult<Response> {
    only_language(parameters)?;
    let headers = [
        (header::CONTENT_TYPE, WALLET_PASS_TYPE),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"ticket.pkpass\"",
        ),
        (header::CACHE_CONTROL, NEVER),
    ];
    Ok((headers, office.wallet_pass(buyer, ticket).await?).into_response())
}

/// Tickets as a file.
pub(crate) fn pdf_file(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"tickets.pdf\"",
        ),
        (header::CACHE_CONTROL, NEVER),
    ];
    (headers, bytes).into_response()
}

/// A calendar entry as a file.
pub(crate) fn calendar_file(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"tickets.ics\"",
        ),
        (header::CACHE_CONTROL, NEVER),
    ];
    (headers, text).into_response()
}
