//! A ticket, as it is printed.

use domain::{catalogue::EventSummary, selling::Ticket};
use leptos::prelude::*;

use super::{PosterStrip, QrCode, QrPicture, When, WhenForm, bill};

/// One ticket: the poster's strip, what it is for, the place, and the code beyond the perforation.
#[component]
pub fn TicketSheet(
    /// The event that it lets one into.
    event: EventSummary,
    /// The ticket.
    ticket: Ticket,
    /// Its code as a picture.
    qr: Option<QrCode>,
) -> impl IntoView {
    let standing = ticket.row.is_empty();
    let place = if standing { ticket.section.clone() } else { format!("{}, row {}, seat {}", ticket.section, ticket.row, ticket.number) };
    let price_type = ticket.price_type.map(|chosen| view! { <p class="ticket-type">{chosen.name}</p> });
    let picture = qr.map(|code| view! { <QrPicture code label=format!("QR code of the ticket for {place}") /> });
    view! {
        <article class="ticket" data-testid="ticket">
            <div class="ticket-strip">
                <PosterStrip bill=bill(&event) />
            </div>
            <div class="ticket-face">
                <p class="ticket-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h3 class="ticket-title">{event.title.clone()}</h3>
                <p class="ticket-where">{format!("{}, {}", event.venue.name, event.venue.city)}</p>
                {price_type}
                <dl class="ticket-place">
                    <div>
                        <dt>{if standing { "Area" } else { "Section" }}</dt>
                        <dd>{ticket.section}</dd>
                    </div>
                    {(!standing)
                        .then(|| {
                            view! {
                                <div>
                                    <dt>"Row"</dt>
                                    <dd>{ticket.row}</dd>
                                </div>
                                <div>
                                    <dt>"Seat"</dt>
                                    <dd>{ticket.number}</dd>
                                </div>
                            }
                        })}
                </dl>
            </div>
            <div class="ticket-stub">
                {picture} <details class="ticket-code">
                    <summary>"Code as text"</summary>
                    <code>{ticket.code}</code>
                </details>
            </div>
        </article>
    }
}
