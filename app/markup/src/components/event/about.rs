//! The lower part of an event's page: description, venue, facilities, other dates.

use domain::catalogue::{EventPage, OtherDate};
use leptos::prelude::*;
use ui::{address::site_path, format};

use super::{
    hero::performers,
    other_dates::{OtherDates, by_title},
};
use crate::{
    components::{Poster, Prose, bill},
    texts::{DatesTexts, EventTexts},
};

/// Description, facilities and other dates.
#[component]
pub fn About(
    /// The event with its page.
    page: EventPage,
    /// The translated texts.
    texts: EventTexts,
    /// The texts for other dates.
    dates: DatesTexts,
    /// Whether the page shows the hall: the poster and the performers are then here instead of in
    /// the hero.
    #[prop(optional)]
    has_hall: bool,
) -> impl IntoView {
    let event = page.event;
    let facilities = event
        .facilities
        .iter()
        .map(|facility| view! { <li>{facility.clone()}</li> });
    let facilities = (!event.facilities.is_empty()).then(|| {
        view! {
            <h2>{texts.facilities()}</h2>
            <ul class="facilities">{facilities.collect_view()}</ul>
        }
    });
    let who = has_hall.then(|| performers(&event.summary)).flatten();
    let poster = has_hall.then(|| {
        view! {
            <div class="event-about-poster">
                <Poster bill=bill(&event.summary) />
            </div>
        }
    });
    let (same, others) = by_title(&event.summary.title, page.other_dates);
    let list = |heading: String, of: Vec<OtherDate>, titled: bool| {
        (!of.is_empty()).then(|| {
            view! {
                <h2>{heading}</h2>
                <OtherDates dates=of titled texts=dates />
            }
        })
    };
    let (same, others) = (
        list(dates.heading(), same, false),
        list(dates.more(), others, true),
    );
    view! {
        <section class="event-about" aria-label=texts.description_part()>
            <div class="event-about-text">
                <h2>{texts.description()}</h2>
                {who}
                <Prose text=event.description.clone() />
                <p class="event-duration">{texts.duration(&format::duration(event.duration_minutes))}</p>
            </div>
            <div class="event-about-side">
                {poster}
                <h2>{texts.place()}</h2>
                <p>
                    <a href=site_path(&format!("/venues/{}", page.venue.slug)) dir="auto">
                        {page.venue.name.clone()}
                    </a>
                    <br />
                    <bdi>
                        {[page.venue.address.as_str(), page.venue.city.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")}
                    </bdi>
                </p>
                {facilities}
                {same}
                {others}
            </div>
        </section>
    }
}
