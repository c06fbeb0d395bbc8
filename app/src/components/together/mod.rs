//! How many sit together: one tap on a number, and good seats beside each other are chosen.

use leptos::prelude::*;

use crate::format;

/// Buttons from one to the most that a booking may have.
#[component]
pub fn Together(
    /// The most that one booking may have.
    max_seats: u32,
    /// So many seats together are wanted.
    on_find: Callback<u32>,
) -> impl IntoView {
    let button = move |size: u32| {
        let name =
            if size == 1 { "Find 1 good seat".to_owned() } else { format!("Find {} together", format::count(size, "seat", "seats")) };
        view! {
            <button
                type="button"
                class="together-size"
                aria-label=name
                on:click=move |_| on_find.run(size)
            >
                {size}
            </button>
        }
    };
    view! {
        <div class="together" role="group" aria-labelledby="together-title" data-testid="together">
            <h3 class="together-title" id="together-title">
                "Find seats together"
            </h3>
            <div class="together-sizes">{(1..=max_seats).map(button).collect_view()}</div>
        </div>
    }
}
