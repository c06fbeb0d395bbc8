//! The root component: what every page shares, and the routes.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    components::{Arrival, Footer, Header},
    pages::{Bookings, Checkout, Event, Home, NotFound, Performer, Reservation, Venue, Venues},
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
                <Routes transition=true fallback=NotFound>
                    <Route path=path!("/") view=Home ssr=SsrMode::Async />
                    <Route path=path!("/events/:slug") view=Event ssr=SsrMode::Async />
                    <Route path=path!("/venues") view=Venues ssr=SsrMode::Async />
                    <Route path=path!("/venues/:slug") view=Venue ssr=SsrMode::Async />
                    <Route path=path!("/performers/:id") view=Performer ssr=SsrMode::Async />
                    <Route path=path!("/checkout/:booking") view=Checkout ssr=SsrMode::Async />
                    <Route path=path!("/bookings") view=Bookings ssr=SsrMode::Async />
                    <Route path=path!("/bookings/:id") view=Reservation ssr=SsrMode::Async />
                </Routes>
            </main>
            <Footer />
        </Router>
    }
}

/// The title of the document. The server writes it into the markup as it is, so that what could be markup is escaped here; the
/// browser sets it as text.
pub(crate) fn document_title(text: String) -> String {
    let text = if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text };
    if text.is_empty() { "Frontrow".to_owned() } else { format!("{text} · Frontrow") }
}
