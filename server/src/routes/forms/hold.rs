//! `POST /events/{slug}/hold`: holds the best seats, chosen seats, or spots in a standing area.

use axum::{Extension, extract::State, response::Response};
use domain::{
    PriceLevelId, ProblemCode, SeatNo,
    selling::{AreaQuantity, BestAvailable, BookingRequest, IdempotencyKey},
};
use store::EventKey;

use super::{name_of, see_other};
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, HoldOrigin, Id, LineCredentials, fresh_key},
    session::Session,
    state::AppState,
};

/// Redirects to the checkout. After a refusal, redirects to the event, which explains the refusal.
pub(crate) async fn hold(
    State(state): State<AppState>,
    Id(key): Id<EventKey>,
    HoldOrigin(holder): HoldOrigin,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    brought: LineCredentials,
    form: FormFields,
) -> ApiResult<Response> {
    let name = name_of(&key);
    // An unknown event has a page that says so.
    let Some(event) = state.boxoffice.event_number(&key).await? else {
        return Ok(see_other(&format!("/events/{name}")));
    };
    let Some(request) = request(&form) else {
        return Ok(see_other(&problem_at(&name, ProblemCode::InvalidRequest)));
    };
    let held = match brought.pass(&state.boxoffice, Some(buyer), event) {
        Ok(pass) => {
            state
                .boxoffice
                .hold_inside(holder, pass, buyer, event, &idempotency_key(&form), request)
                .await
        }
        Err(refusal) => Err(refusal),
    };
    let refused = match held {
        Ok(booking) => {
            session.hold.set(&booking);
            return Ok(see_other(&format!("/checkout/{}", booking.id)));
        }
        Err(refusal) => ApiError::from(refusal).0,
    };
    Ok(see_other(&problem_at(&name, refused.code)))
}

fn problem_at(event: &str, code: ProblemCode) -> String {
    format!("/events/{event}?problem={}", code.as_str())
}

/// The request of the form. None if it is invalid.
fn request(form: &FormFields) -> Option<BookingRequest> {
    let seats: Vec<SeatNo> = form
        .all("seat")
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    if !seats.is_empty() {
        return Some(BookingRequest::seats(seats));
    }
    if let Some(area) = form.get("area") {
        return Some(BookingRequest::area(AreaQuantity {
            area: area.to_owned(),
            quantity: quantity(form)?,
        }));
    }
    best(form).map(BookingRequest::best)
}

fn quantity(form: &FormFields) -> Option<u32> {
    form.get("quantity").unwrap_or("1").parse().ok()
}

/// The form's request for the best seats. None if it is invalid.
pub(super) fn best(form: &FormFields) -> Option<BestAvailable> {
    let quantity = quantity(form)?;
    let price_level = form
        .get("price_level")
        .map(str::parse::<PriceLevelId>)
        .transpose()
        .ok()?;
    let accessible = form.get("accessible").is_some().then_some(true);
    let section = form.get("section").map(str::to_owned);
    Some(BestAvailable {
        quantity,
        section,
        price_level,
        accessible,
    })
}

/// The key in the form, so that a form that is sent twice has one effect. A new one if there is
/// none.
pub(super) fn idempotency_key(form: &FormFields) -> IdempotencyKey {
    form.get("key")
        .and_then(|key| key.parse().ok())
        .unwrap_or_else(fresh_key)
}
