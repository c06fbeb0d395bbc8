//! The page: the whole gallery, or only the map, or only a seat list.

use std::sync::Arc;

use domain::plan::SeatingPlan;
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    prelude::*,
};
use ui::hall::Hall;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    fixtures::halls,
    head::Head,
    query::GalleryQuery,
    stories::{
        basket::BasketStories,
        best::{BestStory, NotYetStory},
        booking::BookingStories,
        checkout::CheckoutStory,
        event::EventStories,
        event_page::{AboutStory, HeadStory},
        found::FoundStory,
        line::LineStory,
        list::{ListAlone, ListStory},
        map::MapStory,
        page::{AroundStory, FailureStory, NothingStory},
        plain_svg::PlainStory,
        poster::PosterStory,
        price::PriceStory,
        problem::ProblemStory,
        reservation::ReservationStory,
        search::SearchStory,
        small::SmallStories,
    },
};

/// Shows what the URL requests.
#[component]
pub fn Page() -> impl IntoView {
    let query = GalleryQuery::here();
    if let Some(state) = query.list.clone() {
        return view! {
            <main id="main">
                <ListAlone state />
            </main>
        }
        .into_any();
    }
    let map = hall(&query).map(|hall| one_hall(hall, query.clone()));
    if query.alone {
        return view! { <main id="main">{map}</main> }.into_any();
    }
    view! {
        <main id="main" on:click=prevent_navigation on:submit=prevent_submission>
            <Head query />
            {map}
            <ListStory />
            <BasketStories />
            <PriceStory />
            <BestStory />
            <NotYetStory />
            <LineStory />
            <SearchStory />
            <FoundStory />
            <EventStories />
            <PosterStory />
            <HeadStory />
            <AboutStory />
            <CheckoutStory />
            <BookingStories />
            <ReservationStory />
            <SmallStories />
            <ProblemStory />
            <NothingStory />
            <AroundStory />
            <FailureStory />
        </main>
    }
    .into_any()
}

/// Serializes and parses the plan, as a browser would receive it, so that the measured time
/// includes parsing.
fn hall(query: &GalleryQuery) -> Option<Arc<Hall>> {
    let text = halls::plan(query).canonical_json();
    if let Some(clock) = window().performance() {
        let _ = clock.mark("frontrow:plan");
    }
    serde_json::from_str::<SeatingPlan>(&text)
        .ok()
        .map(halls::priced)
}

fn one_hall(hall: Arc<Hall>, query: GalleryQuery) -> AnyView {
    if query.svg {
        view! { <PlainStory hall query /> }.into_any()
    } else {
        view! { <MapStory hall query /> }.into_any()
    }
}

/// Prevents forms from being submitted, because the gallery has no server.
fn prevent_submission(event: SubmitEvent) {
    event.prevent_default();
}

/// Prevents navigation to pages of the site, which do not exist here.
fn prevent_navigation(event: MouseEvent) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='/'], a[href='']").ok().flatten());
    if link.is_some() {
        event.prevent_default();
    }
}
