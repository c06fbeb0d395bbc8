//! `/api/v1/bookings/{id}`: only for its buyer; for everybody else it does not exist.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    BookingId, FieldError, Money,
    selling::{Booking, BookingAnswer, EmailAddress, PaymentProgress, RepriceRequest},
};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult},
    extract::{HoldOrigin, Id, JsonBody, Key, RequestBuyer, fresh_key},
    language::OfficeInLanguage,
    routes::cached::NEVER,
    session::Session,
    state::AppState,
};

/// The bookings of one buyer, or of one account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bookings {
    /// The newest first.
    bookings: Vec<Booking>,
}

/// The newest hundred bookings of the buyer who asks, or of the account if the buyer is signed in.
#[utoipa::path(get, path = "/api/v1/bookings", tag = "Bookings", operation_id = "list_bookings",
    responses((status = 200, description = "The newest first", body = Bookings)))]
pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
) -> ApiResult<Response> {
    let bookings = match (session.account(), session.buyer()) {
        (Some(account), _) => state.boxoffice.account_bookings(account).await?,
        (None, Some(buyer)) => state.boxoffice.bookings(buyer).await?,
        // A caller without a session has no bookings, which is not an error.
        (None, None) => Vec::new(),
    };
    Ok((
        [(header::CACHE_CONTROL, NEVER)],
        Json(Bookings { bookings }),
    )
        .into_response())
}

