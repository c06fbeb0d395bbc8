//! How a booking stands that has no tickets.

use domain::{
    Problem,
    selling::{BookingSeat, BookingStatus},
};
use leptos::prelude::*;

use crate::components::{BookingCard, Notice, NoticeKind, ProblemNotice, When, WhenForm, seat_map};

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
    let (title, kind, words) = in_words(booking.status);
    let (first, href) = if booking.status == BookingStatus::Pending {
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

/// What happened in a few words, how loud it is, and what is safe.
fn in_words(status: BookingStatus) -> (&'static str, NoticeKind, &'static str) {
    match status {
        BookingStatus::Pending => {
            ("Your seats are held.", NoticeKind::Note, "Pay before the time runs out; until then nobody else can take them.")
        }
        BookingStatus::Expired => {
            ("The hold has ended.", NoticeKind::Problem, "Your card was not charged. The seats went back on sale; they may still be free.")
        }
        BookingStatus::Cancelled => {
            ("You gave these seats back.", NoticeKind::Note, "Nothing was charged. Others can take them now, and so can you.")
        }
        BookingStatus::Refunded => (
            "This booking was refunded.",
            NoticeKind::Note,
            "The money is on its way back to your card. The tickets no longer let anyone in.",
        ),
        BookingStatus::Confirmed => ("Paid.", NoticeKind::Done, "Your tickets are here."),
    }
}
