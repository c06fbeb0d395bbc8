//! Parts of an event's page that replace the map: the form for the best seats, and the countdown to
//! the opening of sales.

use domain::{catalogue::SaleStatus, selling::MAX_SEATS};
use leptos::prelude::*;
use markup::{
    components::event::{BestForm, NotYet},
    texts::BestSeatsTexts,
};
use ui::{
    components::countdown::Opening,
    texts::{Language, OpeningTexts},
};

use crate::{
    fixtures::event_pages,
    story::{State, Story},
};

/// The form for each kind of hall: seats, standing areas, or both.
#[component]
pub fn BestStory() -> impl IntoView {
    let form = |name, (has_seats, has_areas)| {
        view! {
            <State name>
                <div class="ground" data-house="dark">
                    <BestForm
                        slug="figaro".to_owned()
                        offers=event_pages::offers(has_seats, has_areas)
                        max_seats=MAX_SEATS
                        texts=BestSeatsTexts::of(Language::English)
                    />
                </div>
            </State>
        }
    };
    view! {
        <Story id="best">
            <div class="states states--narrow">
                {form("Hall with seats only", (true, false))}
                {form("Hall with seats and standing areas", (true, true))}
                {form("Hall with standing areas only", (false, true))}
            </div>
        </Story>
    }
}

/// The placeholder of the hall. The gallery has only one, because its ids are those of the hall.
#[component]
pub fn NotYetStory() -> impl IntoView {
    view! {
        <Story id="not-yet">
            <NotYet page=event_pages::page(SaleStatus::NotYet) texts=OpeningTexts::of(Language::English)>
                <Opening opens_in_ms=Signal::stored(Some(273_905_000)) texts=OpeningTexts::of(Language::English) />
            </NotYet>
        </Story>
    }
}
