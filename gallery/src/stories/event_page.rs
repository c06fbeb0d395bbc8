//! What the page of an event has above and below its hall.

use app::{
    components::event::{About, Hero},
    texts::{DatesTexts, EventTexts, Language},
};
use domain::catalogue::SaleStatus;
use leptos::prelude::*;

use crate::{
    fixtures::event_pages,
    story::{OneAtATime, PageState, Story},
};

/// Heads of pages, each with a first heading of its own. What can no longer be had says so below it.
#[component]
pub fn HeadStory() -> impl IntoView {
    view! {
        <Story id="heads">
            <PageState name="On sale">
                <Hero page=event_pages::page(SaleStatus::OnSale) texts=EventTexts::of(Language::English) />
            </PageState>
            <PageState name="Not on sale, or not yet">
                <Hero page=event_pages::page(SaleStatus::NotYet) texts=EventTexts::of(Language::English) />
            </PageState>
            <PageState name="On sale, by many, before prices are set">
                <Hero page=event_pages::bare() texts=EventTexts::of(Language::English) />
            </PageState>
        </Story>
    }
}

/// The description of an event, one at a time: on its page it is a landmark.
#[component]
pub fn AboutStory() -> impl IntoView {
    let names = vec!["With all that can be said", "With as little as there may be"];
    view! {
        <Story id="about">
            <OneAtATime of="What is said about an event" names show=about />
        </Story>
    }
}

fn about(number: usize) -> AnyView {
    let page = if number == 0 { event_pages::page(SaleStatus::OnSale) } else { event_pages::bare() };
    view! { <About page texts=EventTexts::of(Language::English) dates=DatesTexts::of(Language::English) /> }.into_any()
}
