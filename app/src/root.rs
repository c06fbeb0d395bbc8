//! The root component: what every page shares, and the routes.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    location::RequestUrl,
    path,
};

use crate::{
    components::{Footer, Header},
    context,
    pages::{
        Bookings, Checkout, DrawPage, Event, GiveBack, Home, Legal, LinePage, NotFound, PaymentReturn, Performer, Reservation, SandboxPay,
        SignIn, Venue, Venues,
    },
    search::SearchLink,
    texts::{FooterTexts, HeaderTexts, Language, LegalTexts, page_language},
};

/// Links to the legal pages of the shop, for the bottom of a page.
pub(crate) fn legal_links() -> Vec<SearchLink> {
    context::legal().links(&LegalTexts::of(page_language()))
}

/// The site, of which the server writes one page. Each is rendered whole before its first byte leaves: a reader without JavaScript gets
/// all of it, and the HTTP status can still say that there is nothing here.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let here = use_context::<RequestUrl>().and_then(|address| address.parse().ok()).unwrap_or_default();
    let header = HeaderTexts::of(page_language());
    // Where there is no page, the language is still there.
    let path = Language::of_path(here.path()).map_or(here.path(), |(_, path)| path).to_owned();
    let query = here.search().trim_start_matches('?');
    let asked = if query.is_empty() { path.clone() } else { format!("{path}?{query}") };

    view! {
        <Title formatter=document_title />
        <a class="skip-link" href="#main">
            {header.skip()}
        </a>
        <Header here=path texts=header />
        <main id="main" tabindex="-1">
            <Router>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view=Home ssr=SsrMode::Async />
                    <Route path=path!("/events/:slug") view=Event ssr=SsrMode::Async />
                    <Route path=path!("/events/:slug/line") view=LinePage ssr=SsrMode::Async />
                    <Route path=path!("/events/:slug/draw") view=DrawPage ssr=SsrMode::Async />
                    <Route path=path!("/venues") view=Venues ssr=SsrMode::Async />
                    <Route path=path!("/venues/:slug") view=Venue ssr=SsrMode::Async />
                    <Route path=path!("/performers/:id") view=Performer ssr=SsrMode::Async />
                    <Route path=path!("/legal/:page") view=Legal ssr=SsrMode::Async />
                    <Route path=path!("/checkout/:booking") view=Checkout ssr=SsrMode::Async />
                    <Route path=path!("/bookings") view=Bookings ssr=SsrMode::Async />
                    <Route path=path!("/bookings/:id") view=Reservation ssr=SsrMode::Async />
                    <Route path=path!("/bookings/:id/refund") view=GiveBack ssr=SsrMode::Async />
                    <Route path=path!("/bookings/:id/returned") view=PaymentReturn ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async />
                    <Route path=path!("/sandbox/pay/:payment") view=SandboxPay ssr=SsrMode::Async />
                </FlatRoutes>
            </Router>
        </main>
        <Footer here=asked texts=FooterTexts::of(page_language()) legal=legal_links() />
    }
}

/// The title of the document. It is written into the markup as it is, so that what could be markup is escaped here.
pub(crate) fn document_title(text: String) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    if text.is_empty() { "Frontrow".to_owned() } else { format!("{text} · Frontrow") }
}
