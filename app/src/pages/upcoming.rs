//! What is on at a venue or by a performer: a page of it, and the way to the next.

use domain::catalogue::{EventFilter, EventsPage, MAX_EVENTS_PAGE};
use leptos::prelude::*;

use crate::{
    components::{Empty, EventWall, Pager},
    finding::Choice,
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
    nothing: &'static str,
    /// What the link to everything else says.
    elsewhere: &'static str,
) -> impl IntoView {
    if page.events.is_empty() {
        let otherwise = view! {
            <Empty title=nothing>
                <p>
                    <a href="/">{elsewhere}</a>
                </p>
            </Empty>
        };
        return otherwise.into_any();
    }
    // A cursor is base64 of the kind that addresses take as it is.
    let next = page.next_cursor.map(|cursor| Choice {
        label: "Later dates".to_owned(),
        href: format!("?cursor={cursor}"),
        count: None,
        here: false,
    });
    view! {
        <EventWall events=page.events />
        <Pager next />
    }
    .into_any()
}
