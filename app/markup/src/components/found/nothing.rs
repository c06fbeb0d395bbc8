//! A search without results: which filters to remove, and other events.

use domain::catalogue::EventSummary;
use leptos::prelude::*;
use ui::address::site_path;

use crate::{
    components::{Empty, EventWall},
    search::SearchLink,
    texts::{EventListTexts, ResultsTexts},
};

/// Shown instead of the events.
pub(super) fn nothing(
    sentence: String,
    instead: Vec<SearchLink>,
    also: Vec<EventSummary>,
    texts: &ResultsTexts,
    cards: EventListTexts,
) -> AnyView {
    let way = |SearchLink {
                   label, href, count, ..
               }: SearchLink| {
        view! {
            <li>
                <a href=href>{label}</a>
                <small>{count.map(|count| texts.events(count))}</small>
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
                <h2>{texts.also()}</h2>
                <EventWall events=also texts=cards />
            </section>
        }
    });
    let (title, advice, link) = (
        texts.nothing(),
        texts.nothing_advice(),
        texts.nothing_link(),
    );
    view! {
        <Empty title>
            <p>{sentence}</p>
            {instead}
            <p>
                {advice} " " <a href=site_path("/")>{link}</a>
            </p>
        </Empty>
        {also}
    }
    .into_any()
}
