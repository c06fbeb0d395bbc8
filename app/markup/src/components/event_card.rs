//! An event in a list: its poster, and what a buyer needs to choose it.

use domain::catalogue::{EventSummary, Highlights, Piece, SaleStatus};
use leptos::prelude::*;
use ui::{address::site_path, format};

use super::{Poster, When, bill, highlight, sale_chip};
use crate::texts::EventListTexts;

/// An event in a list. The title is the link; the whole card is clickable.
#[component]
pub fn EventCard(
    /// The event.
    event: EventSummary,
    /// The translated texts.
    texts: EventListTexts,
) -> impl IntoView {
    let to_be_had = matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::NotYet);
    let price = event.price_from.filter(|_| to_be_had);
    let away = event
        .distance_km
        .map(|km| view! { <span>{away(km, &texts)}</span> });
    let Highlights {
        title,
        performers,
        venue,
        city,
    } = event.highlights.clone().unwrap_or_default();
    view! {
        <article class="event-card" data-sale=event.sale_status.as_str()>
            <div class="event-card-poster">
                <Poster bill=bill(&event) />
            </div>
            <div class="event-card-text">
                <p class="event-card-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds />
                </p>
                <h3 class="event-card-title">
                    <a href=site_path(&format!("/events/{}", event.slug)) dir="auto">
                        {highlight(&event.title, title)}
                    </a>
                </h3>
                {who(performers)}
                <p class="event-card-where">
                    <bdi>{highlight(&event.venue.name, venue)}</bdi>
                    ", "
                    <bdi>{highlight(&event.venue.city, city)}</bdi>
                </p>
                <p class="event-card-sale">
                    {price.map(|price| view! { <span class="price">{texts.price(&format::money(price))}</span> })} {away} {sale_chip(&event, &texts)}
                </p>
            </div>
        </article>
    }
}

/// The first performer that matches the search.
fn who(performers: Vec<Vec<Piece>>) -> Option<AnyView> {
    let found = performers
        .into_iter()
        .find(|name| name.iter().any(|piece| piece.matched))?;
    Some(view! { <p class="event-card-who" dir="auto">{highlight("", found)}</p> }.into_any())
}

/// `3 km away`. The distance is rounded, because the searched position is rounded too.
fn away(km: f64, texts: &EventListTexts) -> String {
    if km < 1.0 {
        texts.away_near()
    } else {
        texts.away(&format!("{km:.0}"))
    }
}
