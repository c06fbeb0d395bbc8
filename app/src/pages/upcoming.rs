//! What is on at a venue or by a performer: a page of it, and the way to the next.

use domain::catalogue::{EventFilter, EventsPage, MAX_EVENTS_PAGE};
use leptos::prelude::*;

use crate::{
    address::site_path,
    components::{Empty, EventWall, Pager, found::subscribe},
    search::SearchLink,
    texts::{EventListTexts, ResultsTexts, page_language},
};

/// The page of a list that begins at this place.
pub(super) fn page(cursor: Option<String>) -> EventFilter {
    EventFilter { cursor, limit: MAX_EVENTS_PAGE, ..EventFilter::default() }
}

/// Events as posters; where there are none, `nothing` and the way to those that there are.
#[component]
pub(super) fn Upcoming(
    /// A page of the list.
    page: EventsPage,
    /// What is said when nothing is on.
    nothing: String,
    /// What the link to everything else says.
    elsewhere: String,
    /// The address of the list as a calendar.
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
    // A cursor is base64 of the kind that addresses take as it is.
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
