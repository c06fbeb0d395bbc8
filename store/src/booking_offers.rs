//! What the page of a paid booking offers beside its tickets. The function is in
//! `migrations/0035_pages_of_bookings.sql`.

use domain::{BookingId, EventId};

use crate::{Error, Pool};

/// What the page of a paid booking offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookingOffersRow {
    /// The version of the valid recovery links. 0 until links are revoked.
    pub recovery_version: i32,
    /// Whether the buyer may ask for a refund: the terms of the booking allow it, or its event
    /// moved to another date. The quote says whether the time for it is over.
    pub refunds: bool,
}

/// What the page of this booking offers.
pub async fn of_booking(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<BookingOffersRow, Error> {
    let offers = sqlx::query_as!(
        BookingOffersRow,
        r#"select recovery_version as "recovery_version!", refunds as "refunds!" from booking_offers($1, $2)"#,
        event.0,
        booking.0
    );
    Ok(offers.fetch_one(pool).await?)
}
