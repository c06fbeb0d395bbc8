//! An event's poster on a page.

use domain::catalogue::EventSummary;
use leptos::prelude::*;

use crate::{format, poster};

/// A poster. What it says stands beside it as text, so that readers of the screen pass over it.
#[component]
pub fn Poster(
    /// What it is of.
    bill: poster::Bill,
) -> impl IntoView {
    let inner = if bill.is_in_other_letters() { poster::linked(&bill) } else { poster::inner(&bill) };
    view! {
        <svg
            class="poster"
            viewBox=poster::VIEW_BOX
            aria-hidden="true"
            focusable="false"
            preserveAspectRatio="xMidYMid slice"
            inner_html=inner
        ></svg>
    }
}

/// The drawing of a poster alone, as the strip of a ticket.
#[component]
pub fn PosterStrip(
    /// What it is of.
    bill: poster::Bill,
) -> impl IntoView {
    view! {
        <svg
            class="poster-strip"
            viewBox=poster::STRIP_VIEW_BOX
            aria-hidden="true"
            focusable="false"
            preserveAspectRatio="xMidYMid slice"
            inner_html=poster::strip(&bill)
        ></svg>
    }
}

/// What the poster of an event says.
#[must_use]
pub fn bill(event: &EventSummary) -> poster::Bill {
    let at = format::local(event.starts_at, event.utc_offset_seconds);
    poster::Bill {
        slug: event.slug.clone(),
        category: event.category.clone(),
        title: event.title.clone(),
        day: format::short_day(at),
        place: format!("{}, {}", event.venue.name, event.venue.city),
    }
}
