//! The results of a search, and links that change it.

mod calendar;
mod choices;
mod months;
mod nothing;

use leptos::prelude::*;
use ui::search::SearchQuery;

use super::{EventWall, Pager};
use crate::{
    search::{ResultEvents, SearchResults},
    texts::{EventListTexts, ResultsTexts},
};
use calendar::calendar as month_calendar;
use months::Months;
use nothing::nothing;

/// The results of a search. When they change without a page load, screen readers announce the text
/// in `data-announcement`.
#[component]
pub fn Results(
    /// The query.
    asked: SearchQuery,
    /// The results.
    found: SearchResults,
    /// The translated texts.
    texts: ResultsTexts,
    /// The texts of the event cards.
    cards: EventListTexts,
) -> impl IntoView {
    let announcement = in_words(&found, &asked, &texts);
    let calendar = asked.calendar_address();
    view! {
        <section class="found" tabindex="-1" aria-label=texts.found() data-follows="found" data-announcement=announcement>
            {show(found, calendar, &texts, cards)}
        </section>
    }
}

fn in_words(found: &SearchResults, asked: &SearchQuery, texts: &ResultsTexts) -> String {
    let has_all = found.left_out.is_empty();
    match (&found.shown, found.count, asked.get("q")) {
        (ResultEvents::Nothing { .. }, _, None) => texts.none(),
        (ResultEvents::Nothing { .. }, _, Some(q)) => texts.none_words(q),
        (_, None, None) => texts.further(),
        (_, None, Some(q)) if has_all => texts.further_words(q),
        (_, None, Some(q)) => texts.further_some(q),
        (_, Some(count), None) => texts.events(count),
        (_, Some(count), Some(q)) if has_all => texts.events_words(count, q),
        (_, Some(count), Some(q)) => texts.events_some(count, q),
    }
}

fn show(
    found: SearchResults,
    calendar: String,
    texts: &ResultsTexts,
    cards: EventListTexts,
) -> AnyView {
    let count = match found.shown {
        ResultEvents::Nothing { .. } => None,
        _ => found.count.map(|count| texts.events(count)),
    };
    let subscribe =
        (!matches!(found.shown, ResultEvents::Nothing { .. })).then(|| subscribe(calendar, texts));
    let heading = matches!(
        found.shown,
        ResultEvents::List {
            by_month: false,
            ..
        }
    );
    let shown = match found.shown {
        ResultEvents::List {
            events,
            by_month,
            next,
        } => {
            // The results of a search are few, so they are one list. The programme is grouped by
            // month.
            let events = if by_month {
                view! { <Months events texts=cards /> }.into_any()
            } else {
                view! { <EventWall events texts=cards /> }.into_any()
            };
            view! {
                {events}
                <Pager next texts=cards />
            }
            .into_any()
        }
        ResultEvents::Calendar(month) => month_calendar(month, texts),
        ResultEvents::Nothing {
            sentence,
            instead,
            also,
        } => nothing(sentence, instead, also, texts, cards),
    };
    view! {
        {choices::kinds(found.kinds, texts)}
        <div class="found-head">
            <p class="found-count">{count}</p>
            {choices::chosen(found.chosen, found.literally, found.understood, &found.left_out, texts)}
            {choices::views(found.views, texts)}
        </div>
        {choices::facet_links(found.facet_links, texts)}
        {heading.then(|| view! { <h2 class="visually-hidden">{texts.heading()}</h2> })}
        {shown}
        {subscribe}
    }
    .into_any()
}

/// The link that subscribes to a calendar feed.
pub fn subscribe(calendar: String, texts: &ResultsTexts) -> AnyView {
    view! {
        <p class="fine">
            <a href=calendar rel="external">
                {texts.subscribe()}
            </a>
        </p>
    }
    .into_any()
}
