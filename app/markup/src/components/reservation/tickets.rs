//! The tickets of a paid booking.

use leptos::prelude::*;
use ui::{address::site_path, format, texts::PlacesTexts};

use crate::{
    components::{BookingCard, TicketSheet, When, WhenForm, stands},
    texts::{BookingTexts, TicketSheetTexts},
};

/// Each ticket as it is printed, and the paid sum.
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
    let BookingCard { booking, event, address, codes } = card;
    let seats = u32::try_from(booking.tickets.len()).unwrap_or(u32::MAX);
    let (id, now) = (booking.id.to_string(), stands(&booking));
    let mut codes = codes.into_iter();
    // Show the number that finds the booking.
    let shown = booking.number.as_ref().map_or_else(|| booking.id.to_string(), ToString::to_string);
    let sheets = booking.tickets.into_iter().map(|ticket| {
        let (event, address, number, qr, texts) = (event.clone(), address.clone(), booking.number.clone(), codes.next(), sheet);
        view! {
            <li>
                <TicketSheet event address number ticket qr texts places />
            </li>
        }
    });
    let sheets = sheets.collect_view();
    view! {
        <div class="page reservation" data-booking=id data-stands=now>
            <header class="page-head">
                <p class="kicker">{texts.paid()}</p>
                <h1>{texts.paid_heading()}</h1>
                <p class="lead">
                    <a href=site_path(&format!("/events/{}", event.slug)) dir="auto">
                        {event.title.clone()}
                    </a> ", "
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long /> <br />
                    {texts.paid_sum(seats, &format::money(booking.total))}
                </p>
                <p class="actions">
                    <button class="button needs-script" type="button" data-does="print">
                        {texts.paid_print()}
                    </button>
                    <a class="button" data-variant="plain" href=site_path("/bookings")>
                        {texts.all()}
                    </a>
                </p>
            </header>
            <h2 class="visually-hidden">{texts.tickets()}</h2>
            <ul class="ticket-list">{sheets}</ul>
            {children.map(|children| children())}
            <p class="fine">
                {texts.tickets_door()} " " <span class="figure">{texts.number(&shown)}</span>
            </p>
        </div>
    }
}
