//! One booking of the buyer, with the event that it is for.

use domain::{BookingId, catalogue::EventSummary};

use crate::{components::BookingCard, error::AppError};

/// The buyer's booking with this number.
pub(in crate::pages) async fn booking_card(id: BookingId) -> Result<BookingCard, AppError> {
    let (office, buyer) = (crate::context::office()?, crate::context::buyer()?);
    let booking = office.booking(buyer, id).await?;
    let event = event_of(&office, booking.event_id).await?;
    let codes = booking.tickets.iter().filter_map(|ticket| super::qr_code::draw(&ticket.code)).collect();
    Ok(BookingCard { booking, event, codes })
}

/// The event of a booking. A booking names an event, so that there is one.
pub(super) async fn event_of(office: &boxoffice::BoxOffice, id: domain::EventId) -> Result<EventSummary, AppError> {
    let page = office.event_page(&store::EventKey::Id(id)).await?;
    page.map(|page| page.event.summary.clone()).ok_or_else(|| AppError::not_found("The event of this booking is gone."))
}
