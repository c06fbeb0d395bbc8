//! The legend of the map's colours, with the free seats at each price. Its checkboxes filter the
//! seats by price level.

use domain::catalogue::PriceLevel;
use leptos::prelude::*;

use super::fresh_text;
use crate::{
    format,
    hall::{LevelSet, on_dark},
    texts::HallTexts,
};

/// The price levels of an event.
#[component]
pub fn PriceLegend(
    /// The levels, in the map's order.
    levels: Vec<PriceLevel>,
    /// The number of free seats in each level; none until known.
    #[prop(into)]
    free: Signal<Option<Vec<u32>>>,
    /// The levels that the filter shows.
    only: RwSignal<LevelSet>,
    /// The filter for places for wheelchairs and companions, and the number of them that are free;
    /// none if the hall has none.
    #[prop(optional)]
    accessible: Option<(RwSignal<bool>, Signal<Option<u32>>)>,
    /// The translated texts.
    texts: HallTexts,
    /// What the checkboxes do.
    #[prop(optional)]
    hint: String,
) -> impl IntoView {
    let row = move |(number, level): (usize, PriceLevel)| {
        let count =
            move || free.with(|free| free.as_ref().and_then(|free| free.get(number).copied()));
        view! {
            <li>
                <label class="price-level" data-none=move || (count() == Some(0)).then_some("true")>
                    <input
                        type="checkbox"
                        class="price-level-check"
                        autocomplete="off"
                        prop:checked=move || only.get().contains(number)
                        on:change=move |_| only.update(|only| only.toggle(number))
                    />
                    <svg class="price-level-dot" viewBox="0 0 16 16" aria-hidden="true">
                        <circle cx="8" cy="8" r="7" fill=on_dark(&level.color) />
                    </svg>
                    <span class="price-level-name">{level.name}</span>
                    " "
                    <span class="price-level-price" translate="no">{format::money(level.price)}</span>
                    " "
                    <span class="price-level-free">{fresh_text(move || free_in_words(count(), texts))}</span>
                </label>
            </li>
        }
    };
    view! {
        <div class="price-legend" role="group" aria-label=texts.prices() data-testid="price-legend">
            <h3 class="price-legend-title">{texts.prices()}</h3>
            <p class="price-legend-hint needs-script">{hint}</p>
            <ul class="price-levels">{levels.into_iter().enumerate().map(row).collect_view()}</ul>
            {accessible.map(|(alone, free)| special_places(alone, free, texts))}
        </div>
    }
}

/// The number of free seats in words; empty until known.
fn free_in_words(count: Option<u32>, texts: HallTexts) -> String {
    match count {
        None => String::new(),
        Some(0) => texts.prices_none(),
        Some(count) => texts.prices_free(count),
    }
}

/// The filter for places for wheelchairs and companions. It appears once the hall is known to have
/// any.
fn special_places(
    alone: RwSignal<bool>,
    free: Signal<Option<u32>>,
    texts: HallTexts,
) -> impl IntoView {
    view! {
        <label class="price-level price-level--special" hidden=move || free.get().is_none()>
            <input
                type="checkbox"
                class="price-level-check"
                data-testid="accessible-filter"
                autocomplete="off"
                prop:checked=move || alone.get()
                on:change=move |_| alone.update(|alone| *alone = !*alone)
            />
            <svg class="price-level-dot" viewBox="0 0 16 16" aria-hidden="true">
                <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="none" stroke="currentColor" stroke-width="1.5" />
                <path d="M7 5v3.4h3l1.4 3M6 8.2a2.6 2.6 0 1 0 3.4 3.2" fill="none" stroke="currentColor" stroke-width="1.3" />
                <circle cx="7" cy="3.7" r="1" fill="currentColor" />
            </svg>
            <span class="price-level-name">{texts.prices_special()}</span>
            " "
            <span class="price-level-free">{fresh_text(move || free_in_words(free.get(), texts))}</span>
        </label>
    }
}