/// A booking.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}", tag = "Bookings", operation_id = "get_booking",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The booking", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn get(
    State(state): State<AppState>,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
) -> ApiResult<Response> {
    Ok(super::booking(
        StatusCode::OK,
        state.boxoffice.booking(buyer, booking).await?,
    ))
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
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
) -> ApiResult<Response> {
    let booking = state.boxoffice.release(buyer, booking).await?;
    session.hold.set(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}

/// Extends a pending booking by five minutes. This works once for each booking, until a minute
/// before `expires_at`: `extendable_until` has that time. While the buyer pays on a page of the
/// provider, the page stays open as long as the hold. Send a key, so that the call can be repeated
/// if its answer is lost.
#[utoipa::path(post, path = "/api/v1/bookings/{booking}/extend", tag = "Bookings", operation_id = "extend_booking",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 255, pattern = r"^[!-~]+$", description = "Client-chosen key. A retry with the same key gives the booking as it is now. Without a key, each call is a new request"),
    ),
    responses(
        (status = 200, description = "The booking with its new end", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`extension_refused` with `reason`: `once_only`, `last_minute` or `no_extensions`; `booking_state`: it is no longer pending, or holds other seats for late money; `not_on_sale`: the event is over or cancelled", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`hold_expired`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_missing`: the key is empty or malformed", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn extend(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    RequestBuyer(buyer): RequestBuyer,
    key: Option<Key>,
    Id(booking): Id<BookingId>,
) -> ApiResult<Response> {
    let key = key.map_or_else(fresh_key, |Key(key)| key);
    let booking = state.boxoffice.extend(buyer, booking, &key).await?;
    session.hold.set(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}

/// Chooses the price type of each seat and a promo code, all or nothing. A hold has the prices of
/// its levels; this changes them until the buyer begins to pay. The price types of an event are at
/// `GET /api/v1/events/{id}/price-types`.
#[utoipa::path(patch, path = "/api/v1/bookings/{booking}", tag = "Bookings", operation_id = "reprice_booking",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    request_body = RepriceRequest,
    responses(
        (status = 200, description = "The booking with its new prices", body = BookingAnswer),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`payment_in_progress`: it is being paid; `booking_state`: it is paid, or over", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`hold_expired`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`price_type_not_offered` with `seats`: those whose price type is not sold at their level, or not to a booking like this; `code_refused` with `reason`: `unknown`, `expired`, `used_up`, `other_event` or `too_few_seats`; `invalid_request`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: more than ten codes at once, or more than one every six seconds afterwards; see also the limits at the top", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn reprice(
    State(state): State<AppState>,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
    JsonBody(request): JsonBody<RepriceRequest>,
) -> ApiResult<Response> {
    Ok(super::booking(
        StatusCode::OK,
        state.boxoffice.reprice(buyer, booking, request).await?,
    ))
}

/// The way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PaymentWay {
    /// With a token of the provider.
    Direct,
    /// On a page of the provider.
    Hosted,
    /// Without paying: the booking costs nothing.
    Free,
}

/// How to pay for a booking: with a token, or on a page of the provider.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Payment)]
pub(crate) struct PaymentBody {
    /// From the payment provider; the sandbox gives one at `POST /api/v1/sandbox/tokens`. With
    /// `direct` only.
    payment_token: Option<String>,
    /// `direct` if it is omitted.
    way: Option<PaymentWay>,
    /// The address for the letter with the tickets: `name@example.com`. Without it there is no
    /// letter. The provider's page shows it, too.
    email: Option<EmailAddress>,
    /// The `total` of the booking that the buyer saw. If the booking has another one when the
    /// payment begins, for example because the buyer chose other prices in another window, nothing
    /// is charged: `booking_state` with the `reason` `price_changed`. Then show the buyer the new
    /// total, and pay with a new key. Without this field, the payment takes any total.
    expected_total: Option<Money>,
}

/// The page where the buyer pays.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaymentPage {
    /// The address of the provider's page; for the sandbox, a path of this site. Afterwards the
    /// provider redirects the buyer to this site, and `GET …/payment` returns the result. For a
    /// booking that costs nothing, this is the path of the booking's page, and the booking already
    /// has its tickets.
    redirect_url: String,
}

/// The answer to a payment: the booking, or with `hosted` the page.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the two answers")]
pub(crate) enum PaymentAnswer {
    /// With `direct` and `free`.
    Paid(Box<BookingAnswer>),
    /// With `hosted`.
    Page(PaymentPage),
}

/// Pays for a pending booking and returns the tickets, or returns the page where the buyer pays.
/// The path is the booking's `payment_url`. While a payment on a page is in progress, every call
/// with `hosted` returns the same page. The first of these calls extends the hold once, so that the
/// buyer has time to pay. A booking whose total is 0 gets its tickets with `free`, and also with
/// the other ways, without a provider.
#[utoipa::path(post, path = "/api/v1/bookings/{booking}/payment", tag = "Bookings", operation_id = "pay_booking",
    params(
        ("booking" = uuid::Uuid, Path, description = "Number of the booking"),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r"^[!-~]+$", description = "Client-chosen key. A retry with the same key is never charged twice"),
    ),
    request_body = PaymentBody,
    responses(
        (status = 200, description = "The booking, `confirmed`, with its tickets; with `hosted`, the page", body = PaymentAnswer),
        (status = 402, description = "`payment_declined`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: there is none, or it is someone else's", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`booking_state`, with the `reason` `price_changed` if the booking has another total than `expected_total`; `payment_in_progress`, `request_in_progress`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`hold_expired`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_request`, `idempotency_key_missing`, `idempotency_key_reused`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: five payments of the booking were refused, or 20 from this address within an hour; see also the limits at the top", body = domain::Problem, content_type = "application/problem+json"),
        (status = 502, description = "`payment_failed`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn pay(
    OfficeInLanguage(office): OfficeInLanguage,
    Extension(session): Extension<Session>,
    RequestBuyer(buyer): RequestBuyer,
    HoldOrigin(from): HoldOrigin,
    Id(booking): Id<BookingId>,
    Key(key): Key,
    JsonBody(payment): JsonBody<PaymentBody>,
) -> ApiResult<Response> {
    let PaymentRequest {
        means,
        email,
        expected,
    } = payment.parsed()?;
    if let Some(email) = &email {
        office.note_contact(buyer, booking, email).await?;
    }
    let booking = match means {
        PaymentMeans::Token(token) => {
            office
                .pay_from(from, buyer, booking, &key, &token, expected)
                .await?
        }
        PaymentMeans::Nothing => office.take_free(buyer, booking, &key, expected).await?,
        PaymentMeans::Page => {
            let redirect_url = office
                .pay_on_page(buyer, booking, &key, email, expected)
                .await?;
            session.hold.set(&office.booking(buyer, booking).await?);
            return Ok((
                [(header::CACHE_CONTROL, NEVER)],
                Json(PaymentPage { redirect_url }),
            )
                .into_response());
        }
    };
    session.hold.set(&booking);
    Ok(super::booking(StatusCode::OK, booking))
}

/// A valid payment request.
struct PaymentRequest {
    means: PaymentMeans,
    email: Option<EmailAddress>,
    expected: Option<Money>,
}

enum PaymentMeans {
    /// With this token of the provider.
    Token(String),
    /// On a page of the provider.
    Page,
    /// Without paying.
    Nothing,
}

impl PaymentBody {
    fn parsed(self) -> ApiResult<PaymentRequest> {
        let fault = |message: &str| {
            ApiError::invalid(vec![FieldError {
                field: "payment_token".to_owned(),
                message: message.to_owned(),
            }])
        };
        let means = match (self.way.unwrap_or(PaymentWay::Direct), self.payment_token) {
            (PaymentWay::Direct, Some(token)) => PaymentMeans::Token(token),
            (PaymentWay::Direct, None) => return Err(fault("is missing")),
            (PaymentWay::Hosted, None) => PaymentMeans::Page,
            (PaymentWay::Free, None) => PaymentMeans::Nothing,
            (PaymentWay::Hosted | PaymentWay::Free, Some(_)) => {
                return Err(fault("is accepted only with `direct`"));
            }
        };
        Ok(PaymentRequest {
            means,
            email: self.email,
            expected: self.expected_total,
        })
    }
}

/// The state of the newest payment of a booking, for pages and programs that wait for it.
#[utoipa::path(get, path = "/api/v1/bookings/{booking}/payment", tag = "Bookings", operation_id = "get_payment",
    params(("booking" = uuid::Uuid, Path, description = "Number of the booking")),
    responses(
        (status = 200, description = "The state of the payment", body = PaymentProgress),
        (status = 404, description = "`not_found`: there is no such booking, it is someone else's, or nobody began to pay", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn payment(
    State(state): State<AppState>,
    RequestBuyer(buyer): RequestBuyer,
    Id(booking): Id<BookingId>,
) -> ApiResult<Response> {
    let progress = state.boxoffice.payment_progress(buyer, booking).await?;
    let progress =
        progress.ok_or_else(|| ApiError::not_found("Nobody began to pay for this booking."))?;
    Ok(([(header::CACHE_CONTROL, NEVER)], Json(progress)).into_response())
}
