//! Events side by side, as posters on the wall of the foyer.

use domain::catalogue::EventSummary;
use leptos::prelude::*;

use super::EventCard;
use crate::{search::SearchLink, texts::EventListTexts};

/// A list of events.
#[component]
pub fn EventWall(
    /// The events, in their order.
    events: Vec<EventSummary>,
    /// The words.
    texts: EventListTexts,
) -> impl IntoView {
    let card = |event: EventSummary| view! { <li><EventCard event texts /></li> };
    let cards = events.into_iter().map(card).collect_view();
    view! { <ul class="event-wall">{cards}</ul> }
}

/// The way to the next page of a list; nothing at its end.
#[component]
pub fn Pager(
    /// Where the next page is.
    next: Option<SearchLink>,
    /// The words.
    texts: EventListTexts,
) -> impl IntoView {
    next.map(move |SearchLink { label, href, .. }| {
        view! {
            <nav class="pager" aria-label=texts.more()>
                <a class="button" data-variant="plain" href=href rel="next">
                    {label}
                </a>
            </nav>
        }
    })
}
