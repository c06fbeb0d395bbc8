//! Events side by side, as posters on the wall of the foyer.

use domain::catalogue::EventSummary;
use leptos::prelude::*;

use super::EventCard;
use crate::finding::Choice;

/// A list of events.
#[component]
pub fn EventWall(
    /// The events, in their order.
    events: Vec<EventSummary>,
) -> impl IntoView {
    let cards = events.into_iter().map(|event| view! { <li><EventCard event /></li> }).collect_view();
    view! { <ul class="event-wall">{cards}</ul> }
}

/// The way to the next page of a list; nothing at its end.
#[component]
pub fn Pager(
    /// Where the next page is.
    next: Option<Choice>,
) -> impl IntoView {
    next.map(|Choice { label, href, .. }| {
        view! {
            <nav class="pager" aria-label="More of the list">
                <a class="button" data-variant="plain" href=href rel="next">
                    {label}
                </a>
            </nav>
        }
    })
}
