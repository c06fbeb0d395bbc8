//! `POST /api/v1/events/{id}/bookings`

use axum::{Extension, extract::State, response::Response};
use domain::{
    EventId,
    selling::{BookingAnswer, BookingRequest},
};
use http::StatusCode;

use crate::{
    error::ApiResult,
    extract::{BuyerOrNew, HoldOrigin, Id, JsonBody, Key, LineCredentials},
    routes::api::v1,
    session::Session,
    state::AppState,
};

/// Holds seats, all or none, for the hold time of the event. With `otherwise` beside `seats`: if
/// one of the seats is gone, the best block by these wishes is held instead, but never above the
/// total of the requested seats.
#[utoipa::path(post, path = "/api/v1/events/{event}/bookings", tag = "Bookings", operation_id = "hold_seats",
    params(
        ("event" = i32, Path, minimum = 0, description = "Number of the event"),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r"^[!-~]+$", description = "A text of your own; the same key and body give the same answer"),
        ("Waiting-Room-Pass" = Option<String>, Header, description = "Where the event has a waiting room: the pass of the turn that you took. Browsers send a cookie"),
    ),
    request_body = BookingRequest,
    responses(
        (status = 201, description = "A pending booking", body = BookingAnswer),
        (status = 401, description = "`bad_token`: the pass was changed, or is of another event or session", body = domain::Problem, content_type = "application/problem+json"),
        (status = 403, description = "`waiting_room`: without a pass, or after its end; `cross_origin`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`seats_taken` with `seats` and `alternatives`; `sold_out`; `buyer_limit`: the buyer would have more seats of the event, held and bought, than it allows; `not_on_sale`: over, cancelled or paused; `request_in_progress`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 422, description = "`too_many_seats`, `unknown_seat`, `leaves_single_seat` with `seats` and `alternatives` (where the event has `avoid_single_seats`), `invalid_request`, `idempotency_key_missing`, `idempotency_key_reused`", body = domain::Problem, content_type = "application/problem+json"),
        (status = 425, description = "`not_on_sale_yet`", body = domain::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn create(
    State(state): State<AppState>,
    Id(event): Id<EventId>,
    Key(key): Key,
    HoldOrigin(holder): HoldOrigin,
    Extension(session): Extension<Session>,
    (BuyerOrNew(buyer), brought): (BuyerOrNew, LineCredentials),
    JsonBody(request): JsonBody<BookingRequest>,
) -> ApiResult<Response> {
    let pass = brought.pass(&state.boxoffice, Some(buyer), event)?;
    let booking = state
        .boxoffice
        .hold_inside(holder, pass, buyer, event, &key, request)
        .await?;
    session.hold.set(&booking);
    Ok(v1::booking(StatusCode::CREATED, booking))
}
