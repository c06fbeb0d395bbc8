//! What is at the bottom of every page.

use leptos::prelude::*;

/// The small print, which is short.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                <p class="site-footer-word">"Prices are what you pay in the end. A held seat is yours until the clock says otherwise."</p>
                <ul class="site-footer-links">
                    <li>
                        <a href="/bookings">"My bookings"</a>
                    </li>
                    <li>
                        <a href="/venues">"Venues"</a>
                    </li>
                    <li>
                        <a href="/api/docs" rel="external">
                            "For programs"
                        </a>
                    </li>
                </ul>
            </div>
        </footer>
    }
}
