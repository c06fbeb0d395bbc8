//! An event in a list: its poster and what one must know to choose it.

use domain::catalogue::{EventSummary, Highlights, Piece, SaleStatus};
use leptos::prelude::*;

use super::{Poster, When, bill, marked, sale_chip};

/// An event in a list. The title is the link; the whole card leads there.
#[component]
pub fn EventCard(
    /// The event.
    event: EventSummary,
) -> impl IntoView {
    let to_be_had = matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::NotYet);
    let price = event.price_from.filter(|_| to_be_had);
    let away = event.distance_km.map(|km| view! { <span>{away(km)}</span> });
    let Highlights { title, performers, venue, city } = event.highlights.clone().unwrap_or_default();
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
                    <a href=format!("/events/{}", event.slug)>{marked(&event.title, title)}</a>
                </h3>
                {who(performers)}
                <p class="event-card-where">{marked(&event.venue.name, venue)} ", " {marked(&event.venue.city, city)}</p>
                <p class="event-card-sale">
                    {price.map(|price| view! { <span class="price">{format!("from {price}")}</span> })} {away} {sale_chip(&event)}
                </p>
            </div>
        </article>
    }
}

/// Who plays, where that is what was looked for.
fn who(performers: Vec<Vec<Piece>>) -> Option<AnyView> {
    let found = performers.into_iter().find(|name| name.iter().any(|piece| piece.matched))?;
    Some(view! { <p class="event-card-who">{marked("", found)}</p> }.into_any())
}

/// `3 km away`. Nobody walks by the metre, and the place that was asked from is a rounded one.
fn away(km: f64) -> String {
    if km < 1.0 { "Less than 1 km away".to_owned() } else { format!("{km:.0} km away") }
}
