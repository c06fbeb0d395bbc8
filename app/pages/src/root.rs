//! The root component: the parts that every page shares, and the routes.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    location::RequestUrl,
    path,
};
use markup::{
    components::{Footer, Header},
    search::SearchLink,
    texts::{FooterTexts, HeaderTexts},
};
use ui::texts::{Language, page_language};

use crate::{
    context,
    pages::{
        Bookings, Checkout, DrawPage, Event, GiveBack, Home, Legal, LinePage, NotFound,
        PaymentReturn, Performer, Reservation, SandboxPay, SignIn, Venue, Venues,
    },
    texts::LegalTexts,
};

/// The shop's legal pages, as links for the footer.
pub(crate) fn legal_links() -> Vec<SearchLink> {
    context::legal().links(&LegalTexts::of(page_language()))
}

/// Renders one page of the site. Each page is rendered completely before its first byte is sent:
/// readers without JavaScript get all of it, and the HTTP status can still become 404.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let here = use_context::<RequestUrl>()
        .and_then(|address| address.parse().ok())
        .unwrap_or_default();
    let header = HeaderTexts::of(page_language());
    // An address without a page still has a language.
    let path = Language::of_path(here.path())
        .map_or(here.path(), |(_, path)| path)
        .to_owned();
    let query = here.search().trim_start_matches('?');
    let asked = if query.is_empty() {
        path.clone()
    } else {
        format!("{path}?{query}")
    };

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

/// The document's title, escaped here because Leptos writes it into the markup unescaped.
pub(crate) fn document_title(text: String) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    if text.is_empty() {
        "Frontrow".to_owned()
    } else {
        format!("{text} · Frontrow")
    }
}
