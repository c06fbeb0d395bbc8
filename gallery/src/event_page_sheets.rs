//! What the page of an event has above and below its hall.

use app::components::event::{About, Hero};
use domain::catalogue::SaleStatus;
use leptos::prelude::*;

use crate::{
    made_up::event_pages,
    sheet::{OneAtATime, PageState, Sheet},
};

/// Heads of pages, each with a first heading of its own. What can no longer be had says so below it.
#[component]
pub fn HeadSheet() -> impl IntoView {
    view! {
        <Sheet id="heads">
            <PageState name="On sale">
                <Hero page=event_pages::page(SaleStatus::OnSale) />
            </PageState>
            <PageState name="Not on sale, or not yet">
                <Hero page=event_pages::page(SaleStatus::NotYet) />
            </PageState>
            <PageState name="On sale, by many, before prices are set">
                <Hero page=event_pages::bare() />
            </PageState>
        </Sheet>
    }
}

/// What is to be read about an event, one at a time: on its page it is a landmark.
#[component]
pub fn AboutSheet() -> impl IntoView {
    let names = vec!["With all that can be said", "With as little as there may be"];
    view! {
        <Sheet id="about">
            <OneAtATime of="What is said about an event" names show=about />
        </Sheet>
    }
}

fn about(number: usize) -> AnyView {
    let page = if number == 0 { event_pages::page(SaleStatus::OnSale) } else { event_pages::bare() };
    view! { <About page /> }.into_any()
}
