//! The top of an event's page.

use domain::catalogue::{EventPage, EventSummary, SaleStatus};
use leptos::prelude::*;
use ui::{address::site_path, format};

use crate::{
    components::{Poster, When, WhenForm, bill},
    texts::EventTexts,
};

/// Title, poster, date and venue. Above the hall it is compact: title, date, venue and lowest
/// price.
#[component]
pub fn Hero(
    /// The event with its page.
    page: EventPage,
    /// Address and label of the link to the line, for a fan who cannot choose seats yet.
    #[prop(optional_no_strip)]
    to_line: Option<(String, String)>,
    /// Whether the page shows the hall.
    #[prop(optional)]
    has_hall: bool,
    /// The translated texts.
    texts: EventTexts,
) -> impl IntoView {
    let event = page.event.summary;
    let who = (!has_hall).then(|| performers(&event)).flatten();
    let poster = (!has_hall).then(|| {
        view! {
            <div class="event-hero-poster">
                <Poster bill=bill(&event) />
            </div>
        }
    });
    let price = event
        .price_from
        .filter(|_| matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::NotYet));
    let choose = (event.sale_status == SaleStatus::OnSale && event.paused.is_none()).then(|| {
        let way = (!has_hall).then(|| {
            let (way, words) = to_line.unwrap_or_else(|| ("#seats".to_owned(), texts.choose()));
            view! {
                <a class="button" href=way>
                    {words}
                </a>
            }
        });
        view! {
            <p class="event-hero-act">
                {way}
                {price.map(|price| view! { <span class="event-from">{texts.price(&format::money(price))}</span> })}
            </p>
        }
    });
    view! {
        <header class="event-hero">
            <div class="event-hero-text">
                <p class="event-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h1 dir="auto">{event.title.clone()}</h1>
                {who}
                <p class="event-where">
                    <a href=site_path(&format!("/venues/{}", page.venue.slug)) dir="auto">
                        {event.venue.name.clone()}
                    </a>
                    ", "
                    <bdi>{event.venue.city.clone()}</bdi>
                </p>
                {choose}
            </div>
            {poster}
        </header>
    }
}

/// The performers, with links to their other events.
pub(super) fn performers(event: &EventSummary) -> Option<impl IntoView + use<>> {
    let names = event.performers.iter().map(|performer| {
        view! {
            <li>
                <a href=site_path(&format!("/performers/{}", performer.id)) dir="auto">
                    {performer.name.clone()}
                </a>
            </li>
        }
    });
    let names = names.collect_view();
    (!event.performers.is_empty()).then(|| view! { <ul class="event-who">{names}</ul> })
}
