//! Bookings in a list, and tickets as they are printed.

use app::components::{BookingCard, BookingRow, QrPicture, TicketSheet};
use domain::selling::BookingStatus;
use leptos::prelude::*;

use crate::{
    made_up::{bookings, events::event, qr},
    sheet::{Sheet, State},
};

/// Every state of a booking, with what there is to do about it; the time that is left matters for the first two.
const BOOKINGS: [(BookingStatus, i64, &str, &str); 6] = [
    (BookingStatus::Pending, 272_000, "concert", "Symphony No. 2"),
    (BookingStatus::Pending, 48_000, "dance", "The Rite of Spring"),
    (BookingStatus::Confirmed, 0, "opera", "Le nozze di Figaro"),
    (BookingStatus::Expired, 0, "theatre", "The Seagull"),
    (BookingStatus::Cancelled, 0, "talk", "An Evening on Bees"),
    (BookingStatus::Refunded, 0, "sport", "Basketball Champions League: the last of the group games"),
];

/// Modules a side of the codes that are shown alone: of the shortest text, of a ticket, of one much longer.
const CODES: [u16; 3] = [21, qr::OF_A_TICKET, 57];

/// Rows, tickets and codes.
#[component]
pub fn BookingSheets() -> impl IntoView {
    let rows = BOOKINGS.map(|(status, left, category, title)| {
        let card = BookingCard { booking: bookings::pair(status, left), event: event(title, category, title), codes: Vec::new() };
        view! {
            <li>
                <BookingRow card />
            </li>
        }
    });
    let codes = CODES.map(|size| {
        let label = format!("What looks like a QR code, {size} modules a side");
        view! {
            <li>
                <QrPicture code=qr::made_up(size) label />
            </li>
        }
    });
    view! {
        <Sheet id="bookings">
            <State name="Bookings">
                <ul class="booking-list">{rows.collect_view()}</ul>
            </State>
            <State name="Tickets: for a seat, for standing room without a code">
                <ul class="ticket-list">
                    <li>
                        <TicketSheet
                            event=event("figaro", "opera", "Le nozze di Figaro")
                            ticket=bookings::ticket("Stalls", "12", "14")
                            qr=Some(qr::made_up(qr::OF_A_TICKET))
                        />
                    </li>
                    <li>
                        <TicketSheet
                            event=event("night", "concert", "A long night of short pieces, with two intervals and soup")
                            ticket=bookings::ticket("Standing floor", "", "")
                            qr=None
                        />
                    </li>
                </ul>
            </State>
            <State name="Codes, of a short text and of longer ones">
                <ul class="codes">{codes.collect_view()}</ul>
            </State>
        </Sheet>
    }
}
