//! What is at the top of every page.

use leptos::prelude::*;
use leptos_router::components::A;

use super::LogoMark;

/// Name and ways around.
#[component]
pub fn Header() -> impl IntoView {
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="logo" href="/" aria-label="Frontrow, what is on">
                    <LogoMark />
                    <span class="logo-name">"Frontrow"</span>
                </a>
                <nav aria-label="Main">
                    <ul class="site-nav">
                        <li>
                            <A href="/" exact=true>
                                "What’s on"
                            </A>
                        </li>
                        <li>
                            <A href="/venues">"Venues"</A>
                        </li>
                        <li>
                            <A href="/bookings">"My bookings"</A>
                        </li>
                    </ul>
                </nav>
            </div>
        </header>
    }
}
