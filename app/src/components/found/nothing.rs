//! A search that found nothing: what it was, what to leave out, and what else is on.

use domain::catalogue::EventSummary;
use leptos::prelude::*;

use crate::{
    components::{Empty, EventWall},
    finding::Choice,
    format,
};

/// What stands in the place of events.
pub(super) fn nothing(sentence: String, instead: Vec<Choice>, also: Vec<EventSummary>) -> AnyView {
    let way = |Choice { label, href, count, .. }: Choice| {
        view! {
            <li>
                <a href=href>{label}</a>
                <small>{count.map(|count| format::count(count, "event", "events"))}</small>
            </li>
        }
        .into_any()
    };
    let instead = (!instead.is_empty()).then(|| {
        let ways = instead.into_iter().map(way).collect_view();
        view! { <ul class="instead">{ways}</ul> }
    });
    let also = (!also.is_empty()).then(|| {
        view! {
            <section class="also">
                <h2>"What else is on"</h2>
                <EventWall events=also />
            </section>
        }
    });
    view! {
        <Empty title="Nothing fits that.">
            <p>{sentence}</p>
            {instead}
            <p>
                "Try other words, or another kind. " <a href="/">"See everything that is on"</a> "."
            </p>
        </Empty>
        {also}
    }
    .into_any()
}
