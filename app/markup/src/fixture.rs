//! A booking for tests.

use domain::{
    BookingId, Currency, EventId, Money,
    selling::{Booking, BookingPayment, BookingStatus},
};
use time::OffsetDateTime;

/// A booking without seats.
pub(crate) fn booking(status: BookingStatus, payment: Option<BookingPayment>) -> Booking {
    Booking {
        id: BookingId::new(),
        number: None,
        event_id: EventId(1),
        status,
        expires_at: OffsetDateTime::UNIX_EPOCH,
        expires_in_ms: 0,
        extendable_until: None,
        seats: vec![],
        total: Money::new(0, Currency::EUR),
        code: None,
        payment_url: String::new(),
        payment,
        tickets: vec![],
        given: vec![],
        refunds: vec![],
    }
}
