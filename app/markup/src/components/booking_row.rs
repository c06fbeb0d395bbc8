//! A booking in a list.

use domain::{
    catalogue::EventSummary,
    selling::{Booking, BookingPayment, BookingStatus},
};
use leptos::prelude::*;
use ui::{address::site_path, format};

use super::{Chip, HouseAndTown, Poster, QrCode, Tone, When, bill, stands};
use crate::texts::BookingsTexts;

/// A booking and its event, as pages show them.
#[derive(Debug, Clone, PartialEq)]
pub struct BookingCard {
    /// The booking.
    pub booking: Booking,
    /// The booked event.
    pub event: EventSummary,
    /// Street, number and town of the venue. Lists of bookings leave it empty.
    pub address: String,
    /// The QR codes of its tickets, in ticket order. Lists of bookings leave them out.
    pub codes: Vec<QrCode>,
}

/// A booking in a list: the event, date, place and seats, and the next action.
#[component]
pub fn BookingRow(
    /// The booking with its event.
    card: BookingCard,
    /// The translated texts.
    texts: BookingsTexts,
) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    // Seats offered for a late payment are already paid.
    let pending = booking.status == BookingStatus::Pending && booking.payment != Some(BookingPayment::Offered);
    let href = site_path(&if pending { format!("/checkout/{}", booking.id) } else { format!("/bookings/{}", booking.id) });
    let (tone, state) = state(&booking, &texts);
    let number = booking.number.as_ref().map(|number| view! { <span class="figure">{number.to_string()}</span> });
    // A settled booking does not change, so the page does not poll it: a list may have a hundred.
    let open = (pending || booking.payment.is_some()).then(|| (booking.id.to_string(), stands(&booking)));
    let (open, now) = open.unzip();
    let seats = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
    view! {
        <article class="booking-row" data-booking=open data-stands=now>
            <div class="booking-row-poster">
                <Poster bill=bill(&event) />
            </div>
            <div class="booking-row-text">
                <p class="booking-row-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds />
                </p>
                <h3>
                    <a href=href dir="auto">
                        {event.title.clone()}
                    </a>
                </h3>
                <p class="booking-row-where">
                    <HouseAndTown venue=event.venue.clone() />
                </p>
                <p class="booking-row-state">
                    <Chip tone text=state />
                    <span>{texts.seats(seats, &format::money(booking.total))}</span>
                    {number}
                </p>
            </div>
            {pending.then(|| view! { <p class="booking-row-do"><span class="button" aria-hidden="true">{texts.pay()}</span></p> })}
        </article>
    }
}

/// The state of a booking as a chip's tone and text.
fn state(booking: &Booking, texts: &BookingsTexts) -> (Tone, String) {
    match booking.status {
        BookingStatus::Pending => {
            // Rounded down, so it never promises too much time.
            let minutes = u32::try_from(booking.expires_in_ms / 60_000).unwrap_or(0);
            (Tone::Soon, if minutes == 0 { texts.held_last() } else { texts.held(minutes) })
        }
        BookingStatus::Confirmed => (Tone::Yours, texts.tickets()),
        BookingStatus::Expired => (Tone::Gone, texts.expired()),
        BookingStatus::Cancelled => (Tone::Gone, texts.cancelled()),
        BookingStatus::Refunded => (Tone::Gone, texts.refunded()),
    }
}
