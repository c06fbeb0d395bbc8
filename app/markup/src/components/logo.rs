//! The logo: three rows of an auditorium, with one lit seat in the front row.

use leptos::prelude::*;

/// The logo without the name. Screen readers skip it, because the name is beside it.
#[component]
pub fn LogoMark() -> impl IntoView {
    view! {
        <svg class="logo-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <g fill="currentColor">
                <circle cx="5" cy="9.5" r="1.7" />
                <circle cx="10.3" cy="6.6" r="1.7" />
                <circle cx="16" cy="5.6" r="1.7" />
                <circle cx="21.7" cy="6.6" r="1.7" />
                <circle cx="27" cy="9.5" r="1.7" />
                <circle cx="7.6" cy="17" r="2.1" />
                <circle cx="16" cy="13.8" r="2.1" />
                <circle cx="24.4" cy="17" r="2.1" />
            </g>
            <circle class="logo-seat" cx="16" cy="24" r="4.4" />
        </svg>
    }
}
