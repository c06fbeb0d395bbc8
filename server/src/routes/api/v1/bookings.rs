//! `/api/v1/bookings/{id}`: for its buyer alone; to anyone else it does not exist.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    BookingId, FieldError,
    selling::{Booking, BookingAnswer, EmailAddress, PaymentProgress, RepriceRequest},
};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult},
    extract::{Id, JsonBody, Key, Known},
    routes::cached::NEVER,
    session::Session,
    state::AppState,
};

/// The bookings of one buyer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bookings {
    /// The newest first.
    bookings: Vec<Booking>,
}

/// All bookings of the buyer who asks.
#[utoipa::path(get, path = "/api/v1/bookings", tag = "Bookings", operation_id = "list_bookings",
    responses((status = 200, description = "The newest first", body = Bookings)))]
pub(crate) async fn list(State(state): State<AppState>, buyer: Result<Known, ApiError>) -> ApiResult<Response> {
    let bookings = match buyer {
        Ok(Known(buyer)) => state.boxoffice.bookings(buyer).await?,
        // Someone without a session has no bookings, which is nothing wrong.
        Err(_) => Vec::new(),
    };
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(Bookings { bookings })).into_response())
}

/// A booking.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}", tag = "Bookings", operation_id = "get_booking",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The booking", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(State(state): State<AppState>, Known(buyer): Known, Id(booking): Id<BookingId>) -> ApiResult<Response> {
    Ok(super::booking(StatusCode::OK, state.boxoffice.booking(buyer, booking).await?))
}

/// Gives the seats of a pending booking back.
#[utoipa::path(delete, path = "/api/v1/bookings/{booking}", tag = "Bookings", operation_id = "release_booking",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The booking, `cancelled`", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`: it is no longer pending", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn release(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Known(buyer): Known,
    Id(booking): Id<BookingId>,
) -> ApiResult<Response> {
    let booking = state.boxoffice.release(buyer, booking).await?;
    session.told.tell(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}

/// Chooses the price type of each seat and a promo code, all or nothing. A hold is at the prices of its levels; this changes them until the
/// buyer begins to pay. The price types of an event are at `GET /api/v1/events/{id}/price-types`.
#[utoipa::path(patch, path = "/api/v1/bookings/{booking}", tag = "Bookings", operation_id = "reprice_booking",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    request_body = RepriceRequest,
    responses(
        (status = 200, description = "The booking with its new prices", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`payment_in_progress`: it is being paid; `booking_state`: it is paid, or over", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`hold_expired`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`price_type_not_offered` with `seats`: those whose price type is not sold at their level, or not to a booking like this; `code_refused` with `reason`: `unknown`, `expired`, `used_up`, `other_event` or `too_few_seats`; `invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: ten codes at once, or one more than every six seconds afterwards; see also the limits at the top", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn reprice(
    State(state): State<AppState>,
    Known(buyer): Known,
    Id(booking): Id<BookingId>,
    JsonBody(request): JsonBody<RepriceRequest>,
) -> ApiResult<Response> {
    Ok(super::booking(StatusCode::OK, state.boxoffice.reprice(buyer, booking, request).await?))
}

/// The way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PaymentWay {
    /// With a token of the provider.
    Direct,
    /// On a page of the provider.
    Hosted,
    /// Not at all: the booking costs nothing.
    Free,
}

/// What a booking is paid with: a token, or the wish to pay on a page of the provider.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Payment {
    /// From the payment provider; the sandbox gives one at `POST /api/v1/sandbox/tokens`. With `direct` only.
    payment_token: Option<String>,
    /// `direct` if it is left out.
    way: Option<PaymentWay>,
    /// Where the letter with the tickets goes: `name@example.com`. Without it there is no letter. The provider's page shows it, too.
    email: Option<EmailAddress>,
}

/// Where the buyer pays.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaymentPage {
    /// The provider's page: an address, or of the sandbox a path of this site. Of a booking that costs nothing the path of its own page, and it has
    /// its tickets. Afterwards the provider sends the buyer back to this site, and
    /// `GET …/payment` says what came of it.
    redirect_url: String,
}

