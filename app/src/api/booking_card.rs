//! One booking of the buyer, with the event that it is for.

use domain::{BookingId, catalogue::EventSummary, selling::Booking};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::QrCode;
use super::json::{Json, JsonQuery};
use crate::error::AppError;

/// A booking and its event, as pages show them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookingCard {
    /// The booking.
    pub booking: Booking,
    /// The event that it is for.
    pub event: EventSummary,
    /// The codes of its tickets as pictures, in their order. Lists of bookings leave them out.
    pub codes: Vec<QrCode>,
}

/// The buyer's booking with this number.
#[server(name = GetBookingCard, prefix = "/api/fn", endpoint = "booking_card", input = JsonQuery, output = Json)]
pub async fn booking_card(id: BookingId) -> Result<BookingCard, AppError> {
    let (office, buyer) = (super::context::office()?, super::context::buyer()?);
    let booking = office.booking(buyer, id).await?;
    let event = event_of(&office, booking.event_id).await?;
    let codes = booking.tickets.iter().filter_map(|ticket| super::qr_code::draw(&ticket.code)).collect();
    Ok(BookingCard { booking, event, codes })
}

/// The event of a booking. A booking names an event, so that there is one.
#[cfg(feature = "ssr")]
pub(super) async fn event_of(office: &boxoffice::BoxOffice, id: domain::EventId) -> Result<EventSummary, AppError> {
    let page = office.event_page(&store::EventKey::Id(id)).await?;
    page.map(|page| page.event.summary.clone()).ok_or_else(|| AppError::not_found("The event of this booking is gone."))
}
