//! A sheet of the gallery: one component or a few of a kind, each in its states, one beside the other.

use leptos::prelude::*;

/// All sheets below the map: what the address of each ends in, and what it is called.
pub const SHEETS: [(&str, &str); 9] = [
    ("baskets", "The basket"),
    ("prices", "Prices"),
    ("events", "Events"),
    ("posters", "Posters"),
    ("bookings", "Bookings and tickets"),
    ("small", "Small parts"),
    ("nothing", "Nothing there"),
    ("around", "Around every page"),
    ("failures", "Pages that could not be shown"),
];

/// A sheet with its heading.
#[component]
pub fn Sheet(
    /// Which of [`SHEETS`].
    id: &'static str,
    children: Children,
) -> impl IntoView {
    let title = SHEETS.iter().find(|(of, _)| *of == id).map(|(_, title)| *title);
    view! {
        <section class="page sheet" id=id aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{title}</h2>
            {children()}
        </section>
    }
}

/// One state, with its name.
#[component]
pub fn State(
    /// What is shown.
    name: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="state">
            <h3 class="state-name">{name}</h3>
            {children()}
        </div>
    }
}
