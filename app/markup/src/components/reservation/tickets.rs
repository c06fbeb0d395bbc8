//! The tickets of a paid booking, or that the buyer has none of them any more.

use leptos::prelude::*;
use ui::{address::site_path, format, texts::PlacesTexts};

use crate::{
    components::{BookingCard, TicketSheet, When, WhenForm, stands},
    texts::{BookingTexts, TicketSheetTexts},
};

/// Each ticket as it is printed, and the paid sum. A buyer who gave all tickets away or back has
/// nothing to print or to show at the door.
#[component]
pub fn Tickets(
    /// The booking with its event and the QR codes of its tickets.
    card: BookingCard,
    /// The translated texts.
    texts: BookingTexts,
    /// The texts of a ticket.
    sheet: TicketSheetTexts,
    /// The texts for its seats.
    places: PlacesTexts,
    /// More ways to get the tickets.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let BookingCard {
        booking,
        event,
        address,
        codes,
    } = card;
    let tickets = u32::try_from(booking.tickets.len()).unwrap_or(u32::MAX);
    let (has_any, total) = (tickets > 0, format::money(booking.total));
    let sum = match booking.tickets.len() {
        0 => texts.paid_whole(&total),
        some if some < booking.seats.len() => texts.paid_some(tickets, &total),
        _ => texts.paid_sum(tickets, &total),
    };
    let heading = if has_any {
        texts.paid_heading()
    } else {
        texts.paid_none()
    };
    let (id, now) = (booking.id.to_string(), stands(&booking));
    let mut codes = codes.into_iter();
    // Show the number that finds the booking.
    let shown = booking
        .number
        .as_ref()
        .map_or_else(|| booking.id.to_string(), ToString::to_string);
    let sheets = booking.tickets.into_iter().map(|ticket| {
        let (event, address, number, qr, texts) = (
            event.clone(),
            address.clone(),
            booking.number.clone(),
            codes.next(),
            sheet,
        );
        view! {
            <li>
                <TicketSheet event address number ticket qr texts places />
            </li>
        }
    });
    let sheets = has_any.then(|| {
        view! {
            <h2 class="visually-hidden">{texts.tickets()}</h2>
            <ul class="ticket-list">{sheets.collect_view()}</ul>
        }
    });
    let print = has_any.then(|| {
        view! {
            <button class="button needs-script" type="button" data-does="print">
                {texts.paid_print()}
            </button>
        }
    });
    view! {
        <div class="page reservation" data-booking=id data-stands=now>
            <header class="page-head">
                {has_any.then(|| view! { <p class="kicker">{texts.paid()}</p> })}
                <h1>{heading}</h1>
                <p class="lead">
                    <a href=site_path(&format!("/events/{}", event.slug)) dir="auto">
                        {event.title.clone()}
                    </a> ", "
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long /> <br /> {sum}
                </p>
                <p class="actions">
                    {print}
                    <a class="button" data-variant="plain" href=site_path("/bookings")>
                        {texts.all()}
                    </a>
                </p>
            </header>
            {sheets}
            {children.map(|children| children())}
            <p class="fine">
                {has_any.then(|| texts.tickets_door())} " " <span class="figure">{texts.number(&shown)}</span>
            </p>
        </div>
    }
}
