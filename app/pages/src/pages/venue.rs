//! The page of a venue and its events.

use domain::catalogue::{EventFilter, EventsPage, VenueDetail};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::components::Prose;
use ui::{address::site_path, format, texts::page_language};

use super::{
    loaded::loaded,
    reads::{list_events, venue_page},
    share_tags::{ShareCard, ShareTags},
    upcoming::{self, Upcoming},
};
use crate::{context, error::AppError, texts::VenueTexts};

#[component]
pub fn Venue() -> impl IntoView {
    let (slug, place, origin) = (
        super::said_in_path("slug"),
        super::said_in_query("cursor"),
        context::origin(),
    );
    let page = async move {
        let venue = venue_page(slug).await?;
        let events = list_events(EventFilter {
            venue: Some(venue.id),
            ..upcoming::page(place)
        })
        .await?;
        Ok::<_, AppError>((venue, events, origin))
    };
    loaded(page, show)
}

fn show((venue, events, origin): (VenueDetail, EventsPage, Option<String>)) -> AnyView {
    let where_it_is = format::town(&venue.city, &venue.country);
    let texts = VenueTexts::of(page_language());
    let description = texts.about(&venue.name, &venue.city);
    // The street is optional.
    let street = (!venue.address.is_empty()).then(|| view! { <bdi>{venue.address}</bdi> <br /> });
    let facilities = venue
        .facilities
        .iter()
        .map(|facility| view! { <li>{facility.clone()}</li> })
        .collect_view();
    // The coordinates are optional.
    let map = venue.lat.zip(venue.lon).map(|(lat, lon)| {
        let map = format!(
            "https://www.openstreetmap.org/?mlat={lat:.5}&mlon={lon:.5}#map=16/{lat:.5}/{lon:.5}"
        );
        view! {
            <br />
            <a href=map rel="external noopener">
                {texts.map()}
            </a>
        }
    });
    let (path, card) = (
        format!("/venues/{}", venue.slug),
        events.events.first().map(ShareCard::of_event),
    );
    let calendar = site_path(&format!("{path}.ics"));
    view! {
        <Title text=venue.name.clone() />
        <Meta name="description" content=description.clone() />
        <ShareTags origin title=venue.name.clone() description path card />
        <div class="page venue">
            <header class="page-head">
                <p class="kicker">
                    <a href=site_path("/venues")>{texts.all()}</a>
                </p>
                <h1 dir="auto">{venue.name}</h1>
                <p class="lead">{where_it_is}</p>
            </header>
            <div class="split">
                <Prose text=venue.description />
                <dl class="facts">
                    <div>
                        <dt>{texts.address()}</dt>
                        <dd>
                            {street} <bdi>{venue.city.clone()}</bdi> {map}
                        </dd>
                    </div>
                    <div>
                        <dt>{texts.places()}</dt>
                        <dd class="figure">{format::thousands(venue.capacity)}</dd>
                    </div>
                    {(!venue.facilities.is_empty())
                        .then(|| {
                            view! {
                                <div>
                                    <dt>{texts.facilities()}</dt>
                                    <dd>
                                        <ul class="plain-list">{facilities}</ul>
                                    </dd>
                                </div>
                            }
                        })}
                </dl>
            </div>
            <section>
                <h2>{texts.events()}</h2>
                <Upcoming page=events nothing=texts.events_none() elsewhere=texts.events_elsewhere() calendar />
            </section>
        </div>
    }
    .into_any()
}
