//! Pages that are the same for everybody: the list of events, an event, its line and its draw, the
//! venues, a venue, a performer.
//!
//! The server renders such a page from a separate request that has only a path and its language: no
//! header, no cookie, no session. Each is rendered at most once a second, and callers wait for a
//! rendering in progress (`shared_body`). A change in the catalogue removes them.
//!
//! Other pages are rendered for each request and never cached: the page of an event for a buyer
//! with a hold or a place in line, the line and the draw of an event for a fan in a line, searches,
//! filters, later pages of a list, results of forms, and errors.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::future::BoxFuture;
use http::{HeaderValue, StatusCode, Uri, header};
use packing::Effort;
use pages::{FormProblem, LeanPage, PageTurn};
use sha2::{Digest, Sha256};
use ui::{search::SearchQuery, texts::Language};

use super::calendars::{self, CalendarOf};
use crate::{
    error::{ApiError, ApiResult},
    language,
    routes::cached::NEVER,
    session::holds::HoldPage,
    shared_body::{Age, BodyKey, NewBody, SharedBody},
    state::AppState,
};

/// Their paths, as the router writes them.
pub(super) const PATHS: [&str; 7] = [
    "/",
    "/events/{slug}",
    "/events/{slug}/line",
    "/events/{slug}/draw",
    "/venues",
    "/venues/{slug}",
    "/performers/{id}",
];

/// The maximum age of a page.
const AGE: Duration = Duration::from_secs(1);

/// The largest page, in bytes.
const LARGEST: usize = 8 << 20;

/// For caches between the server and browsers: keep the page for a second. Browsers ask each time.
const FOR_A_SECOND: &str = "public, s-maxage=1, max-age=0";
/// For a proxy of the operator: as above, and it may send the last page for eight more seconds
/// while it requests the next. It does not pass this on to browsers (`deploy/nginx.conf`).
const FOR_A_PROXY: &str = "public, s-maxage=1, max-age=0, stale-while-revalidate=8";
/// The page is about to change.
const FOR_NOBODY: &str = "public, s-maxage=0, max-age=0";

/// What such a page varies by. The English home page also redirects by the language of the browser.
const VARY: &str = "Cookie, Accept-Encoding";
const VARY_HOME: &str = "Cookie, Accept-Encoding, Accept-Language";

/// In this time before a page changes, a proxy may not send an older page.
const NOTHING_OLD: Duration = Duration::from_secs(10);
/// In this time before a page changes, no cache may keep it.
const NOTHING_KEPT: Duration = Duration::from_secs(2);

/// Renders a page.
pub(super) type Render = Arc<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>;

/// The renderers of these pages.
pub(super) struct SharedPages {
    pub(super) state: AppState,
    /// For a single caller.
    pub(super) for_one: Render,
    /// For everybody.
    pub(super) for_all: Render,
    /// The generation of the catalogue that the pages in memory show.
    pub(super) generation: AtomicU64,
}

impl SharedPages {
    /// Adds the pages to a router.
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
        if let Some(home) = language::preferred_home(&self.state, &request) {
            return home;
        }
        let language = language::of_address(request.extensions());
        // The router cannot match a part of a path segment.
        if let Some(calendar) = CalendarOf::beside_page(request.uri().path()) {
            let (parts, _) = request.into_parts();
            return calendars::answer(&self.state, &parts.headers, calendar, language)
                .await
                .into_response();
        }
        let is_own =
            if is_in_a_line(&request) || request.extensions().get::<FormProblem>().is_some() {
                true
            } else {
                let asked = HoldPage::of(&request);
                match asked {
                    Some(page) => page.is_of_a_hold(&self.state).await,
                    None => false,
                }
            };
        if is_own {
            // A buyer who goes back to an event must see their current hold.
            let mut response = (self.for_one)(request).await;
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static(NEVER));
            return response;
        }
        if !is_for_all(request.uri()) {
            return (self.for_one)(request).await;
        }
        let (parts, body) = request.into_parts();
        match self.page(parts.uri.path(), language).await {
            Ok(page) => {
                let left = page
                    .stale_at()
                    .map(|at| at.duration_since(SystemTime::now()).unwrap_or_default());
                let mut response = self
                    .state
                    .bodies
                    .answer(
                        &parts.headers,
                        kept(left, self.state.peers.trusts_a_proxy()),
                        &page,
                    )
                    .await;
                let vary = if parts.uri.path() == "/" && language == Language::English {
                    VARY_HOME
                } else {
                    VARY
                };
                response
                    .headers_mut()
                    .insert(header::VARY, HeaderValue::from_static(vary));
                response
            }
            // The error page is rendered for each caller.
            Err(_) => (self.for_one)(Request::from_parts(parts, body)).await,
        }
    }

    /// The page at this path in this language, at most a second old.
    async fn page(&self, path: &str, language: Language) -> ApiResult<Arc<SharedBody<BodyKey>>> {
        let generation = self.state.boxoffice.catalogue_generation();
        if self.generation.swap(generation, Ordering::AcqRel) != generation {
            self.state
                .bodies
                .forget(|key| matches!(key, BodyKey::Page(_)));
        }
        let (render, of) = (Arc::clone(&self.for_all), path.to_owned());
        let build = move |previous: Option<Arc<SharedBody<BodyKey>>>| async move {
            Ok::<_, ApiError>(rendered(&render, &of, language).await?.after(previous))
        };
        self.state
            .bodies
            .get(
                BodyKey::Page(language.address(path)),
                Age::AtMost(AGE),
                build,
            )
            .await
    }
}

