//! A booking of the buyer with its event.

use std::sync::Arc;

use boxoffice::{BoxOffice, PublishedValue};
use domain::{
    BookingId, EventId,
    catalogue::{EventPage, EventSummary},
};
use markup::{components::BookingCard, texts::FailureTexts};
use ui::texts::page_language;

use crate::{error::AppError, local_time::local_in};

/// The buyer's booking with this id. Its end is in the venue's local time.
pub(in crate::pages) async fn booking_card(id: BookingId) -> Result<BookingCard, AppError> {
    let (office, buyer) = (
        crate::context::office()?,
        crate::context::buyer_of(id).await?,
    );
    let mut booking = office.booking(buyer, id).await?;
    let page = page_of(&office, booking.event_id).await?;
    booking.expires_at = local_in(booking.expires_at, &page.event.summary.timezone);
    let codes = booking
        .tickets
        .iter()
        .filter_map(|ticket| super::qr_code::draw(&ticket.code))
        .collect();
    Ok(BookingCard {
        booking,
        event: page.event.summary.clone(),
        address: page.venue.full_address(),
        codes,
    })
}

/// The event of a booking. It exists, since the booking refers to it.
pub(super) async fn event_of(office: &BoxOffice, id: EventId) -> Result<EventSummary, AppError> {
    Ok(page_of(office, id).await?.event.summary.clone())
}

async fn page_of(
    office: &BoxOffice,
    id: EventId,
) -> Result<Arc<PublishedValue<EventPage>>, AppError> {
    let page = office.event_page(&store::EventKey::Id(id)).await?;
    page.ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).booking_event()))
}
