//! What is at the top of every page.

use leptos::prelude::*;

use super::LogoMark;

/// The ways that are at the top of every page.
const WAYS: [(&str, &str); 3] = [("/", "What’s on"), ("/venues", "Venues"), ("/bookings", "My bookings")];

/// Name and ways around.
#[component]
pub fn Header(
    /// The path of the page that it is on.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let way = |(href, name): (&'static str, &'static str)| {
        let leads_here = here == href || (href != "/" && here.strip_prefix(href).is_some_and(|below| below.starts_with('/')));
        view! {
            <li>
                <a href=href aria-current=leads_here.then_some("page")>
                    {name}
                </a>
            </li>
        }
    };
    let ways = WAYS.map(way).collect_view();
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="logo" href="/" aria-label="Frontrow, what is on">
                    <LogoMark />
                    <span class="logo-name">"Frontrow"</span>
                </a>
                <nav aria-label="Main">
                    <ul class="site-nav">{ways}</ul>
                </nav>
            </div>
        </header>
    }
}
