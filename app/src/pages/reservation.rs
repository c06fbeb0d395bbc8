//! Reservation

use leptos::prelude::*;

/// Reservation
#[component]
pub fn Reservation() -> impl IntoView {
    view! { <h1>"Reservation"</h1> }
}
