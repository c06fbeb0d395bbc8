//! The buyer's bookings: to be paid, to come, and over.

use domain::{
    catalogue::SaleStatus,
    selling::{BookingStatus, MAX_SEATS},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{loaded::loaded, reads::my_bookings};
use crate::{
    components::{BookingCard, BookingRow, Empty},
    format,
};

/// The buyer's bookings.
#[component]
pub fn Bookings() -> impl IntoView {
    view! {
        <Title text="My bookings" />
        <Meta name="robots" content="noindex" />
        <div class="page bookings">
            <header class="page-head">
                <h1>"My bookings"</h1>
            </header>
            {loaded(my_bookings(), lists)}
        </div>
    }
}

fn lists(cards: Vec<BookingCard>) -> AnyView {
    if cards.is_empty() {
        let most = format::count(MAX_SEATS, "seat", "seats");
        return view! {
            <Empty title="No bookings in this browser yet.">
                <p>{format!("Choose an event and up to {most}; what you hold or buy is listed here.")}</p>
                <p>
                    <a class="button" href="/">
                        "See what is on"
                    </a>
                </p>
            </Empty>
        }
        .into_any();
    }
    let (pending, rest): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| card.booking.status == BookingStatus::Pending);
    let (coming, over): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_to_come);
    view! {
        {list("Waiting for payment", pending)}
        {list("Coming up", coming)}
        {list("Past and closed", over)}
    }
    .into_any()
}

fn is_to_come(card: &BookingCard) -> bool {
    let on = !matches!(card.event.sale_status, SaleStatus::Ended | SaleStatus::Cancelled);
    card.booking.status == BookingStatus::Confirmed && on
}

fn list(title: &'static str, cards: Vec<BookingCard>) -> Option<impl IntoView> {
    (!cards.is_empty()).then(|| {
        view! {
            <section>
                <h2>{title}</h2>
                <ul class="booking-list">{cards.into_iter().map(|card| view! { <li><BookingRow card /></li> }).collect_view()}</ul>
            </section>
        }
    })
}
