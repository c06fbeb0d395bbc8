//! How a booking stands that has no tickets.

use domain::{
    Problem,
    selling::{BookingSeat, BookingStatus},
};
use leptos::prelude::*;

use crate::components::{
    BookingCard, Notice, ProblemNotice, When, WhenForm, seat_map,
    unsold::{Unsold, unsold},
};

/// What became of it, what it was for, and the way on.
#[component]
pub fn Status(
    /// The booking with its event.
    card: BookingCard,
    /// What a form without JavaScript came back with.
    problem: Option<Problem>,
    /// The time that is left of a pending one.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    let event_href = format!("/events/{}", event.slug);
    let seats = booking.seats.iter().map(place).collect_view();
    let Unsold { title, kind, words, checking } = unsold(&booking);
    let (first, href) = if checking {
        ("Look again", format!("/bookings/{}", booking.id))
    } else if booking.status == BookingStatus::Pending {
        ("Go on to pay", format!("/checkout/{}", booking.id))
    } else {
        ("Choose seats again", event_href.clone())
    };
    view! {
        <div class="page reservation">
            <header class="page-head">
                <p class="kicker">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h1>
                    <a href=event_href>{event.title.clone()}</a>
                </h1>
                <p class="lead">{format!("{}, {}", event.venue.name, event.venue.city)}</p>
            </header>
            {problem.map(|problem| view! { <ProblemNotice problem /> })}
            <Notice kind title>
                <p>{words}</p>
            </Notice>
            {children.map(|children| children())}
            <section class="slip">
                <h2>"Places"</h2>
                <ul class="slip-lines">{seats}</ul>
                <p class="slip-total">
                    <span>"Total"</span>
                    <span class="price">{booking.total.to_string()}</span>
                </p>
            </section>
            <p class="actions">
                <a class="button" href=href>
                    {first}
                </a>
                <a class="button" data-variant="plain" href="/bookings">
                    "My bookings"
                </a>
            </p>
        </div>
    }
}

fn place(seat: &BookingSeat) -> impl IntoView + use<> {
    view! {
        <li>
            <span>{seat_map::in_words(&seat.section, &seat.row, &seat.number)}</span>
            <span class="price">{seat.price.to_string()}</span>
        </li>
    }
}
