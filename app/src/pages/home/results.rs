//! What was found, and the ways on from there.
//!
//! The first answer comes with the page. Another address is asked for from here: the answer before it is given up, so that no old one
//! comes after a newer, and what is shown stays until there is something to take its place.

use leptos::{ev::MouseEvent, html, prelude::*, task::spawn_local_scoped_with_cancellation, wasm_bindgen::JsCast};
use web_sys::{Element, FocusOptions, HtmlElement};

use super::{calendar::calendar, choices, months::Months, nothing::nothing, recent::Recent};
use crate::{
    api::find_events,
    components::{EventWall, Pager, ProblemNotice, WallSkeleton, loaded},
    error::AppError,
    finding::{Asked, Found, Shown},
    format,
};

/// What was found.
#[component]
pub(super) fn Results(
    /// What is asked for.
    asked: Memo<Asked>,
    /// Remembers a search that led somewhere.
    recent: Recent,
) -> impl IntoView {
    let first = Resource::new(|| (), move |()| find_events(asked.get_untracked()));
    let newer = RwSignal::new(None::<Result<Found, AppError>>);
    let (busy, set_busy) = signal(false);
    let (told, set_told) = signal(String::new());
    let place = NodeRef::<html::Section>::new();
    // Which of the filters that hold was taken off last.
    let taken_off = StoredValue::new(None::<u32>);

    Effect::new(move |before: Option<Asked>| {
        let wanted = asked.get();
        if before.is_some_and(|before| before != wanted) {
            set_busy.set(true);
            let wanted = wanted.clone();
            // Given up, request and all, when this effect runs again.
            spawn_local_scoped_with_cancellation(async move {
                let answer = find_events(wanted.clone()).await;
                set_busy.set(false);
                set_told.set(answer.as_ref().map(|found| in_words(found, &wanted)).unwrap_or_default());
                newer.set(Some(answer));
                request_animation_frame(move || keep_focus(place, taken_off.try_update_value(Option::take).flatten()));
            });
        }
        wanted
    });

    let followed = move |click: MouseEvent| {
        let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
        taken_off.set_value(target.as_ref().zip(place.get_untracked()).and_then(|(target, place)| number_among(target, &place)));
        let leads_to_an_event = target.is_some_and(|target| matches!(target.closest("a[href^='/events/']"), Ok(Some(_))));
        if leads_to_an_event && let Some(q) = asked.get_untracked().get("q") {
            recent.remember(q);
        }
    };
    let shown = move || match newer.get() {
        None => loaded(first, || view! { <WallSkeleton /> }.into_any(), show),
        Some(Ok(found)) => show(found),
        Some(Err(AppError(problem))) => view! { <ProblemNotice problem /> }.into_any(),
    };
    view! {
        <section class="found" tabindex="-1" aria-label="What was found" aria-busy=move || busy.get().then_some("true") node_ref=place on:click=followed>
            {shown}
        </section>
        <p class="visually-hidden" role="status" data-testid="found-told">
            {told}
        </p>
    }
}

/// Links that take a filter off.
const CHOSEN: &str = ".chosen-filter";

/// Which of the filters that hold this is in.
fn number_among(target: &Element, place: &HtmlElement) -> Option<u32> {
    let chosen = target.closest(CHOSEN).ok().flatten()?;
    let all = place.query_selector_all(CHOSEN).ok()?;
    (0..all.length()).find(|number| all.item(*number).is_some_and(|node| node.is_same_node(Some(&chosen))))
}

/// Whoever followed a link from here goes on at the beginning of what it led to: the link is gone, or has become another one. Who took
/// a filter off goes on at the next, or where all of them are chosen. Links to the month before and after stay what they are. Who is
/// elsewhere, typing, stays there.
fn keep_focus(place: NodeRef<html::Section>, taken_off: Option<u32>) {
    let Some(place) = place.get_untracked() else { return };
    let has_gone_on = document().active_element().is_none_or(|element| {
        element.tag_name() == "BODY"
            || (place.contains(Some(&element)) && !element.is_same_node(Some(&place)) && !element.has_attribute("rel"))
    });
    if has_gone_on {
        let next = taken_off.and_then(|number| {
            let all = place.query_selector_all(CHOSEN).ok()?;
            let next = all.item(number.min(all.length().saturating_sub(1))).map(JsCast::unchecked_into);
            next.or_else(|| document().query_selector(".filters > summary").ok().flatten().map(JsCast::unchecked_into))
        });
        // Nothing is to move: the links from here scroll by themselves, or are not to. An element that cannot take the focus leaves it
        // where it was.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = next.as_ref().unwrap_or(&place).focus_with_options(&options);
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
