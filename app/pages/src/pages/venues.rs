//! The page of all venues.

use domain::catalogue::VenueSummary;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::components::Empty;
use ui::{address::site_path, format, texts::page_language};

use super::{loaded::loaded, reads::list_venues};
use crate::texts::VenuesTexts;

#[component]
pub fn Venues() -> impl IntoView {
    let texts = VenuesTexts::of(page_language());
    view! {
        <Title text=texts.title() />
        <Meta name="description" content=texts.about() />
        <div class="page venues">
            <header class="page-head">
                <h1>{texts.title()}</h1>
                <p class="lead">{texts.title_lead()}</p>
            </header>
            {loaded(list_venues(), move |venues| board(venues, &texts))}
        </div>
    }
}

fn board(venues: Vec<VenueSummary>, texts: &VenuesTexts) -> AnyView {
    if venues.is_empty() {
        let (title, words) = (texts.none(), texts.none_words());
        return view! {
            <Empty title>
                <p>{words}</p>
            </Empty>
        }
        .into_any();
    }
    let row = |venue: VenueSummary| {
        view! {
            <li class="venue-row">
                <h2>
                    <a href=site_path(&format!("/venues/{}", venue.slug)) dir="auto">
                        {venue.name}
                    </a>
                </h2>
                <p class="venue-row-city">{format::town(&venue.city, &venue.country)}</p>
                <p class="venue-row-places">{texts.places(venue.capacity)}</p>
                <p class="venue-row-events">{texts.events(venue.upcoming_events)}</p>
            </li>
        }
    };
    view! { <ul class="venue-board">{venues.into_iter().map(row).collect_view()}</ul> }.into_any()
}
