//! Performer

use leptos::prelude::*;

/// Performer
#[component]
pub fn Performer() -> impl IntoView {
    view! { <h1>"Performer"</h1> }
}
