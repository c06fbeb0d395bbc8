//! Booking numbers for people: eight letters and digits. A trigger assigns one when a booking is
//! confirmed (`migrations/0017_booking_views.sql`).

use domain::{BookingId, BuyerId, EventId, selling::BookingNumber};

use crate::{Error, Pool, decode};

/// A booking that was found by its booking number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedBooking {
    /// Identifier of the booking in the API.
    pub id: BookingId,
    /// Buyer of the booking.
    pub buyer: BuyerId,
    /// Address for its letters.
    pub email: Option<String>,
}

/// The booking with this number.
pub async fn find(pool: &Pool, number: &BookingNumber) -> Result<Option<NumberedBooking>, Error> {
    let found = sqlx::query!(
        r#"select b.id, b.buyer_id, c.email as "email?"
           from booking_number n
           join booking b on b.event_id = n.event_id and b.id = n.booking_id
           left join contact c on c.event_id = b.event_id and c.booking_id = b.id
           where n.number = $1"#,
        number.as_str()
    );
    let found = found.fetch_optional(pool).await?;
    Ok(found.map(|row| NumberedBooking {
        id: BookingId(row.id),
        buyer: BuyerId(row.buyer_id),
        email: row.email,
    }))
}

/// The booking number of a booking. None before it is confirmed.
pub async fn of_booking(
    pool: &Pool,
    event: EventId,
    booking: BookingId,
) -> Result<Option<BookingNumber>, Error> {
    let number = sqlx::query_scalar!(
        "select number from booking_number where event_id = $1 and booking_id = $2",
        event.0,
        booking.0
    );
    number
        .fetch_optional(pool)
        .await?
        .map(|number| decode::booking_number(&number))
        .transpose()
}
