//! The header of every page.

use leptos::prelude::*;
use ui::address::site_path;

use super::LogoMark;
use crate::texts::HeaderTexts;

/// The logo and the navigation.
#[component]
pub fn Header(
    /// The path of the current page.
    #[prop(into)]
    here: String,
    /// The translated texts.
    texts: HeaderTexts,
) -> impl IntoView {
    let way = |(href, name): (&'static str, String)| {
        let leads_here = here == href
            || (href != "/"
                && here
                    .strip_prefix(href)
                    .is_some_and(|below| below.starts_with('/')));
        view! {
            <li>
                <a href=site_path(href) aria-current=leads_here.then_some("page")>
                    {name}
                </a>
            </li>
        }
    };
    let ways = [
        ("/", texts.events()),
        ("/venues", texts.venues()),
        ("/bookings", texts.bookings()),
    ]
    .map(way)
    .collect_view();
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="logo" href=site_path("/") aria-label=texts.logo()>
                    <LogoMark />
                    <span class="logo-name">"Frontrow"</span>
                </a>
                <nav aria-label=texts.ways()>
                    <ul class="site-nav">{ways}</ul>
                </nav>
            </div>
            // `alive.js` shows this while the visitor holds seats.
            <a class="site-hold" data-to=site_path("/checkout/") hidden=true>
                {texts.hold()}
                " "
                <b translate="no"></b>
            </a>
        </header>
    }
}
