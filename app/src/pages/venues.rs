//! Venues

use leptos::prelude::*;

/// Venues
#[component]
pub fn Venues() -> impl IntoView {
    view! { <h1>"Venues"</h1> }
}
