//! The first thing that one sees: what this is, and the way to find something.

use leptos::prelude::*;
use leptos_router::components::Form;

use super::hall_drawing::HallDrawing;

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
