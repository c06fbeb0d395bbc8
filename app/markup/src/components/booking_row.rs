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
    let pending = booking.status == BookingStatus::Pending
        && booking.payment != Some(BookingPayment::Offered);
    let href = site_path(&if pending {
        format!("/checkout/{}", booking.id)
    } else {
        format!("/bookings/{}", booking.id)
    });
    let (tone, state) = state(&booking, &texts);
    let number = booking
        .number
        .as_ref()
        .map(|number| view! { <span class="figure">{number.to_string()}</span> });
    // A settled booking does not change, so the page does not poll it: a list may have a hundred.
    let open =
        (pending || booking.payment.is_some()).then(|| (booking.id.to_string(), stands(&booking)));
    let (open, now) = open.unzip();
    let size = size(&booking, &texts);
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
                    <span>{size}</span>
                    {number}
                </p>
            </div>
            {pending.then(|| view! { <p class="booking-row-do"><span class="button" aria-hidden="true">{texts.pay()}</span></p> })}
        </article>
    }
}

/// The number of seats and their price. If the buyer gave some tickets away or back, the number of
/// the rest.
fn size(booking: &Booking, texts: &BookingsTexts) -> String {
    let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let (tickets, seats, total) = (
        number(booking.tickets.len()),
        number(booking.seats.len()),
        format::money(booking.total),
    );
    let is_less = booking.status == BookingStatus::Confirmed && (1..seats).contains(&tickets);
    if is_less {
        texts.seats_left(tickets, seats, &total)
    } else {
        texts.seats(seats, &total)
    }
}

/// The state of a booking as a chip's tone and text.
fn state(booking: &Booking, texts: &BookingsTexts) -> (Tone, String) {
    match booking.status {
        BookingStatus::Pending => {
            // Rounded down, so it never promises too much time.
            let minutes = u32::try_from(booking.expires_in_ms / 60_000).unwrap_or(0);
            (
                Tone::Soon,
                if minutes == 0 {
                    texts.held_last()
                } else {
                    texts.held(minutes)
                },
            )
        }
        BookingStatus::Confirmed if booking.tickets.is_empty() => {
            (Tone::Gone, texts.tickets_none())
        }
        BookingStatus::Confirmed => (Tone::Yours, texts.tickets()),
        BookingStatus::Expired => (Tone::Gone, texts.expired()),
        BookingStatus::Cancelled => (Tone::Gone, texts.cancelled()),
        BookingStatus::Refunded => (Tone::Gone, texts.refunded()),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        Currency, Money, SeatNo, TicketId,
        selling::{BookingSeat, Ticket},
    };
    use ui::texts::Language;

    use super::*;
    use crate::fixture::booking;

    fn seat() -> BookingSeat {
        BookingSeat {
            seat: SeatNo(1),
            section: "Stalls".to_owned(),
            row: "1".to_owned(),
            number: "2".to_owned(),
            accessible: false,
            companion: false,
            note: None,
            price: Money::new(4500, Currency::EUR),
            full_price: None,
            price_type: None,
        }
    }

    fn ticket() -> Ticket {
        Ticket {
            id: TicketId::new(),
            seat: SeatNo(1),
            section: "Stalls".to_owned(),
            row: "1".to_owned(),
            number: "2".to_owned(),
            accessible: false,
            companion: false,
            note: None,
            entrance: None,
            price: None,
            price_type: None,
            code: String::new(),
        }
    }

    #[test]
    fn a_paid_booking_names_the_tickets_that_the_buyer_still_has() {
        let texts = BookingsTexts::of(Language::English);
        let told = |tickets: usize| {
            let paid = booking(BookingStatus::Confirmed, None);
            let total = Money::new(9000, Currency::EUR);
            let paid = Booking {
                seats: vec![seat(); 2],
                tickets: vec![ticket(); tickets],
                total,
                ..paid
            };
            (state(&paid, &texts).1, size(&paid, &texts))
        };
        let said = |state: &str, size: &str| (state.to_owned(), size.to_owned());
        assert_eq!(told(2), said("Tickets", "2 seats · €90"));
        assert_eq!(told(1), said("Tickets", "1 of 2 tickets left · €90"));
        assert_eq!(told(0), said("No tickets left", "2 seats · €90"));
    }
}
