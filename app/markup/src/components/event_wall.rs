//! Events side by side, like posters on the wall of a foyer.

use domain::catalogue::EventSummary;
use leptos::prelude::*;

use super::EventCard;
use crate::{search::SearchLink, texts::EventListTexts};

/// The list of events.
#[component]
pub fn EventWall(
    /// The events, in order.
    events: Vec<EventSummary>,
    /// The translated texts.
    texts: EventListTexts,
) -> impl IntoView {
    let card = |event: EventSummary| view! { <li><EventCard event texts /></li> };
    let cards = events.into_iter().map(card).collect_view();
    view! { <ul class="event-wall">{cards}</ul> }
}

/// The link to the next page of a list; nothing on the last page.
#[component]
pub fn Pager(
    /// The link, if there is a next page.
    next: Option<SearchLink>,
    /// The translated texts.
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
