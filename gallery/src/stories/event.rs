//! Event cards, and the pager of a list.

use leptos::prelude::*;
use markup::{
    components::{EventWall, Pager, When, WhenForm},
    search::SearchLink,
    texts::EventListTexts,
};
use ui::texts::Language;

use crate::{
    fixtures::events,
    story::{State, Story},
};

/// Cards, a pager and date formats.
#[component]
pub fn EventStories() -> impl IntoView {
    let event = events::event("when", "concert", "When");
    let more = SearchLink {
        label: "More events".to_owned(),
        href: "/?cursor=more".to_owned(),
        count: None,
        here: false,
    };
    let forms = [
        WhenForm::Short,
        WhenForm::Long,
        WhenForm::Day,
        WhenForm::Clock,
    ];
    view! {
        <Story id="events">
            <p class="lead state-lead">
                "On sale, few seats left, not yet on sale, sold out, cancelled, over; with a distance; found by a search for “sibelius lahti”."
            </p>
            <EventWall events=events::in_each_state() texts=EventListTexts::of(Language::English) />
            <Pager next=Some(more) texts=EventListTexts::of(Language::English) />
            <div class="states">
                <State name="Time of an event in each format">
                    {forms
                        .map(|form| {
                            view! {
                                <p>
                                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form />
                                </p>
                            }
                        })
                        .collect_view()}
                </State>
            </div>
        </Story>
    }
}