/// The answer to a payment: the booking, or with `hosted` the page.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the two answers")]
pub(crate) enum PaymentAnswer {
    /// With `direct` and `free`.
    Paid(BookingAnswer),
    /// With `hosted`.
    Page(PaymentPage),
}

/// Pays for a pending booking, and gives the tickets; or says where the buyer pays. The path is the booking's `payment_url`. While a payment on
/// a page is under way, every call with `hosted` gives the same page. Its first call moves the end of the hold, once, so that there is time. A
/// booking whose total is 0 gets its tickets with `free`, and also with the other ways: no provider is asked.
#[utoipa::path(post, path = "/api/v1/bookings/{booking}/payment", tag = "Bookings", operation_id = "pay_booking",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r"^[!-~]+$", description = "A text of your own; the same key never pays twice"),
    ),
    request_body = Payment,
    responses(
        (status = 200, description = "The booking, `confirmed`, with its tickets; with `hosted`, the page", body = PaymentAnswer),
        (status = 402, description = "`payment_declined`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`, `payment_in_progress`, `request_in_progress`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`hold_expired`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`, `idempotency_key_missing`, `idempotency_key_reused`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 502, description = "`payment_failed`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn pay(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Known(buyer): Known,
    Id(booking): Id<BookingId>,
    Key(key): Key,
    JsonBody(payment): JsonBody<Payment>,
) -> ApiResult<Response> {
    let PaymentWish { means, email } = payment.parsed()?;
    if let Some(email) = &email {
        state.boxoffice.note_contact(buyer, booking, email).await?;
    }
    let booking = match means {
        PaymentMeans::Token(token) => state.boxoffice.pay(buyer, booking, &key, &token).await?,
        PaymentMeans::Nothing => state.boxoffice.take_free(buyer, booking, &key).await?,
        PaymentMeans::Page => {
            let redirect_url = state.boxoffice.pay_on_page(buyer, booking, &key, email).await?;
            session.told.tell(&state.boxoffice.booking(buyer, booking).await?);
            return Ok(([(header::CACHE_CONTROL, NEVER)], Json(PaymentPage { redirect_url })).into_response());
        }
    };
    session.told.tell(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}

/// A payment that makes sense.
struct PaymentWish {
    means: PaymentMeans,
    email: Option<EmailAddress>,
}

enum PaymentMeans {
    /// With this token of the provider.
    Token(String),
    /// On a page of the provider.
    Page,
    /// With nothing.
    Nothing,
}

impl Payment {
    fn parsed(self) -> ApiResult<PaymentWish> {
        let fault = |message: &str| ApiError::invalid(vec![FieldError { field: "payment_token".to_owned(), message: message.to_owned() }]);
        let means = match (self.way.unwrap_or(PaymentWay::Direct), self.payment_token) {
            (PaymentWay::Direct, Some(token)) => PaymentMeans::Token(token),
            (PaymentWay::Direct, None) => return Err(fault("is missing")),
            (PaymentWay::Hosted, None) => PaymentMeans::Page,
            (PaymentWay::Free, None) => PaymentMeans::Nothing,
            (PaymentWay::Hosted | PaymentWay::Free, Some(_)) => return Err(fault("goes with `direct` only")),
        };
        Ok(PaymentWish { means, email: self.email })
    }
}

/// How the newest payment of a booking stands, for whoever waits for it.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}/payment", tag = "Bookings", operation_id = "get_payment",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "How it stands", body = PaymentProgress),
        (status = 404, description = "`not_found`: there is no such booking, it is someone else's, or nobody began to pay", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn payment(State(state): State<AppState>, Known(buyer): Known, Id(booking): Id<BookingId>) -> ApiResult<Response> {
    let progress = state.boxoffice.payment_progress(buyer, booking).await?;
    let progress = progress.ok_or_else(|| ApiError::not_found("Nobody began to pay for this booking."))?;
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(progress)).into_response())
}
