//! The buyer's bookings.

use domain::selling::Booking;
use markup::components::BookingCard;

use crate::error::AppError;

/// The buyer's bookings, or those of the account, the newest first, each with its event.
pub(in crate::pages) async fn my_bookings() -> Result<Vec<BookingCard>, AppError> {
    use std::collections::{HashMap, hash_map::Entry};

    let (account, buyer, office) = (
        crate::context::account(),
        crate::context::named_buyer(),
        crate::context::office()?,
    );
    let bookings = match (account, buyer) {
        (Some(account), _) => office.account_bookings(account).await?,
        (None, Some(buyer)) => office.bookings(buyer).await?,
        (None, None) => return Ok(Vec::new()),
    };
    let mut events = HashMap::new();
    for booking in &bookings {
        if let Entry::Vacant(place) = events.entry(booking.event_id) {
            place.insert(super::booking_card::event_of(&office, booking.event_id).await?);
        }
    }
    let card = |booking: Booking| {
        let event = events.get(&booking.event_id).cloned()?;
        Some(BookingCard {
            booking,
            event,
            address: String::new(),
            codes: Vec::new(),
        })
    };
    Ok(bookings.into_iter().filter_map(card).collect())
}
