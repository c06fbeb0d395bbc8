//! The parts of an event's page above and below the hall.

use domain::catalogue::SaleStatus;
use leptos::prelude::*;
use markup::{
    components::event::{About, Hero},
    texts::{DatesTexts, EventTexts},
};
use ui::texts::Language;

use crate::{
    fixtures::event_pages,
    story::{OneAtATime, PageState, Story},
};

/// Page heads, each with an `h1`. Unavailable events say so below the head.
#[component]
pub fn HeadStory() -> impl IntoView {
    view! {
        <Story id="heads">
            <PageState name="On sale">
                <Hero page=event_pages::page(SaleStatus::OnSale) texts=EventTexts::of(Language::English) />
            </PageState>
            <PageState name="Sales not open yet">
                <Hero page=event_pages::page(SaleStatus::NotYet) texts=EventTexts::of(Language::English) />
            </PageState>
            <PageState name="On sale, with many performers and without prices">
                <Hero page=event_pages::bare() texts=EventTexts::of(Language::English) />
            </PageState>
        </Story>
    }
}

/// The description of an event, one state at a time, because it is a landmark.
#[component]
pub fn AboutStory() -> impl IntoView {
    let names = vec!["Every field filled", "Few fields filled"];
    view! {
        <Story id="about">
            <OneAtATime of="States of the description" names show=about />
        </Story>
    }
}

fn about(number: usize) -> AnyView {
    let page = if number == 0 {
        event_pages::page(SaleStatus::OnSale)
    } else {
        event_pages::bare()
    };
    view! { <About page texts=EventTexts::of(Language::English) dates=DatesTexts::of(Language::English) /> }.into_any()
}
