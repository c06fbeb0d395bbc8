//! Events grouped by month.

use domain::catalogue::EventSummary;
use leptos::prelude::*;
use ui::format;

use crate::{components::EventWall, texts::EventListTexts};

/// The events, grouped by the month in which each begins in its venue's time zone.
#[component]
pub(super) fn Months(
    /// The events, by date.
    events: Vec<EventSummary>,
    /// The translated texts.
    texts: EventListTexts,
) -> impl IntoView {
    by_month(events)
        .into_iter()
        .map(|(month, events)| {
            view! {
                <section class="month">
                    <h2>{month}</h2>
                    <EventWall events texts />
                </section>
            }
        })
        .collect_view()
}

fn by_month(events: Vec<EventSummary>) -> Vec<(String, Vec<EventSummary>)> {
    let mut months: Vec<(String, Vec<EventSummary>)> = Vec::new();
    for event in events {
        let begins = format::local(event.starts_at, event.utc_offset_seconds);
        let month = format::month_of_year(begins.date());
        match months.last_mut() {
            Some((last, events)) if *last == month => events.push(event),
            _ => months.push((month, vec![event])),
        }
    }
    months
}
