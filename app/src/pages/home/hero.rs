//! The first thing that one sees: what this is, and the way to find something.

use leptos::{ev::SubmitEvent, html::Input, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{Wish, hall_drawing::HallDrawing};

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
    let field = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let within = category.clone();
    let search = move |submit: SubmitEvent| {
        let Some(field) = field.get_untracked() else { return };
        submit.prevent_default();
        let q = Some(field.value().trim().to_owned()).filter(|q| !q.is_empty());
        navigate(&Wish { q, category: within.clone(), cursor: None }.address(), NavigateOptions::default());
    };
    view! {
        <search class="search">
            <form method="get" action="/" on:submit=search>
                <label class="visually-hidden" for="q">
                    "Search by title, performer, venue or town"
                </label>
                <input
                    id="q"
                    class="field"
                    r#type="search"
                    name="q"
                    value=q
                    placeholder="Title, performer, venue, town"
                    enterkeyhint="search"
                    maxlength="100"
                    node_ref=field
                />
                {category.map(|category| view! { <input r#type="hidden" name="category" value=category /> })}
                <button class="button">"Search"</button>
            </form>
        </search>
    }
}
