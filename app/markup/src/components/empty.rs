//! An empty list.

use leptos::prelude::*;

/// Says that a list is empty, and what the visitor can do.
#[component]
pub fn Empty(
    /// Says that the list is empty.
    #[prop(into)]
    title: String,
    /// What the visitor can do.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="empty-seats" viewBox="0 0 120 60" aria-hidden="true" focusable="false">
                <path d="M6 56 a 54 54 0 0 1 108 0" fill="none" stroke="currentColor" stroke-width="5" stroke-dasharray="0 11" stroke-linecap="round" />
                <path d="M24 56 a 36 36 0 0 1 72 0" fill="none" stroke="currentColor" stroke-width="5" stroke-dasharray="0 11.3" stroke-linecap="round" />
            </svg>
            <p class="empty-title">{title}</p>
            <div class="empty-body">{children()}</div>
        </div>
    }
}
