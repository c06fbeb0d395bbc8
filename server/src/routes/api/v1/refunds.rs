//! `/api/v1/bookings/{id}/refunds`: giving tickets back, only for their buyer.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    BookingId, FieldError, TicketId,
    selling::{BookingAnswer, Refund, RefundQuote},
};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult},
    extract::{Id, JsonBody, Key, Parameters, RequestBuyer},
    routes::cached::NEVER,
    state::AppState,
};

/// The most tickets in one request: more than a booking has.
const MOST_TICKETS: usize = 100;

/// The refunds of a booking.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BookingRefunds {
    /// The oldest first.
    refunds: Vec<Refund>,
    /// With `dry_run`: the refund that these tickets would give now.
    #[serde(skip_serializing_if = "Option::is_none")]
    dry_run: Option<RefundQuote>,
}

/// The tickets to give back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundRequest {
    /// The numbers of the tickets. If it is omitted, all tickets of the booking that were not used.
    #[schema(min_items = 1, max_items = 100)]
    tickets: Option<Vec<TicketId>>,
}

/// The refunds of a booking; with `dry_run` also the refund that tickets would give, with the fee.
/// Changes nothing.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}/refunds", tag = "Bookings", operation_id = "list_refunds",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("dry_run" = Option<String>, Query, pattern = r"^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(,[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}){0,99})?$", description = "Numbers of tickets, with commas; empty for all tickets of the booking that let nobody in yet"),
    ),
    responses(
        (status = 200, description = "The refunds", body = BookingRefunds),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "With `dry_run`: `refund_refused`, `payment_in_progress` while the money of the sale has not moved yet", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(
    State(state): State<AppState>,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
    mut parameters: Parameters,
) -> ApiResult<Response> {
    let asked = parameters.text_or_empty("dry_run");
    let tickets = asked.map(|text| named(&mut parameters, &text));
    parameters.finish()?;
    let refunds = state.boxoffice.refunds(buyer, booking).await?;
    let dry_run = match tickets {
        Some(tickets) => Some(
            state
                .boxoffice
                .refund_quote(buyer, booking, &tickets)
                .await?,
        ),
        None => None,
    };
    Ok((
        [(header::CACHE_CONTROL, NEVER)],
        Json(BookingRefunds { refunds, dry_run }),
    )
        .into_response())
}

/// The tickets in a parameter.
fn named(parameters: &mut Parameters, text: &str) -> Vec<TicketId> {
    let parts = text.split(',').filter(|_| !text.is_empty());
    let tickets: Option<Vec<TicketId>> = parts.map(|part| part.parse().ok()).collect();
    let tickets = tickets.filter(|tickets| tickets.len() <= MOST_TICKETS);
    if tickets.is_none() {
        parameters.fault(
            "dry_run",
            format!("is a list of up to {MOST_TICKETS} ticket numbers with commas, or empty"),
        );
    }
    tickets.unwrap_or_default()
}

/// Gives tickets back, all of the named ones or none. They are void at once, their seats are
/// available again, and the money follows: the refund is `requested`, `sent`, perhaps `pending`,
/// and finally `succeeded` or `failed`. A failed one is the shop's debt. Giving back the same
/// tickets again makes no second refund.
#[utoipa::path(post, path = "/api/v1/bookings/{booking}/refunds", tag = "Bookings", operation_id = "refund_booking",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r"^[!-~]+$", description = "Client-chosen key. A retry with the same key never refunds twice"),
    ),
    request_body = RefundRequest,
    responses(
        (status = 200, description = "The booking, with its `refunds` and the tickets that are left", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, it is someone else's, or it has no such ticket", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`refund_refused` with a `reason`, `payment_in_progress` while the money of the sale has not moved yet", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`, `idempotency_key_missing`, `idempotency_key_reused`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn create(
    State(state): State<AppState>,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
    Key(key): Key,
    JsonBody(request): JsonBody<RefundRequest>,
) -> ApiResult<Response> {
    let tickets = match request.tickets {
        None => Vec::new(),
        Some(tickets) if (1..=MOST_TICKETS).contains(&tickets.len()) => tickets,
        Some(_) => {
            let message = format!(
                "names 1 to {MOST_TICKETS} tickets; leave it out for all that let nobody in yet"
            );
            return Err(ApiError::invalid(vec![FieldError {
                field: "tickets".to_owned(),
                message,
            }]));
        }
    };
    Ok(super::booking(
        StatusCode::OK,
        state
            .boxoffice
            .refund(buyer, booking, &key, tickets)
            .await?,
    ))
}
