//! Event

use leptos::prelude::*;

/// Event
#[component]
pub fn Event() -> impl IntoView {
    view! { <h1>"Event"</h1> }
}
