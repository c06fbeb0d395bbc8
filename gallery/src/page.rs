//! The whole gallery, or the map alone, or a list alone.

use std::sync::Arc;

use app::components::seat_map::Hall;
use domain::plan::SeatingPlan;
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    basket_sheets::BasketSheets,
    best_sheets::{BestSheet, NotYetSheet},
    booking_sheets::BookingSheets,
    checkout_sheet::CheckoutSheet,
    event_page_sheets::{AboutSheet, HeadSheet},
    event_sheets::EventSheets,
    found_sheet::FoundSheet,
    head::Head,
    line_sheet::LineSheet,
    list_sheet::{ListAlone, ListSheet},
    made_up::halls,
    map_sheet::MapSheet,
    page_sheets::{AroundSheet, FailureSheet, NothingSheet},
    plain_svg::PlainSheet,
    poster_sheet::PosterSheet,
    price_sheet::PriceSheet,
    problem_sheet::ProblemSheet,
    reservation_sheet::ReservationSheet,
    search_sheet::SearchSheet,
    small_sheets::SmallSheets,
    wanted::Wanted,
};

/// What the address asks for.
#[component]
pub fn Page() -> impl IntoView {
    let wanted = Wanted::here();
    if let Some(state) = wanted.list.clone() {
        return view! {
            <main id="main">
                <ListAlone state />
            </main>
        }
        .into_any();
    }
    let map = hall(&wanted).map(|hall| one_hall(hall, wanted.clone()));
    if wanted.alone {
        return view! { <main id="main">{map}</main> }.into_any();
    }
    view! {
        <main id="main" on:click=stay on:submit=keep>
            <Head wanted />
            {map}
            <ListSheet />
            <BasketSheets />
            <PriceSheet />
            <BestSheet />
            <NotYetSheet />
            <LineSheet />
            <SearchSheet />
            <FoundSheet />
            <EventSheets />
            <PosterSheet />
            <HeadSheet />
            <AboutSheet />
            <CheckoutSheet />
            <BookingSheets />
            <ReservationSheet />
            <SmallSheets />
            <ProblemSheet />
            <NothingSheet />
            <AroundSheet />
            <FailureSheet />
        </main>
    }
    .into_any()
}

/// The plan as it comes to a browser: text, to be read.
fn hall(wanted: &Wanted) -> Option<Arc<Hall>> {
    let text = halls::plan(wanted).canonical_json();
    if let Some(clock) = window().performance() {
        let _ = clock.mark("frontrow:plan");
    }
    serde_json::from_str::<SeatingPlan>(&text).ok().map(halls::priced)
}

fn one_hall(hall: Arc<Hall>, wanted: Wanted) -> AnyView {
    if wanted.svg { view! { <PlainSheet hall wanted /> }.into_any() } else { view! { <MapSheet hall wanted /> }.into_any() }
}

/// Forms are sent nowhere: there is nobody here.
fn keep(event: SubmitEvent) {
    event.prevent_default();
}

/// Links to pages of the site lead nowhere: there are none here.
fn stay(event: MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='/'], a[href='']").ok().flatten());
    if link.is_some() {
        event.prevent_default();
    }
}
