//! A booking in a list.

use domain::{
    catalogue::EventSummary,
    selling::{Booking, BookingStatus},
};
use leptos::prelude::*;

use super::{Chip, Poster, QrCode, Tone, When, bill};
use crate::format;

/// A booking and its event, as pages show them.
#[derive(Debug, Clone, PartialEq)]
pub struct BookingCard {
    /// The booking.
    pub booking: Booking,
    /// The event that it is for.
    pub event: EventSummary,
    /// The codes of its tickets as pictures, in their order. Lists of bookings leave them out.
    pub codes: Vec<QrCode>,
}

/// A booking: what, when, where, which places, and what there is to do about it.
#[component]
pub fn BookingRow(
    /// The booking with its event.
    card: BookingCard,
) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    let pending = booking.status == BookingStatus::Pending;
    let href = if pending { format!("/checkout/{}", booking.id) } else { format!("/bookings/{}", booking.id) };
    let (tone, state) = state(&booking);
    let seats = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
    view! {
        <article class="booking-row">
            <div class="booking-row-poster">
                <Poster bill=bill(&event) />
            </div>
            <div class="booking-row-text">
                <p class="booking-row-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds />
                </p>
                <h3>
                    <a href=href>{event.title.clone()}</a>
                </h3>
                <p class="booking-row-where">{format!("{}, {}", event.venue.name, event.venue.city)}</p>
                <p class="booking-row-state">
                    <Chip tone text=state />
                    <span>{format!("{} · {}", format::count(seats, "seat", "seats"), booking.total)}</span>
                </p>
            </div>
            {pending.then(|| view! { <p class="booking-row-do"><span class="button" aria-hidden="true">"Pay"</span></p> })}
        </article>
    }
}

/// What state a booking is in, in words.
fn state(booking: &Booking) -> (Tone, String) {
    match booking.status {
        BookingStatus::Pending => {
            // Rounded down: never more time than there is.
            let minutes = u32::try_from(booking.expires_in_ms / 60_000).unwrap_or(0);
            let left = if minutes == 0 {
                "for less than a minute".to_owned()
            } else {
                format!("for {}", format::count(minutes, "more minute", "more minutes"))
            };
            (Tone::Soon, format!("Held {left}"))
        }
        BookingStatus::Confirmed => (Tone::Yours, "Tickets".to_owned()),
        BookingStatus::Expired => (Tone::Gone, "Not paid in time".to_owned()),
        BookingStatus::Cancelled => (Tone::Gone, "Given back".to_owned()),
        BookingStatus::Refunded => (Tone::Gone, "Refunded".to_owned()),
    }
}
