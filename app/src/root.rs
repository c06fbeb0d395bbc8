//! The root component: what every page shares, and the routes.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    components::{Arrival, Footer, Header},
    pages::{LazyBookings, LazyCheckout, LazyEvent, LazyHome, LazyPerformer, LazyReservation, LazyVenue, LazyVenues, NotFound},
};

/// The site. Every page is rendered whole before its first byte leaves: a reader without JavaScript gets all of it, and the HTTP
/// status can still say that there is nothing here.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();

    view! {
        <Title formatter=document_title />
        <a class="skip-link" href="#main" rel="external">
            "Skip to the content"
        </a>
        <Router>
            <Arrival />
            <Header />
            <main id="main" tabindex="-1">
                <FlatRoutes transition=true fallback=NotFound>
                    <Route path=path!("/") view={Lazy::<LazyHome>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/events/:slug") view={Lazy::<LazyEvent>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/venues") view={Lazy::<LazyVenues>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/venues/:slug") view={Lazy::<LazyVenue>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/performers/:id") view={Lazy::<LazyPerformer>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/checkout/:booking") view={Lazy::<LazyCheckout>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/bookings") view={Lazy::<LazyBookings>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/bookings/:id") view={Lazy::<LazyReservation>::new()} ssr=SsrMode::Async />
                </FlatRoutes>
            </main>
            <Footer />
        </Router>
    }
    // The browser waits for the files that a page is in: with its types in the open, what it waits for is deeper than the compiler looks.
    .into_any()
}

/// The title of the document. The server writes it into the markup as it is, so that what could be markup is escaped here; the
/// browser sets it as text.
pub(crate) fn document_title(text: String) -> String {
    let text = if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text };
    if text.is_empty() { "Frontrow".to_owned() } else { format!("{text} · Frontrow") }
}
