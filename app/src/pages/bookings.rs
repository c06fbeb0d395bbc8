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
    texts::{BookingsTexts, page_language},
};

/// The buyer's bookings.
#[component]
pub fn Bookings() -> impl IntoView {
    let texts = BookingsTexts::of(page_language());
    view! {
        <Title text=texts.heading() />
        <Meta name="robots" content="noindex" />
        <div class="page bookings">
            <header class="page-head">
                <h1>{texts.heading()}</h1>
            </header>
            {loaded(my_bookings(), move |cards| lists(&texts, cards))}
        </div>
    }
}

fn lists(texts: &BookingsTexts, cards: Vec<BookingCard>) -> AnyView {
    if cards.is_empty() {
        let (advice, link) = (texts.none_advice(MAX_SEATS), texts.none_link());
        return view! {
            <Empty title=texts.none()>
                <p>{advice}</p>
                <p>
                    <a class="button" href="/">
                        {link}
                    </a>
                </p>
            </Empty>
        }
        .into_any();
    }
    let (pending, rest): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| card.booking.status == BookingStatus::Pending);
    let (coming, over): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_to_come);
    view! {
        {list(texts.pending(), pending)}
        {list(texts.coming(), coming)}
        {list(texts.over(), over)}
    }
    .into_any()
}

fn is_to_come(card: &BookingCard) -> bool {
    let on = !matches!(card.event.sale_status, SaleStatus::Ended | SaleStatus::Cancelled);
    card.booking.status == BookingStatus::Confirmed && on
}

fn list(title: String, cards: Vec<BookingCard>) -> Option<impl IntoView> {
    (!cards.is_empty()).then(|| {
        view! {
            <section>
                <h2>{title}</h2>
                <ul class="booking-list">{cards.into_iter().map(|card| view! { <li><BookingRow card /></li> }).collect_view()}</ul>
            </section>
        }
    })
}
