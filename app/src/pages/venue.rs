//! One venue and what is on there.

use domain::catalogue::{EventFilter, EventsPage, VenueDetail};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{
    loaded::loaded,
    reads::{list_events, venue_page},
    share_tags::{Card, ShareTags},
    upcoming::{self, Upcoming},
};
use crate::{components::Prose, context, error::AppError, format};

/// A venue.
#[component]
pub fn Venue() -> impl IntoView {
    let (slug, place, origin) = (super::said_in_path("slug"), super::said_in_query("cursor"), context::origin());
    let page = async move {
        let venue = venue_page(slug).await?;
        let events = list_events(EventFilter { venue: Some(venue.id), ..upcoming::page(place) }).await?;
        Ok::<_, AppError>((venue, events, origin))
    };
    loaded(page, show)
}

fn show((venue, events, origin): (VenueDetail, EventsPage, Option<String>)) -> AnyView {
    let where_it_is = format!("{}, {}", venue.city, format::country(&venue.country));
    let description = format!("What is on at {} in {}.", venue.name, venue.city);
    // Not every house has told us its street.
    let street = (!venue.address.is_empty()).then(|| view! { {venue.address} <br /> });
    let facilities = venue.facilities.iter().map(|facility| view! { <li>{facility.clone()}</li> }).collect_view();
    let map = format!("https://www.openstreetmap.org/?mlat={0:.5}&mlon={1:.5}#map=16/{0:.5}/{1:.5}", venue.lat, venue.lon);
    let (path, card) = (format!("/venues/{}", venue.slug), events.events.first().map(Card::of_event));
    view! {
        <Title text=venue.name.clone() />
        <Meta name="description" content=description.clone() />
        <ShareTags origin title=venue.name.clone() description path card />
        <div class="page venue">
            <header class="page-head">
                <p class="kicker">
                    <a href="/venues">"Venues"</a>
                </p>
                <h1>{venue.name}</h1>
                <p class="lead">{where_it_is}</p>
            </header>
            <div class="split">
                <Prose text=venue.description />
                <dl class="facts">
                    <div>
                        <dt>"Address"</dt>
                        <dd>
                            {street} {venue.city.clone()} <br />
                            <a href=map rel="external noopener">
                                "On the map"
                            </a>
                        </dd>
                    </div>
                    <div>
                        <dt>"Places"</dt>
                        <dd class="figure">{format::thousands(venue.capacity)}</dd>
                    </div>
                    {(!venue.facilities.is_empty())
                        .then(|| {
                            view! {
                                <div>
                                    <dt>"In the house"</dt>
                                    <dd>
                                        <ul class="plain-list">{facilities}</ul>
                                    </dd>
                                </div>
                            }
                        })}
                </dl>
            </div>
            <section>
                <h2>"What’s on here"</h2>
                <Upcoming page=events nothing="Nothing is announced here yet." elsewhere="See what is on elsewhere" />
            </section>
        </div>
    }
    .into_any()
}
