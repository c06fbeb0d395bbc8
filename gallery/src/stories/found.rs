//! Search results in their states: the list by month, the results of a search, a calendar month, no
//! results.

use leptos::prelude::*;
use markup::{
    components::found::Results,
    texts::{EventListTexts, ResultsTexts},
};
use ui::texts::Language;

use crate::{
    fixtures::found,
    story::{OneAtATime, Story},
};

/// The results, one state at a time, because their lists of links are landmarks.
#[component]
pub fn FoundStory() -> impl IntoView {
    let names = vec![
        "List by month",
        "Results of a search",
        "Calendar month",
        "Calendar month without events",
        "No results",
    ];
    view! {
        <Story id="found">
            <OneAtATime of="States of the search results" names show=one />
        </Story>
    }
}

fn one(number: usize) -> AnyView {
    let (asked, found) = match number {
        0 => found::programme(),
        1 => found::searched(),
        2 => found::month(true),
        3 => found::month(false),
        _ => found::nothing(),
    };
    view! { <Results asked found texts=ResultsTexts::of(Language::English) cards=EventListTexts::of(Language::English) /> }.into_any()
}
