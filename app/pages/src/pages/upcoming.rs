//! The events of a venue or performer, page by page.

use domain::catalogue::{EventFilter, EventsPage, MAX_EVENTS_PAGE};
use leptos::prelude::*;
use markup::{
    components::{Empty, EventWall, Pager, found::subscribe},
    search::SearchLink,
    texts::{EventListTexts, ResultsTexts},
};
use ui::{address::site_path, texts::page_language};

/// The filter for the page of events that starts at this cursor.
pub(super) fn page(cursor: Option<String>) -> EventFilter {
    EventFilter {
        cursor,
        limit: MAX_EVENTS_PAGE,
        ..EventFilter::default()
    }
}

/// Events as posters; if there are none, `nothing` and a link to all events.
#[component]
pub(super) fn Upcoming(
    /// The page of events.
    page: EventsPage,
    /// The title if there are no events.
    nothing: String,
    /// The text of the link to all events.
    elsewhere: String,
    /// The URL of the list as a calendar feed.
    calendar: String,
) -> impl IntoView {
    let texts = EventListTexts::of(page_language());
    let subscribe = subscribe(calendar, &ResultsTexts::of(page_language()));
    if page.events.is_empty() {
        let otherwise = view! {
            <Empty title=nothing>
                <p>
                    <a href=site_path("/")>{elsewhere}</a>
                </p>
            </Empty>
            {subscribe}
        };
        return otherwise.into_any();
    }
    // Cursors are URL-safe base64 and need no escaping.
    let next = page.next_cursor.map(|cursor| SearchLink {
        label: texts.more_later(),
        href: format!("?cursor={cursor}"),
        count: None,
        here: false,
    });
    view! {
        <EventWall events=page.events texts />
        <Pager next texts />
        {subscribe}
    }
    .into_any()
}
