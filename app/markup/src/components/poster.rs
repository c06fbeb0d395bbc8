//! An event's poster on a page.

use domain::catalogue::EventSummary;
use leptos::prelude::*;
use ui::format;

use crate::poster;

/// A poster. Screen readers skip it, because the page has the same information as text.
#[component]
pub fn Poster(
    /// The content of the poster.
    bill: poster::Bill,
) -> impl IntoView {
    view! {
        <svg
            class="poster"
            viewBox=poster::VIEW_BOX
            aria-hidden="true"
            focusable="false"
            preserveAspectRatio="xMidYMid slice"
            inner_html=poster::poster_drawing(&bill)
        ></svg>
    }
}

/// The poster's drawing without text, as the strip of a ticket.
#[component]
pub fn PosterStrip(
    /// The content of the poster.
    bill: poster::Bill,
) -> impl IntoView {
    view! {
        <svg
            class="poster-strip"
            viewBox=poster::STRIP_VIEW_BOX
            aria-hidden="true"
            focusable="false"
            preserveAspectRatio="xMidYMid slice"
            inner_html=poster::strip_drawing(&bill)
        ></svg>
    }
}

/// The content of an event's poster.
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
