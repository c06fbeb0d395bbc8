//! Finds seats together: a tap on a number chooses good adjacent seats.

use leptos::{html, prelude::*};

use crate::texts::HallTexts;

/// A button for each possible number of seats, and a choice of section.
#[component]
pub fn Together(
    /// The most seats in a booking.
    max_seats: u32,
    /// The names of the sections, in the plan's order; empty until known.
    sections: Signal<Vec<String>>,
    /// Finds this number of seats together, in the section with this index or anywhere.
    on_find: Callback<(u32, Option<usize>)>,
    /// The translated texts.
    texts: HallTexts,
) -> impl IntoView {
    let place = NodeRef::<html::Select>::new();
    let find = move |size| {
        on_find.run((
            size,
            place
                .get_untracked()
                .and_then(|place| place.value().parse().ok()),
        ))
    };
    let button = move |size: u32| {
        view! {
            <button
                type="button"
                class="together-size"
                aria-label=texts.together_find(size)
                on:click=move |_| find(size)
            >
                {size}
            </button>
        }
    };
    view! {
        <div class="together" role="group" aria-labelledby="together-title" data-testid="together">
            <h3 id="together-title">
                {texts.together()}
            </h3>
            <select class="field together-place" aria-label=texts.together_where() node_ref=place hidden=move || sections.with(|sections| sections.len() < 2)>
                <option value="">{texts.together_anywhere()}</option>
                {move || {
                    let section = |(number, name): (usize, String)| view! { <option value=number.to_string()>{name}</option> };
                    sections.get().into_iter().enumerate().map(section).collect_view()
                }}
            </select>
            <div class="together-sizes">{(1..=max_seats).map(button).collect_view()}</div>
        </div>
    }
}
