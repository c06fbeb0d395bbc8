//! Venue

use leptos::prelude::*;

/// Venue
#[component]
pub fn Venue() -> impl IntoView {
    view! { <h1>"Venue"</h1> }
}
