//! `POST /bookings/{id}/pay`: pays with a test card, redirects to the provider's page, or takes a
//! free booking.

use axum::{Extension, response::Response};
use boxoffice::{BoxOffice, Holder, Refusal};
use domain::{
    BookingId, FieldError, Money, Problem, ProblemCode,
    selling::{Booking, BookingPayment, BookingStatus, EmailAddress, IdempotencyKey, ShownTotal},
};

use super::{hold::idempotency_key, see_other};
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, HoldOrigin, Id},
    language::OfficeInLanguage,
    session::Session,
};

/// The field for the address of the letter.
const EMAIL: &str = "email";

/// The field for the total that the page shows.
const TOTAL: &str = "total";

/// Redirects to the tickets, or to the provider's page. If other seats are offered for a late
/// payment, redirects to the choice. After a refusal, redirects to the checkout, which explains the
/// refusal. The way `free` is for bookings that cost nothing.
pub(crate) async fn pay(
    OfficeInLanguage(office): OfficeInLanguage,
    Extension(session): Extension<Session>,
    BuyerOrNew(buyer): BuyerOrNew,
    HoldOrigin(from): HoldOrigin,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    // A booking of another buyer has a page that says so, and the provider is not asked.
    if office.booking(buyer, id).await.is_err() {
        return Ok(see_other(&format!("/bookings/{id}")));
    }
    if form.get("way") == Some("hosted") {
        return Ok(see_other(&page(&office, &session, buyer, id, &form).await?));
    }
    let problem = match paid(&office, from, buyer, id, &form).await {
        Ok(booking) => {
            session.hold.set(&booking);
            return Ok(see_other(&format!("/bookings/{}", booking.id)));
        }
        Err(error) => error.0,
    };
    // Either the form was sent twice and the first one paid, or the payment was late and the
    // booking's page has the choice.
    let has_page = |booking: &Booking| {
        booking.status == BookingStatus::Confirmed
            || booking.payment == Some(BookingPayment::Offered)
    };
    if let Some(booking) = office.booking(buyer, id).await.ok().filter(has_page) {
        session.hold.set(&booking);
        return Ok(see_other(&format!("/bookings/{id}")));
    }
    Ok(see_other(&checkout(id, &problem)))
}

/// The checkout, which explains the problem.
fn checkout(id: BookingId, problem: &Problem) -> String {
    let reason = problem
        .reason
        .map(|reason| format!("&reason={}", reason.as_str()))
        .unwrap_or_default();
    let field = match problem.code {
        _ if problem.errors.iter().any(|error| error.field == EMAIL) => "&field=email",
        // Other limits have the same code.
        ProblemCode::TooManyRequests => "&field=card",
        _ => "",
    };
    format!(
        "/checkout/{id}?problem={}{reason}{field}",
        problem.code.as_str()
    )
}

/// The provider's page, where the buyer pays. If it cannot be opened: the booking's page if the
/// booking is paid, otherwise the checkout, which explains the problem.
async fn page(
    office: &BoxOffice,
    session: &Session,
    buyer: domain::BuyerId,
    id: BookingId,
    form: &FormFields,
) -> ApiResult<String> {
    let opened = opened(office, buyer, id, form).await;
    let booking = office.booking(buyer, id).await?;
    session.hold.set(&booking);
    Ok(match opened {
        Ok(page) => page,
        Err(_) if booking.status == BookingStatus::Confirmed => format!("/bookings/{id}"),
        Err(error) => checkout(id, &error.0),
    })
}

async fn opened(
    office: &BoxOffice,
    buyer: domain::BuyerId,
    id: BookingId,
    form: &FormFields,
) -> ApiResult<String> {
    let (email, expected) = (contact(office, buyer, id, form).await?, seen(form)?);
    Ok(office
        .pay_on_page(buyer, id, &idempotency_key(form), email, expected)
        .await?)
}

async fn paid(
    office: &BoxOffice,
    from: Option<Holder>,
    buyer: domain::BuyerId,
    id: BookingId,
    form: &FormFields,
) -> ApiResult<Booking> {
    if form.get("way") == Some("free") {
        contact(office, buyer, id, form).await?;
        return Ok(office
            .take_free(buyer, id, &idempotency_key(form), seen(form)?)
            .await?);
    }
    let card = form
        .get("card")
        .ok_or(ApiError::from(ProblemCode::InvalidRequest))?;
    contact(office, buyer, id, form).await?;
    let token = office.sandbox_token(card).await?;
    Ok(office
        .pay_from(from, buyer, id, &key_of(form, card), &token, seen(form)?)
        .await?)
}

/// The total that the buyer saw. None for a page from a server without this field: such a page
/// stays open for some minutes after a deployment, and a refusal would cost its buyer time while
/// the seats are held. A total that cannot be read is not the booking's.
fn seen(form: &FormFields) -> ApiResult<Option<Money>> {
    let total = form.get(TOTAL).map(str::parse::<ShownTotal>).transpose();
    let total = total.map_err(|_| ApiError::from(Refusal::PriceChanged))?;
    Ok(total.map(|ShownTotal(total)| total))
}

/// Stores the address of letters. An empty field is ignored.
async fn contact(
    office: &BoxOffice,
    buyer: domain::BuyerId,
    id: BookingId,
    form: &FormFields,
) -> ApiResult<Option<EmailAddress>> {
    let Some(email) = form.get(EMAIL) else {
        return Ok(None);
    };
    let email: EmailAddress = email.parse().map_err(|_| not_an_address())?;
    office.note_contact(buyer, id, &email).await?;
    Ok(Some(email))
}

fn not_an_address() -> ApiError {
    ApiError::invalid(vec![FieldError {
        field: EMAIL.to_owned(),
        message: "not an e-mail address".to_owned(),
    }])
}

/// The key of an attempt: the page's key, and the card's last digits. The same form sent again is
/// the same attempt; another card, after returning to the page, is a new one.
fn key_of(form: &FormFields, card: &str) -> IdempotencyKey {
    let key = idempotency_key(form);
    let digits: String = card.chars().filter(char::is_ascii_digit).collect();
    let last = &digits[digits.len().saturating_sub(4)..];
    format!("{}-{last}", key.as_str()).parse().unwrap_or(key)
}
