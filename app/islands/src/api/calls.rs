//! The server's side of the functions.

use std::pin::Pin;

use domain::{
    BookingId, EventId, Problem, ProblemCode,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey},
};
use leptos::prelude::use_context;

use super::CallError;

/// The pending result of a call.
pub type CallAnswer<T> = Pin<Box<dyn Future<Output = Result<T, CallError>> + Send>>;

/// The work of each function. It gets the box office and the buyer from the request's context.
pub trait BoxOfficeCalls: Send + Sync {
    /// Holds seats.
    fn hold(
        &self,
        event: EventId,
        request: BookingRequest,
        key: IdempotencyKey,
    ) -> CallAnswer<Booking>;

    /// Pays for a booking.
    fn pay(
        &self,
        id: BookingId,
        card: String,
        key: IdempotencyKey,
        email: String,
        language: String,
        total: String,
    ) -> CallAnswer<BookingStatus>;

    /// Releases the seats of a booking.
    fn release(&self, id: BookingId) -> CallAnswer<()>;

    /// Sets the HTTP status of the response.
    fn set_status(&self, status: u16);
}

/// The server's implementation of the calls, which it provides as context to each request.
#[derive(Clone, Copy)]
pub struct ServerCalls(pub &'static dyn BoxOfficeCalls);

impl ServerCalls {
    /// The calls in the context of the request. Without them, the request fails with
    /// [`ProblemCode::Internal`].
    pub fn of_request() -> Result<&'static dyn BoxOfficeCalls, CallError> {
        use_context::<Self>()
            .map(|calls| calls.0)
            .ok_or_else(|| CallError(Problem::new(ProblemCode::Internal)))
    }
}
