//! The whole gallery, or the map alone.

use std::sync::Arc;

use app::components::seat_map::Hall;
use domain::plan::SeatingPlan;
use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    basket_sheets::BasketSheets,
    booking_sheets::BookingSheets,
    event_sheets::EventSheets,
    head::Head,
    made_up::halls,
    map_sheet::MapSheet,
    page_sheets::{AroundSheet, FailureSheet, NothingSheet},
    plain_svg::PlainSheet,
    poster_sheet::PosterSheet,
    price_sheet::PriceSheet,
    small_sheets::SmallSheets,
    wanted::Wanted,
};

/// What the address asks for.
#[component]
pub fn Page() -> impl IntoView {
    let wanted = Wanted::here();
    let map = hall(&wanted).map(|hall| one_hall(hall, wanted.clone()));
    if wanted.alone {
        return view! { <main id="main">{map}</main> }.into_any();
    }
    view! {
        <main id="main" on:click=stay>
            <Head wanted />
            {map}
            <BasketSheets />
            <PriceSheet />
            <EventSheets />
            <PosterSheet />
            <BookingSheets />
            <SmallSheets />
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

/// Links to pages of the site lead nowhere: there are none here.
fn stay(event: MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='/']").ok().flatten());
    if link.is_some() {
        event.prevent_default();
    }
}
