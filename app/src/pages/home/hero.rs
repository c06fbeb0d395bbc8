//! The first thing that one sees: what this is, and the way to find something.

use leptos::prelude::*;
use leptos_router::components::Form;

/// The head of the first page: words, search, and the rows of a hall.
#[component]
pub(super) fn Hero() -> impl IntoView {
    view! {
        <header class="hero">
            <div class="hero-words">
                <h1>"Choose the very seat."</h1>
                <p class="lead">
                    "Every hall here is drawn as it is built. See each seat as it is taken and as it comes back, and keep yours while you pay."
                </p>
                <SearchForm q=String::new() category=None />
            </div>
            <HallDrawing />
        </header>
    }
}

/// A search that is an ordinary form: it works before, and without, the page coming alive.
#[component]
pub(super) fn SearchForm(
    /// What was searched for.
    q: String,
    /// The kind to stay within.
    category: Option<String>,
) -> impl IntoView {
    view! {
        <search class="search">
            <Form method="GET" action="/">
                <label class="visually-hidden" for="q">
                    "Search by title, performer, venue or town"
                </label>
                <input id="q" class="field" r#type="search" name="q" value=q placeholder="Title, performer, venue, town" enterkeyhint="search" maxlength="100" />
                {category.map(|category| view! { <input r#type="hidden" name="category" value=category /> })}
                <button class="button">"Search"</button>
            </Form>
        </search>
    }
}

/// Where the seats of a row are lit: row, first share of the row, length. Seats are the dashes of one stroke a row, so that a
/// hall of some hundred seats is a dozen elements.
const ROWS: u32 = 11;

/// The rows of a hall around its stage.
#[component]
fn HallDrawing() -> impl IntoView {
    let rows = (0..ROWS).map(|row| {
        let radius = 120 + row * 32;
        let size = 10 + row / 4;
        // A whole number of seats on each half circle, the row's ends left for the aisles.
        let length = f64::from(radius) * std::f64::consts::PI;
        let seats = (length / 24.0).floor();
        let path = format!("M{} 500a{radius} {radius} 0 0 1 {} 0", 500 - radius, radius * 2);
        view! {
            <path class="hall-row" d=path stroke-width=size stroke-dasharray=format!("0 {:.3}", length / seats) fill="none" stroke-linecap="round" />
        }
    });
    view! {
        <svg class="hall-drawing" viewBox="0 0 1000 520" aria-hidden="true" focusable="false">
            <g class="hall-rows">{rows.collect_view()}</g>
            <path class="hall-aisle" d="M500 500L40 40M500 500L960 40M500 500V0" fill="none" stroke-width="30" />
            <path class="hall-stage" d="M420 508a80 80 0 0 1 160 0z" />
            <g class="hall-yours">
                <circle cx="452" cy="225" r="11" />
                <circle cx="476" cy="222" r="11" />
            </g>
        </svg>
    }
}
