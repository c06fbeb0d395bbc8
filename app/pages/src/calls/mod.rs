//! The server's side of the functions that islands call. A call parses, calls the box office and
//! maps the result; the box office decides what is allowed.

mod pay;

use domain::{
    BookingId, EventId,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey},
};
use islands::api::{BoxOfficeCalls, CallAnswer, CallError, ServerCalls};

use crate::{
    context,
    error::{AppError, set_status},
};

/// Calls the box office in the request's context.
struct OfficeCalls;

/// The server's side of the functions, which the server provides as context to each request.
#[must_use]
pub fn server_calls() -> ServerCalls {
    ServerCalls(&OfficeCalls)
}

impl BoxOfficeCalls for OfficeCalls {
    fn hold(
        &self,
        event: EventId,
        request: BookingRequest,
        key: IdempotencyKey,
    ) -> CallAnswer<Booking> {
        answer(hold(event, request, key))
    }

    fn pay(
        &self,
        id: BookingId,
        card: String,
        key: IdempotencyKey,
        email: String,
        language: String,
        total: String,
    ) -> CallAnswer<BookingStatus> {
        answer(pay::pay(id, card, key, email, language, total))
    }

    fn release(&self, id: BookingId) -> CallAnswer<()> {
        answer(release(id))
    }

    fn set_status(&self, status: u16) {
        set_status(status);
    }
}

fn answer<T>(work: impl Future<Output = Result<T, AppError>> + Send + 'static) -> CallAnswer<T> {
    Box::pin(async move { work.await.map_err(CallError::from) })
}

async fn hold(
    event: EventId,
    request: BookingRequest,
    key: IdempotencyKey,
) -> Result<Booking, AppError> {
    let (office, buyer) = (context::office()?, context::buyer()?);
    let pass = context::pass(&office, buyer, event);
    let booking = office
        .hold_inside(context::holder(), pass, buyer, event, &key, request)
        .await?;
    context::note_hold(&booking);
    Ok(booking)
}

async fn release(id: BookingId) -> Result<(), AppError> {
    let (office, buyer) = (context::office()?, context::buyer_of(id).await?);
    context::note_hold(&office.release(buyer, id).await?);
    Ok(())
}
