//! Bookings

use leptos::prelude::*;

/// Bookings
#[component]
pub fn Bookings() -> impl IntoView {
    view! { <h1>"Bookings"</h1> }
}
