//! All venues.

use domain::catalogue::VenueSummary;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{loaded::loaded, reads::list_venues};
use crate::{components::Empty, format};

/// The list of venues.
#[component]
pub fn Venues() -> impl IntoView {
    view! {
        <Title text="Venues" />
        <Meta name="description" content="The halls, arenas and stadiums whose seats are sold here, each drawn as it is built." />
        <div class="page venues">
            <header class="page-head">
                <h1>"Venues"</h1>
                <p class="lead">"Every hall is drawn as it is built, so that the seat you choose is the seat you find."</p>
            </header>
            {loaded(list_venues(), board)}
        </div>
    }
}

fn board(venues: Vec<VenueSummary>) -> AnyView {
    if venues.is_empty() {
        return view! {
            <Empty title="No venue yet.">
                <p>"Venues appear here with their first seating plan."</p>
            </Empty>
        }
        .into_any();
    }
    let row = |venue: VenueSummary| {
        view! {
            <li class="venue-row">
                <h2>
                    <a href=format!("/venues/{}", venue.slug)>{venue.name}</a>
                </h2>
                <p class="venue-row-city">{format!("{}, {}", venue.city, format::country(&venue.country))}</p>
                <p class="venue-row-places">{format::count(venue.capacity, "place", "places")}</p>
                <p class="venue-row-events">{format::count(venue.upcoming_events, "event", "events")}</p>
            </li>
        }
    };
    view! { <ul class="venue-board">{venues.into_iter().map(row).collect_view()}</ul> }.into_any()
}
