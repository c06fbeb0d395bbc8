//! The tickets of a booking that is paid.

use leptos::prelude::*;

use crate::{
    components::{BookingCard, TicketSheet, When, WhenForm},
    format,
};

/// Each ticket as it is printed, and what was paid.
#[component]
pub fn Tickets(
    /// The booking with its event and the codes of its tickets.
    card: BookingCard,
    /// Other ways to get the tickets.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let BookingCard { booking, event, codes } = card;
    let seats = u32::try_from(booking.tickets.len()).unwrap_or(u32::MAX);
    let mut codes = codes.into_iter();
    let sheets = booking.tickets.into_iter().map(|ticket| {
        let (event, qr) = (event.clone(), codes.next());
        view! {
            <li>
                <TicketSheet event ticket qr />
            </li>
        }
    });
    let sheets = sheets.collect_view();
    view! {
        <div class="page reservation">
            <header class="page-head">
                <p class="kicker">"Paid, and yours"</p>
                <h1>"See you there."</h1>
                <p class="lead">
                    {format!("{} for ", format::count(seats, "ticket", "tickets"))} <a href=format!("/events/{}", event.slug)>{event.title.clone()}</a> ", "
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long /> ". "
                    {format!("{} was paid.", booking.total)}
                </p>
                <p class="actions">
                    <button class="button needs-script" type="button" data-does="print">
                        "Print"
                    </button>
                    <a class="button" data-variant="plain" href="/bookings">
                        "My bookings"
                    </a>
                </p>
            </header>
            <h2 class="visually-hidden">"Tickets"</h2>
            <ul class="ticket-list">{sheets}</ul>
            {children.map(|children| children())}
            <p class="fine">
                "Show the code at the door, on paper or on a screen. Each code lets one person in, once; keep it to yourself until then. Booking "
                <span class="figure">{booking.id.to_string()}</span> "."
            </p>
        </div>
    }
}
