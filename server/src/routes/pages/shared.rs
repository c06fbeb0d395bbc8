//! Pages that everybody shares: what is on, an event, its line and its draw, the venues, a venue, a performer.
//!
//! The server renders such a page from a request of its own, which has a path and nothing else: no header, no cookie, no session. Each is
//! rendered at most once a second, and those who come meanwhile wait for it (`shared_body`). A change in the catalogue removes them.
//!
//! Rendered for each request, and never kept, are: the page of an event of which the buyer has a hold or a place in line, the line and the draw
//! of an event for a fan who is in a line, searches, filters, later pages of a list, what a form came back with (`?problem=`), and errors.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use app::{LeanPage, PageTurn, finding::Asked};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    response::Response,
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::future::BoxFuture;
use http::{HeaderValue, StatusCode, Uri, header};
use packing::Effort;
use sha2::{Digest, Sha256};

use crate::{
    error::{ApiError, ApiResult},
    routes::cached::NEVER,
    session::holds::HoldPage,
    shared_body::{Age, BodyKey, Built, NewBody, SharedBody},
    state::AppState,
};

/// Their paths, as the router writes them.
pub(super) const PATHS: [&str; 7] =
    ["/", "/events/{slug}", "/events/{slug}/line", "/events/{slug}/draw", "/venues", "/venues/{slug}", "/performers/{id}"];

/// A page is at most this old.
const AGE: Duration = Duration::from_secs(1);

/// No page has more bytes.
const LARGEST: usize = 8 << 20;

/// What caches between the server and the browsers may do with such a page: keep it for a second. Browsers ask each time.
const FOR_A_SECOND: &str = "public, s-maxage=1, max-age=0";
/// The same for a proxy of the operator's, which may send the last one for eight seconds more while it asks for the next. It does not pass
/// this on to browsers (`deploy/nginx.conf`).
const FOR_A_PROXY: &str = "public, s-maxage=1, max-age=0, stale-while-revalidate=8";
/// Something on the page changes at this moment.
const FOR_NOBODY: &str = "public, s-maxage=0, max-age=0";

/// So long before a change nothing old may be sent, and so long before it nothing may be kept.
const NOTHING_OLD: Duration = Duration::from_secs(10);
const NOTHING_KEPT: Duration = Duration::from_secs(2);

/// Renders a page.
pub(super) type Render = Arc<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>;

/// How these pages are rendered.
pub(super) struct SharedPages {
    pub(super) state: AppState,
    /// For the one who asks.
    pub(super) for_one: Render,
    /// For everybody.
    pub(super) for_all: Render,
    /// The catalogue that the pages in memory are made of.
    pub(super) generation: AtomicU64,
}

impl SharedPages {
    /// Adds them to a router.
    pub(super) fn add_to(self, router: Router<AppState>) -> Router<AppState> {
        let pages = Arc::new(self);
        PATHS.into_iter().fold(router, |router, path| {
            let pages = Arc::clone(&pages);
            router.route(
                path,
                get(move |request: Request| {
                    let pages = Arc::clone(&pages);
                    async move { pages.answer(request).await }
                }),
            )
        })
    }

    async fn answer(&self, request: Request) -> Response {
        let is_own = if is_in_a_line(&request) {
            true
        } else {
            let asked = HoldPage::of(&request);
            match asked {
                Some(page) => page.is_of_a_hold(&self.state).await,
                None => false,
            }
        };
        if is_own {
            // Whoever goes back to an event must see what they hold now.
            let mut response = (self.for_one)(request).await;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(NEVER));
            return response;
        }
        if !is_for_all(request.uri()) {
            return (self.for_one)(request).await;
        }
        let (parts, body) = request.into_parts();
        match self.page(parts.uri.path()).await {
            Ok(page) => {
                let left = page.turns_at().map(|at| at.duration_since(SystemTime::now()).unwrap_or_default());
                let mut response = self.state.bodies.answer(&parts.headers, kept(left, self.state.peers.trusts_a_proxy()), &page).await;
                response.headers_mut().insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Encoding"));
                response
            }
            // Why there is no such page is told to each.
            Err(_) => (self.for_one)(Request::from_parts(parts, body)).await,
        }
    }

    /// The page at this path, at most a second old.
    async fn page(&self, path: &str) -> ApiResult<Arc<SharedBody<BodyKey>>> {
        let generation = self.state.boxoffice.catalogue_generation();
        if self.generation.swap(generation, Ordering::AcqRel) != generation {
            self.state.bodies.forget(|key| matches!(key, BodyKey::Page(_)));
        }
        let (render, of) = (Arc::clone(&self.for_all), path.to_owned());
        let build = move |previous: Option<Arc<SharedBody<BodyKey>>>| async move {
            let page = rendered(&render, &of).await?;
            let is_unchanged = previous.is_some_and(|body| body.tag() == page.tag && body.turns_at() == page.turns_at);
            Ok::<_, ApiError>(if is_unchanged { Built::Unchanged } else { Built::New(page) })
        };
        self.state.bodies.get(BodyKey::Page(path.to_owned()), Age::AtMost(AGE), build).await
    }
}

