//! NotFound

use leptos::prelude::*;

/// NotFound
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <h1>"NotFound"</h1> }
}
