//! A list that has nothing in it, and what to do then.

use leptos::prelude::*;

/// Says that there is nothing, and what to do.
#[component]
pub fn Empty(
    /// What there is none of.
    #[prop(into)]
    title: String,
    /// What to do.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="empty-seats" viewBox="0 0 120 40" aria-hidden="true" focusable="false">
                <path d="M8 30 a 58 58 0 0 1 104 0" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="1 11" stroke-linecap="round" />
                <path d="M26 36 a 38 38 0 0 1 68 0" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="1 11" stroke-linecap="round" />
            </svg>
            <p class="empty-title">{title}</p>
            <div class="empty-body">{children()}</div>
        </div>
    }
}
