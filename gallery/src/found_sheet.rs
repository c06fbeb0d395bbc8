//! What was found, in all that it can be: the programme by months, what a search found, a month of the calendar, nothing.

use app::components::found::Results;
use leptos::prelude::*;

use crate::{
    made_up::found,
    sheet::{OneAtATime, Sheet},
};

/// What is shown for an address, one at a time: its lists of links are landmarks.
#[component]
pub fn FoundSheet() -> impl IntoView {
    let names = vec!["The programme", "What a search found", "A month", "A month with nothing", "Nothing"];
    view! {
        <Sheet id="found">
            <OneAtATime of="What can be found" names show=one />
        </Sheet>
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
    view! { <Results asked found /> }.into_any()
}
