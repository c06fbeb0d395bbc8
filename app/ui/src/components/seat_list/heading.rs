//! The heading of a section or row: its name and its free seats.

use std::ops::Range;

use leptos::prelude::*;

use super::{List, spot::Spot, words::FreeSeats};

/// A button that expands and collapses the section or row at `spot`. `seats`: its seats; `view`:
/// what the stage looks like from there.
pub(super) fn heading(
    list: List,
    spot: Spot,
    name: String,
    seats: Range<u32>,
    open: Memo<bool>,
    free: Memo<Option<FreeSeats>>,
    view: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=if matches!(spot, Spot::Section(_)) { "seat-list-section" } else { "seat-list-row" }
            id=spot.id()
            data-spot=spot.to_string()
            data-range=format!("{}-{}", seats.start, seats.end.saturating_sub(1))
            tabindex=list.tabindex(spot)
            aria-expanded=move || if open.get() { "true" } else { "false" }
            data-none=move || free.get().is_some_and(|free| free.count == 0).then_some("true")
        >
            <span class="seat-list-name">{name}</span>
            " "
            <span class="seat-list-free">{move || free.get().map(|free| free.in_words(list.texts))}</span>
            {view.map(|view| view! { " " <span class="seat-list-view">{view}</span> })}
        </button>
    }
}
