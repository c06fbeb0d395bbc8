//! The state of a booking without tickets.

use domain::{
    Problem,
    selling::{BookingPayment, BookingSeat, BookingStatus},
};
use leptos::prelude::*;
use ui::{
    address::site_path,
    components::{Notice, ProblemNotice},
    format,
    texts::{PlacesTexts, ProblemsTexts},
};

use crate::{
    components::{
        BookingCard, HouseAndTown, When, WhenForm,
        booking_notice::{BookingNotice, booking_notice},
        seat_place::seat_place,
        stands,
    },
    texts::BookingTexts,
};

/// The state of a booking without tickets, its seats, and links onward.
#[component]
pub fn Status(
    /// The booking with its event.
    card: BookingCard,
    /// The problem that a submitted form without JavaScript returned.
    problem: Option<Problem>,
    /// The texts for problems.
    problems: ProblemsTexts,
    /// The form that holds the seats of an ended booking again.
    #[prop(optional_no_strip)]
    again: Option<AnyView>,
    /// The translated texts.
    texts: BookingTexts,
    /// The texts for its seats.
    places: PlacesTexts,
    /// The countdown of a pending booking, or the offer for a late payment.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let BookingCard { booking, event, .. } = card;
    let event_href = site_path(&format!("/events/{}", event.slug));
    let seats = booking
        .seats
        .iter()
        .map(|seat| place(seat, places))
        .collect_view();
    let (id, now, left) = (
        booking.id.to_string(),
        stands(&booking),
        booking.expires_in_ms.to_string(),
    );
    let BookingNotice {
        title,
        kind,
        words,
        checking,
    } = booking_notice(&booking, &texts);
    // The offer in `children` replaces the notice and the first link.
    let offered = booking.payment == Some(BookingPayment::Offered);
    let (first, href) = if checking {
        (
            texts.look(),
            site_path(&format!("/bookings/{}", booking.id)),
        )
    } else if booking.status == BookingStatus::Pending {
        (texts.pay(), site_path(&format!("/checkout/{}", booking.id)))
    } else {
        (texts.choose(), event_href.clone())
    };
    // Only one button is prominent: holding the seats again, if possible.
    let variant = again.is_some().then_some("plain");
    view! {
        <div class="page reservation" data-booking=id data-stands=now data-left=left>
            <header class="page-head">
                <p class="kicker">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h1>
                    <a href=event_href dir="auto">
                        {event.title.clone()}
                    </a>
                </h1>
                <p class="lead">
                    <HouseAndTown venue=event.venue.clone() />
                </p>
            </header>
            {problem.map(|problem| view! { <ProblemNotice problem texts=problems /> })}
            {(!offered)
                .then(|| {
                    view! {
                        <Notice kind title>
                            <p>{words}</p>
                        </Notice>
                    }
                })}
            {children.map(|children| children())}
            <section class="slip">
                <h2>{texts.places()}</h2>
                <ul class="slip-lines">{seats}</ul>
                <p class="slip-total">
                    <span>{texts.total()}</span>
                    <span class="price">{format::money(booking.total)}</span>
                </p>
            </section>
            <div class="actions">
                {again}
                {(!offered)
                    .then(|| {
                        view! {
                            <a class="button" data-variant=variant href=href>
                                {first}
                            </a>
                        }
                    })}
                <a class="button" data-variant="plain" href=site_path("/bookings")>
                    {texts.all()}
                </a>
            </div>
        </div>
    }
}

fn place(seat: &BookingSeat, texts: PlacesTexts) -> impl IntoView + use<> {
    view! {
        <li>
            <span>{seat_place(seat, texts)}</span>
            <span class="price">{format::money(seat.price)}</span>
        </li>
    }
}