/// Renders the page at a path for everybody.
async fn rendered(render: &Render, path: &str) -> ApiResult<NewBody> {
    let turn = PageTurn::of_now();
    let mut request = http::Request::builder().uri(path).body(Body::empty()).map_err(|fault| ApiError::internal(&fault))?;
    request.extensions_mut().insert(turn.clone());
    let response = render(request).await;
    if response.status() != StatusCode::OK {
        return Err(ApiError::not_found("There is no page here that everybody could share."));
    }
    let bytes = to_bytes(response.into_body(), LARGEST).await.map_err(|fault| ApiError::internal(&fault))?;
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..16]));
    let turns_at = turn.at().map(SystemTime::from);
    Ok(NewBody { bytes, content_type: "text/html; charset=utf-8", tag, effort: Effort::Quick, packed: None, turns_at })
}

/// Whether this is the page of a line or a draw, for a fan who is in one: of this event or of another, which the cookies do not tell by slug.
/// So is a buyer with a hold, who may be inside.
fn is_in_a_line(request: &Request) -> bool {
    const COOKIES: [&str; 3] = ["frontrow_queue_", "frontrow_pass_", "frontrow_hold_"];

    let mut cookies = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    LeanPage::at(request.uri().path()).is_some() && cookies.any(|line| COOKIES.iter().any(|name| line.contains(name)))
}

/// Whether everybody who asks for this address is shown the same. Names that no page knows do not count: links in letters have them. A path
/// that is written in another way than pages write it is rendered each time, or one page could fill the memory.
fn is_for_all(uri: &Uri) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
    let is_known = |name: &str| name == "problem" || Asked::NAMES.contains(&name);
    let query = uri.query().unwrap_or_default();
    uri.path().bytes().all(is_plain) && !form_urlencoded::parse(query.as_bytes()).any(|(name, _)| is_known(&name))
}

/// How long a page may be kept on which something changes after this time.
fn kept(left: Option<Duration>, is_behind_a_proxy: bool) -> &'static str {
    match left {
        Some(left) if left < NOTHING_KEPT => FOR_NOBODY,
        Some(left) if left <= NOTHING_OLD => FOR_A_SECOND,
        _ if is_behind_a_proxy => FOR_A_PROXY,
        _ => FOR_A_SECOND,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_asks_for_something_is_rendered_for_the_one_who_asks() {
        for address in ["/", "/events/evening-1", "/?utm_source=letter&fbclid=1", "/venues/town-hall?", "/performers/7"] {
            assert!(is_for_all(&Uri::from_static(address)), "{address}");
        }
        let own =
            ["/?q=opera", "/?%71=opera", "/?x=1&category=", "/?cursor=a", "/events/evening-1?problem=sold_out", "/events/evenin%67-1"];
        for address in own {
            assert!(!is_for_all(&Uri::from_static(address)), "{address}");
        }
    }

    #[test]
    fn a_fan_in_a_line_has_a_page_of_their_own() {
        let request = |path: &str, cookies: &str| {
            let request = http::Request::builder().uri(path).header(header::COOKIE, cookies).body(Body::empty()).expect("a request");
            is_in_a_line(&request)
        };
        assert!(request("/events/evening-1/line", "a=1; frontrow_queue_7=q1.x"));
        assert!(
            request("/events/evening-1/draw", "frontrow_pass_7=p1.x") && request("/events/evening-1/line", "__Host-frontrow_hold_7_a=1")
        );
        assert!(!request("/events/evening-1/line", "frontrow_session=x") && !request("/events/evening-1", "frontrow_queue_7=q1.x"));
    }

    #[test]
    fn nothing_is_kept_past_the_moment_at_which_a_page_changes() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        for (left, alone, behind_a_proxy) in [
            (None, FOR_A_SECOND, FOR_A_PROXY),
            (seconds(11), FOR_A_SECOND, FOR_A_PROXY),
            (seconds(10), FOR_A_SECOND, FOR_A_SECOND),
            (seconds(2), FOR_A_SECOND, FOR_A_SECOND),
            (seconds(1), FOR_NOBODY, FOR_NOBODY),
            (seconds(0), FOR_NOBODY, FOR_NOBODY),
        ] {
            assert_eq!((kept(left, false), kept(left, true)), (alone, behind_a_proxy), "{left:?}");
        }
    }
}
