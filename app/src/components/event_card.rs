//! An event in a list: its poster and what one must know to choose it.

use domain::catalogue::{EventSummary, SaleStatus};
use leptos::prelude::*;

use super::{Poster, When, bill, sale_chip};

/// An event in a list. The title is the link; the whole card leads there.
#[component]
pub fn EventCard(
    /// The event.
    event: EventSummary,
) -> impl IntoView {
    let to_be_had = matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::NotYet);
    let price = event.price_from.filter(|_| to_be_had);
    view! {
        <article class="event-card" data-sale=sale(event.sale_status)>
            <div class="event-card-poster">
                <Poster bill=bill(&event) />
            </div>
            <div class="event-card-text">
                <p class="event-card-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds />
                </p>
                <h3 class="event-card-title">
                    <a href=format!("/events/{}", event.slug)>{event.title.clone()}</a>
                </h3>
                <p class="event-card-where">{format!("{}, {}", event.venue.name, event.venue.city)}</p>
                <p class="event-card-sale">
                    {price.map(|price| view! { <span class="price">{format!("from {price}")}</span> })} {sale_chip(&event)}
                </p>
            </div>
        </article>
    }
}

fn sale(status: SaleStatus) -> &'static str {
    match status {
        SaleStatus::NotYet => "not_yet",
        SaleStatus::OnSale => "on_sale",
        SaleStatus::SoldOut => "sold_out",
        SaleStatus::Ended => "ended",
        SaleStatus::Cancelled => "cancelled",
    }
}
