//! The buyer's bookings.

use crate::{components::BookingCard, error::AppError};

/// The buyer's bookings, the newest first, each with its event.
pub(in crate::pages) async fn my_bookings() -> Result<Vec<BookingCard>, AppError> {
    use std::collections::{HashMap, hash_map::Entry};

    let Some(buyer) = crate::context::named_buyer() else { return Ok(Vec::new()) };
    let office = crate::context::office()?;
    let bookings = office.bookings(buyer).await?;
    let mut events = HashMap::new();
    for booking in &bookings {
        if let Entry::Vacant(place) = events.entry(booking.event_id) {
            place.insert(super::booking_card::event_of(&office, booking.event_id).await?);
        }
    }
    let card = |booking: domain::selling::Booking| {
        events.get(&booking.event_id).cloned().map(|event| BookingCard { booking, event, codes: Vec::new() })
    };
    Ok(bookings.into_iter().filter_map(card).collect())
}
