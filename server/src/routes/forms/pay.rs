//! `POST /bookings/{id}/pay`: pays with a test card, leads to the provider's page, or takes what costs nothing.

use axum::{Extension, extract::State, response::Response};
use domain::{
    BookingId, ProblemCode,
    selling::{Booking, BookingStatus, EmailAddress, IdempotencyKey},
};

use super::{hold::idempotency_key, see_other};
use crate::{
    error::{ApiError, ApiResult},
    extract::{Form, Id, OrNew},
    session::Session,
    state::AppState,
};

/// On success to the tickets, or to the provider's page; on refusal back to the checkout, which explains it. The way `free` is for a booking that
/// costs nothing.
pub(crate) async fn pay(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    OrNew(buyer): OrNew,
    Id(id): Id<BookingId>,
    form: Form,
) -> ApiResult<Response> {
    // A booking that is not theirs has a page that says so, and nothing is asked of the provider.
    if state.boxoffice.booking(buyer, id).await.is_err() {
        return Ok(see_other(&format!("/bookings/{id}")));
    }
    if form.get("way") == Some("hosted") {
        return Ok(see_other(&page(&state, &session, buyer, id, &form).await?));
    }
    let problem = match paid(&state, buyer, id, &form).await {
        Ok(booking) => {
            session.told.tell(&booking);
            return Ok(see_other(&format!("/bookings/{}", booking.id)));
        }
        Err(error) => error.0,
    };
    // A form that was sent twice: the first one paid.
    let paid = state.boxoffice.booking(buyer, id).await.ok().filter(|booking| booking.status == BookingStatus::Confirmed);
    if let Some(booking) = paid {
        session.told.tell(&booking);
        return Ok(see_other(&format!("/bookings/{id}")));
    }
    Ok(see_other(&format!("/checkout/{id}?problem={}", problem.code.as_str())))
}

/// The page where the buyer pays; of a booking that is paid already, its own; otherwise the checkout, which explains it.
async fn page(state: &AppState, session: &Session, buyer: domain::BuyerId, id: BookingId, form: &Form) -> ApiResult<String> {
    let opened = match contact(state, buyer, id, form).await {
        Ok(email) => state.boxoffice.pay_on_page(buyer, id, &idempotency_key(form), email).await.map_err(ApiError::from),
        Err(error) => Err(error),
    };
    let booking = state.boxoffice.booking(buyer, id).await?;
    session.told.tell(&booking);
    Ok(match opened {
        Ok(page) => page,
        Err(_) if booking.status == BookingStatus::Confirmed => format!("/bookings/{id}"),
        Err(error) => format!("/checkout/{id}?problem={}", error.0.code.as_str()),
    })
}

async fn paid(state: &AppState, buyer: domain::BuyerId, id: BookingId, form: &Form) -> ApiResult<Booking> {
    if form.get("way") == Some("free") {
        contact(state, buyer, id, form).await?;
        return Ok(state.boxoffice.take_free(buyer, id, &idempotency_key(form)).await?);
    }
    let card = form.get("card").ok_or(ApiError::from(ProblemCode::InvalidRequest))?;
    contact(state, buyer, id, form).await?;
    let token = state.boxoffice.sandbox_token(card).await?;
    Ok(state.boxoffice.pay(buyer, id, &key_of(form, card), &token).await?)
}

/// Notes where the letter goes. A field left empty is none.
async fn contact(state: &AppState, buyer: domain::BuyerId, id: BookingId, form: &Form) -> ApiResult<Option<EmailAddress>> {
    let Some(email) = form.get("email") else { return Ok(None) };
    let email: EmailAddress = email.parse().map_err(|_| ApiError::from(ProblemCode::InvalidRequest))?;
    state.boxoffice.note_contact(buyer, id, &email).await?;
    Ok(Some(email))
}

/// The key of a try: the page's, and the card's last digits. The same form sent again is the same try; another card, after going back to
/// the page, is another one.
fn key_of(form: &Form, card: &str) -> IdempotencyKey {
    let key = idempotency_key(form);
    let digits: String = card.chars().filter(char::is_ascii_digit).collect();
    let last = &digits[digits.len().saturating_sub(4)..];
    format!("{}-{last}", key.as_str()).parse().unwrap_or(key)
}
