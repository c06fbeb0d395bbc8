//! What was found, and the ways on from there.

mod calendar;
mod choices;
mod months;
mod nothing;

use leptos::prelude::*;

use super::{EventWall, Pager};
use crate::{
    finding::{Asked, Found, Shown},
    format,
};
use calendar::calendar;
use months::Months;
use nothing::nothing;

/// What was found. Who comes here without a page load is told what `data-told` says.
#[component]
pub fn Results(
    /// What was asked for.
    asked: Asked,
    /// What there is of it.
    found: Found,
) -> impl IntoView {
    let told = in_words(&found, &asked);
    view! {
        <section class="found" tabindex="-1" aria-label="What was found" data-follows="found" data-told=told>
            {show(found)}
        </section>
    }
}

fn in_words(found: &Found, asked: &Asked) -> String {
    let count = match (&found.shown, found.count) {
        (Shown::Nothing { .. }, _) => "Nothing fits".to_owned(),
        (_, Some(count)) => format::count(count, "event", "events"),
        (_, None) => "More events".to_owned(),
    };
    asked.get("q").map_or_else(|| count.clone(), |q| format!("{count} for “{q}”"))
}

fn show(found: Found) -> AnyView {
    let count = match found.shown {
        Shown::Nothing { .. } => None,
        _ => found.count.map(|count| format::count(count, "event", "events")),
    };
    let heading = matches!(found.shown, Shown::List { by_month: false, .. });
    let shown = match found.shown {
        Shown::List { events, by_month, next } => {
            // Few things come of a search: they stand together. The programme goes by months.
            let events = if by_month { view! { <Months events /> }.into_any() } else { view! { <EventWall events /> }.into_any() };
            view! {
                {events}
                <Pager next />
            }
            .into_any()
        }
        Shown::Calendar(month) => calendar(month),
        Shown::Nothing { sentence, instead, also } => nothing(sentence, instead, also),
    };
    view! {
        {choices::kinds(found.kinds)}
        <div class="found-head">
            <p class="found-count">{count}</p>
            {choices::chosen(found.chosen, found.literally)}
            {choices::views(found.views)}
        </div>
        {choices::narrower(found.narrower)}
        {heading.then(|| view! { <h2 class="visually-hidden">"Events"</h2> })}
        {shown}
    }
    .into_any()
}