/// Renders the page at a path in a language for everybody.
async fn rendered(render: &Render, path: &str, language: Language) -> ApiResult<NewBody> {
    let turn = PageTurn::of_now();
    let mut request = http::Request::builder()
        .uri(path)
        .body(Body::empty())
        .map_err(|fault| ApiError::internal(&fault))?;
    request.extensions_mut().insert(turn.clone());
    request.extensions_mut().insert(language);
    let response = render(request).await;
    if response.status() != StatusCode::OK {
        return Err(ApiError::not_found(
            "There is no page here that everybody could share.",
        ));
    }
    let bytes = to_bytes(response.into_body(), LARGEST)
        .await
        .map_err(|fault| ApiError::internal(&fault))?;
    let tag = format!(
        "\"{}\"",
        URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..16])
    );
    let stale_at = turn.at().map(SystemTime::from);
    Ok(NewBody {
        bytes,
        content_type: "text/html; charset=utf-8",
        tag,
        effort: Effort::Quick,
        packed: None,
        stale_at,
    })
}

/// Whether this is the page of a line or a draw for a fan in a line, or for a buyer with a hold,
/// who may be inside. The fan may be in the line of another event, because the cookies have no
/// slugs.
fn is_in_a_line(request: &Request) -> bool {
    const COOKIES: [&str; 3] = ["frontrow_queue_", "frontrow_pass_", "frontrow_hold_"];

    let mut cookies = request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    LeanPage::at(request.uri().path()).is_some()
        && cookies.any(|line| COOKIES.iter().any(|name| line.contains(name)))
}

/// Whether everybody gets the same page at this address. Unknown parameters do not count, because
/// links in letters have them. A path in another spelling than the site's is rendered each time;
/// otherwise one page could fill the memory.
fn is_for_all(uri: &Uri) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
    let is_known = |name: &str| SearchQuery::NAMES.contains(&name);
    let query = uri.query().unwrap_or_default();
    uri.path().bytes().all(is_plain)
        && !form_urlencoded::parse(query.as_bytes()).any(|(name, _)| is_known(&name))
}

/// How long a page may be cached if something on it changes after this time.
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
    fn a_search_or_another_spelling_of_a_path_is_rendered_for_each_caller() {
        for address in [
            "/",
            "/events/evening-1",
            "/?utm_source=letter&fbclid=1",
            "/events/evening-1?problem=sold_out",
            "/venues/town-hall?",
            "/performers/7",
        ] {
            assert!(is_for_all(&Uri::from_static(address)), "{address}");
        }
        let own = [
            "/?q=opera",
            "/?%71=opera",
            "/?x=1&category=",
            "/?cursor=a",
            "/events/evenin%67-1",
        ];
        for address in own {
            assert!(!is_for_all(&Uri::from_static(address)), "{address}");
        }
    }

    #[test]
    fn a_fan_in_a_line_gets_a_personal_page() {
        let request = |path: &str, cookies: &str| {
            let request = http::Request::builder()
                .uri(path)
                .header(header::COOKIE, cookies)
                .body(Body::empty())
                .expect("a request");
            is_in_a_line(&request)
        };
        assert!(request(
            "/events/evening-1/line",
            "a=1; frontrow_queue_7=q1.x"
        ));
        assert!(
            request("/events/evening-1/draw", "frontrow_pass_7=p1.x")
                && request("/events/evening-1/line", "__Host-frontrow_hold_7_a=1")
        );
        assert!(
            !request("/events/evening-1/line", "frontrow_session=x")
                && !request("/events/evening-1", "frontrow_queue_7=q1.x")
        );
    }

    #[test]
    fn no_page_is_cached_beyond_the_moment_at_which_it_changes() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        for (left, alone, behind_a_proxy) in [
            (None, FOR_A_SECOND, FOR_A_PROXY),
            (seconds(11), FOR_A_SECOND, FOR_A_PROXY),
            (seconds(10), FOR_A_SECOND, FOR_A_SECOND),
            (seconds(2), FOR_A_SECOND, FOR_A_SECOND),
            (seconds(1), FOR_NOBODY, FOR_NOBODY),
            (seconds(0), FOR_NOBODY, FOR_NOBODY),
        ] {
            assert_eq!(
                (kept(left, false), kept(left, true)),
                (alone, behind_a_proxy),
                "{left:?}"
            );
        }
    }
}
