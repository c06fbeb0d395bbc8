//! Checkout

use leptos::prelude::*;

/// Checkout
#[component]
pub fn Checkout() -> impl IntoView {
    view! { <h1>"Checkout"</h1> }
}
