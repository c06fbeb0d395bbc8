//! A ticket as it is printed.

use domain::{
    catalogue::EventSummary,
    selling::{BookingNumber, Ticket},
};
use leptos::prelude::*;
use ui::{
    format,
    hall::{in_words, remarks_in_words},
    texts::PlacesTexts,
};

use super::{PosterStrip, QrCode, QrPicture, When, WhenForm, bill};
use crate::texts::TicketSheetTexts;

/// A ticket: the poster's strip, the event, the place with its notes, and the QR code on the stub.
#[component]
pub fn TicketSheet(
    /// The event that it admits to.
    event: EventSummary,
    /// The venue's street, number and town.
    address: String,
    /// The number of its booking.
    number: Option<BookingNumber>,
    /// The ticket.
    ticket: Ticket,
    /// Its QR code.
    qr: Option<QrCode>,
    /// The translated texts.
    texts: TicketSheetTexts,
    /// The texts for its place.
    places: PlacesTexts,
) -> impl IntoView {
    let price_type = ticket
        .price_type
        .map(|chosen| view! { <p class="ticket-type">{chosen.name}</p> });
    let price = ticket.price.map(format::money);
    let remarks =
        remarks_in_words(ticket.accessible, ticket.companion, ticket.note, places).join(", ");
    let place = in_words(&ticket.section, &ticket.row, &ticket.number, places);
    let spoken = [place, price.clone().unwrap_or_default(), remarks.clone()]
        .into_iter()
        .filter(|part| !part.is_empty());
    let label = texts.code(&spoken.collect::<Vec<_>>().join(", "));
    let picture = qr.map(|code| view! { <QrPicture code label /> });
    let remarks = (!remarks.is_empty()).then(|| view! { <p class="ticket-type">{remarks}</p> });
    let number = number.map(|number| view! { <p class="ticket-where" data-testid="booking-number">{texts.booking(number.as_str())}</p> });
    // Seats in boxes and at tables have no row. Standing places have neither row nor number.
    let is_area = ticket.row.is_empty() && ticket.number.is_empty();
    let parts = [
        (
            if is_area {
                texts.area()
            } else {
                texts.section()
            },
            ticket.section,
        ),
        (texts.row(), ticket.row),
        (texts.seat(), ticket.number),
        (texts.entrance(), ticket.entrance.unwrap_or_default()),
        (texts.price(), price.unwrap_or_default()),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        });
    view! {
        <article class="ticket" data-testid="ticket">
            <div class="ticket-strip">
                <PosterStrip bill=bill(&event) />
            </div>
            <div class="ticket-face">
                <p class="ticket-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h3 class="ticket-title" dir="auto">
                    {event.title.clone()}
                </h3>
                <p class="ticket-where">
                    <bdi>{event.venue.name.clone()}</bdi>
                    ", "
                    <bdi>{address}</bdi>
                </p>
                {number}
                {price_type}
                {remarks}
                <dl class="ticket-place">{parts.collect_view()}</dl>
            </div>
            <div class="ticket-stub">
                {picture} <details class="ticket-code">
                    <summary>{texts.code_text()}</summary>
                    <code>{ticket.code}</code>
                </details>
            </div>
        </article>
    }
}
