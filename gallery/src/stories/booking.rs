//! Booking rows, printable tickets and QR codes.

use domain::selling::BookingStatus;
use leptos::prelude::*;
use markup::{
    components::{BookingCard, BookingRow, QrPicture, TicketSheet},
    texts::{BookingsTexts, TicketSheetTexts},
};
use ui::texts::{Language, PlacesTexts};

use crate::{
    fixtures::{bookings, events::event, qr},
    story::{State, Story},
};

/// A booking in each state, with the milliseconds left, a category and a title. Only pending
/// bookings show the remaining time.
const BOOKINGS: [(BookingStatus, i64, &str, &str); 6] = [
    (BookingStatus::Pending, 272_000, "concert", "Symphony No. 2"),
    (
        BookingStatus::Pending,
        48_000,
        "dance",
        "The Rite of Spring",
    ),
    (BookingStatus::Confirmed, 0, "opera", "Le nozze di Figaro"),
    (BookingStatus::Expired, 0, "theatre", "The Seagull"),
    (BookingStatus::Cancelled, 0, "talk", "An Evening on Bees"),
    (
        BookingStatus::Refunded,
        0,
        "sport",
        "Basketball Champions League: the last of the group games",
    ),
];

/// The address of the events.
const ADDRESS: &str = "Ankkurikatu 7, Lahti";

/// The modules per side of the codes that are shown alone: of the shortest text, of a ticket, and
/// of a much longer text.
const CODES: [u16; 3] = [21, qr::OF_A_TICKET, 57];

#[component]
pub fn BookingStories() -> impl IntoView {
    let rows = BOOKINGS.map(|(status, left, category, title)| {
        let card = BookingCard {
            booking: bookings::pair(status, left),
            event: event(title, category, title),
            address: String::new(),
            codes: Vec::new(),
        };
        view! {
            <li>
                <BookingRow card texts=BookingsTexts::of(Language::English) />
            </li>
        }
    });
    let codes = CODES.map(|size| {
        let label = format!("Made-up QR code, {size} modules per side");
        view! {
            <li>
                <QrPicture code=qr::made_up(size) label />
            </li>
        }
    });
    view! {
        <Story id="bookings">
            <State name="Booking rows in each status">
                <ul class="booking-list">{rows.collect_view()}</ul>
            </State>
            <State name="Tickets: a seat, a wheelchair place in a box, a standing place without a QR code">
                <ul class="ticket-list">
                    <li>
                        <TicketSheet
                            event=event("figaro", "opera", "Le nozze di Figaro")
                            address=ADDRESS.to_owned()
                            number=bookings::number()
                            ticket=bookings::ticket("Stalls", "12", "14")
                            qr=Some(qr::made_up(qr::OF_A_TICKET))
                            texts=TicketSheetTexts::of(Language::English)
                            places=PlacesTexts::of(Language::English)
                        />
                    </li>
                    <li>
                        <TicketSheet
                            event=event("figaro", "opera", "Le nozze di Figaro")
                            address=ADDRESS.to_owned()
                            number=bookings::number()
                            ticket=bookings::ticket("Box 1, left", "", "651")
                            qr=Some(qr::made_up(qr::OF_A_TICKET))
                            texts=TicketSheetTexts::of(Language::English)
                            places=PlacesTexts::of(Language::English)
                        />
                    </li>
                    <li>
                        <TicketSheet
                            event=event("night", "concert", "A long night of short pieces, with two intervals and soup")
                            address=ADDRESS.to_owned()
                            number=bookings::number()
                            ticket=bookings::ticket("Standing floor", "", "")
                            qr=None
                            texts=TicketSheetTexts::of(Language::English)
                            places=PlacesTexts::of(Language::English)
                        />
                    </li>
                </ul>
            </State>
            <State name="QR codes in three sizes">
                <ul class="codes">{codes.collect_view()}</ul>
            </State>
        </Story>
    }
}
