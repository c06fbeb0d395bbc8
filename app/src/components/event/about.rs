//! The rest of an event's page: what it is, what the house offers, other dates.

use domain::catalogue::{EventPage, OtherDate, SaleStatus};
use leptos::prelude::*;

use crate::{
    components::{Prose, When},
    format,
};

/// Description, facilities and other dates.
#[component]
pub fn About(
    /// The event with its page.
    page: EventPage,
) -> impl IntoView {
    let event = page.event;
    let facilities = event.facilities.iter().map(|facility| view! { <li>{facility.clone()}</li> });
    let facilities = (!event.facilities.is_empty()).then(|| {
        view! {
            <h2>"In the house"</h2>
            <ul class="facilities">{facilities.collect_view()}</ul>
        }
    });
    let other_dates = (!page.other_dates.is_empty()).then(|| {
        view! {
            <h2>"Other dates and venues"</h2>
            <ul class="other-dates">{page.other_dates.iter().cloned().map(other_date).collect_view()}</ul>
        }
    });
    view! {
        <section class="event-about" aria-label="About the event">
            <div class="event-about-text">
                <h2>"About"</h2>
                <Prose text=event.description.clone() />
                <p class="event-duration">{format!("About {}, intervals included.", format::duration(event.duration_minutes))}</p>
            </div>
            <div class="event-about-side">
                <h2>"Where"</h2>
                <p>
                    <a href=format!("/venues/{}", page.venue.slug)>{page.venue.name.clone()}</a>
                    <br />
                    {[page.venue.address.as_str(), page.venue.city.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")}
                </p>
                {facilities}
                {other_dates}
            </div>
        </section>
    }
}

fn other_date(date: OtherDate) -> impl IntoView {
    let state = match date.sale_status {
        SaleStatus::OnSale => None,
        SaleStatus::NotYet => Some("on sale soon"),
        SaleStatus::SoldOut => Some("sold out"),
        SaleStatus::Ended => Some("over"),
        SaleStatus::Cancelled => Some("cancelled"),
    };
    view! {
        <li>
            <a href=format!("/events/{}", date.slug)>
                <When at=date.starts_at utc_offset_seconds=date.utc_offset_seconds />
                <span class="other-date-place">{format!("{}, {}", date.venue.name, date.venue.city)}</span>
            </a>
            {state.map(|state| view! { <small>{state}</small> })}
        </li>
    }
}
