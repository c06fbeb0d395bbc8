//! The language of a request. The address chooses it: `/fi/venues` is `/venues` in Finnish, and an
//! address without a language is English. So a shared page has one language, and no header changes
//! it.
//!
//! The language is removed from the path before routing ([`take_from_path`]) and becomes an
//! extension of the request. Redirects get it back ([`around`]). API paths have no language:
//! programs use `Accept-Language`.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request},
    response::{IntoResponse, Response},
};
use boxoffice::BoxOffice;
use http::{Extensions, HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts};
use ui::texts::{LANGUAGES, Language};

use crate::{routes::cached::NEVER, state::AppState};

/// The first parts of the paths that have a language: pages, targets of their forms, and targets of
/// links in letters.
const OF_PAGES: [&str; 12] = [
    "events",
    "events.ics",
    "venues",
    "performers",
    "legal",
    "checkout",
    "bookings",
    "sign-in",
    "sign-out",
    "sandbox",
    "recover",
    "ticket",
];

/// The cookie of a visitor who chose English: the home page then ignores the browser's preference.
const CHOICE: &str = "frontrow_language";
/// A year, in seconds.
const CHOICE_LIFE: u32 = 31_536_000;

/// The most languages of `Accept-Language` that are read. Browsers send fewer.
const MOST: usize = 20;

/// The language of a request: that of its address; on addresses of the API the parameter
/// `language`, then `Accept-Language`; otherwise English.
pub(crate) struct RequestLanguage(pub(crate) Language);

impl<S: Sync> FromRequestParts<S> for RequestLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        if !parts.uri.path().starts_with("/api/") {
            return Ok(Self(of_address(&parts.extensions)));
        }
        let mut named = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let named = named
            .find(|(name, _)| name == "language")
            .and_then(|(_, code)| offered(&code));
        Ok(Self(
            named.unwrap_or_else(|| preferred(&parts.headers, LANGUAGES)),
        ))
    }
}

/// The box office for a caller with the language of the request.
pub(crate) struct OfficeInLanguage(pub(crate) BoxOffice);

impl FromRequestParts<AppState> for OfficeInLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let RequestLanguage(language) = RequestLanguage::from_request_parts(parts, state).await?;
        Ok(Self(state.boxoffice.in_language(language)))
    }
}

/// The language of the address of a request with these extensions.
pub(crate) fn of_address(extensions: &Extensions) -> Language {
    extensions.get::<Language>().copied().unwrap_or_default()
}

/// The original path of a request whose language was removed from its path.
pub(crate) fn asked_path(request: &Request) -> String {
    of_address(request.extensions()).address(request.uri().path())
}

/// Removes the language from the path of a page. Other paths that begin with a language stay
/// unchanged, so that no other page has two addresses; their "not found" page still uses that
/// language.
pub(crate) fn take_from_path(request: &mut Request) {
    let asked = request.uri().path();
    let Some((language, path)) = Language::of_path(asked) else {
        return;
    };
    if language == Language::English || !LANGUAGES.contains(&language) {
        return;
    }
    // `/fi/` is not a second address of `/fi`.
    let is_page = is_of_pages(path) && language.address(path) == asked;
    let uri = if is_page {
        with_path(request.uri(), path)
    } else {
        None
    };
    request.extensions_mut().insert(language);
    if let Some(uri) = uri {
        *request.uri_mut() = uri;
    }
}

fn is_of_pages(path: &str) -> bool {
    path == "/"
        || path
            .strip_prefix('/')
            .and_then(|inside| inside.split('/').next())
            .is_some_and(|first| OF_PAGES.contains(&first))
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let query = uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(format!("{path}{query}").parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// Adds the language of the requested address to redirects.
pub(crate) async fn around<Rest: Future<Output = Response>>(
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let language = of_address(request.extensions());
    let mut response = rest(request).await;
    let location = response
        .headers()
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok());
    let location =
        location.filter(|location| location.split(['?', '#']).next().is_some_and(is_of_pages));
    if let Some(location) =
        location.and_then(|location| HeaderValue::from_str(&language.address(location)).ok())
    {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Redirects from the home address without a language to the browser's preferred language. Not for
/// a visitor who chose English or who comes from another page of this site. The redirect is for
/// this visitor alone; caches keep the page.
pub(crate) fn preferred_home(state: &AppState, request: &Request) -> Option<Response> {
    let (uri, headers) = (request.uri(), request.headers());
    let is_bare = uri.path() == "/"
        && uri.query().is_none()
        && request.extensions().get::<Language>().is_none();
    if !is_bare || has_chosen(headers) || comes_from_here(state, headers, uri) {
        return None;
    }
    let language = preferred(headers, LANGUAGES);
    let location = HeaderValue::from_str(&language.address("/"))
        .ok()
        .filter(|_| language != Language::English)?;
    let kept = [
        (header::CACHE_CONTROL, NEVER),
        (header::VARY, "Cookie, Accept-Language"),
    ];
    Some((StatusCode::FOUND, kept, [(header::LOCATION, location)]).into_response())
}

fn has_chosen(headers: &HeaderMap) -> bool {
    let mut lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    lines.any(|line| {
        line.split(';')
            .any(|pair| pair.trim().split('=').next() == Some(CHOICE))
    })
}

fn comes_from_here(state: &AppState, headers: &HeaderMap, uri: &Uri) -> bool {
    let from = headers
        .get(header::REFERER)
        .and_then(|from| from.to_str().ok());
    let site = state.peers.site(headers, uri);
    from.zip(site)
        .and_then(|(from, site)| from.strip_prefix(&site))
        .is_some_and(|path| path.starts_with('/'))
}

/// `GET /en/…`: switches to English, whose pages have no language in their address. The browser
/// remembers the choice.
pub(crate) async fn english(request: Request) -> Response {
    let path = Language::of_path(request.uri().path())
        .map(|(_, path)| path)
        .filter(|path| is_of_pages(path))
        .unwrap_or("/");
    let query = request
        .uri()
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let cookie = format!("{CHOICE}=en; Path=/; Max-Age={CHOICE_LIFE}; HttpOnly; SameSite=Lax");
    let Ok(location) = HeaderValue::from_str(&format!("{path}{query}")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let cookie = [(header::SET_COOKIE, cookie)];
    (
        StatusCode::SEE_OTHER,
        cookie,
        [(header::LOCATION, location)],
        [(header::CACHE_CONTROL, NEVER)],
    )
        .into_response()
}

/// The language with this code, if the site has it.
pub(crate) fn offered(code: &str) -> Option<Language> {
    Language::of_code(code).filter(|language| LANGUAGES.contains(language))
}

/// The browser's preferred language among the site's. English if it names none of them.
fn preferred(headers: &HeaderMap, spoken: &[Language]) -> Language {
    let lists = headers
        .get_all(header::ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|list| list.to_str().ok());
    let mut best = (Language::English, 0.0);
    for entry in lists.flat_map(|list| list.split(',')).take(MOST) {
        let mut parts = entry.split(';').map(str::trim);
        let code = parts
            .next()
            .and_then(|tag| tag.split('-').next())
            .unwrap_or_default()
            .to_ascii_lowercase();
        let weight = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1.0, |weight| weight.parse::<f64>().unwrap_or(0.0));
        if let Some(language) =
            Language::of_code(&code).filter(|language| spoken.contains(language) && weight > best.1)
        {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    const SPOKEN: [Language; 3] = [Language::English, Language::Finnish, Language::Swedish];

    #[test]
    fn the_language_is_the_browsers_preference_among_the_sites_languages() {
        for (accepted, language) in [
            ("", Language::English),
            ("fi", Language::Finnish),
            ("FI-fi,en;q=0.8", Language::Finnish),
            ("en-GB,en;q=0.9,fi;q=0.8", Language::English),
            ("de,sv;q=0.7,fi;q=0.5", Language::Swedish),
            ("fi;q=0.3, sv; q=0.6", Language::Swedish),
            ("fi;q=0, *", Language::English),
            ("ja", Language::English),
            ("fil", Language::English),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            assert_eq!(preferred(&headers, &SPOKEN), language, "{accepted}");
        }
    }

    #[test]
    fn only_pages_and_their_forms_have_a_language() {
        for path in [
            "/",
            "/venues",
            "/venues/town-hall.ics",
            "/events/7/hold",
            "/sign-in/address",
            "/recover/x/tickets.pdf",
            "/events.ics",
        ] {
            assert!(is_of_pages(path), "{path}");
        }
        for path in [
            "/api/v1/events",
            "/healthz",
            "/metrics",
            "/pkg/frontrow.css",
            "//evil.example",
            "/session",
            "/posters/1.svg",
            "",
        ] {
            assert!(!is_of_pages(path), "{path}");
        }
    }

    #[test]
    fn the_language_is_removed_from_the_path_and_the_query_stays() {
        for language in LANGUAGES
            .iter()
            .copied()
            .filter(|language| *language != Language::English)
        {
            let asked = |path: &str| {
                let mut request = Request::builder()
                    .uri(language.address(path))
                    .body(Body::empty())
                    .expect("a request");
                take_from_path(&mut request);
                (request.uri().to_string(), of_address(request.extensions()))
            };
            for path in ["/", "/venues?cursor=1", "/bookings/7"] {
                assert_eq!(asked(path), (path.to_owned(), language));
            }
            let api = language.address("/api/v1/events");
            assert_eq!(
                asked("/api/v1/events"),
                (api, language),
                "nothing has two addresses"
            );
        }
        let mut unknown = Request::builder()
            .uri("/en/venues")
            .body(Body::empty())
            .expect("a request");
        take_from_path(&mut unknown);
        assert_eq!(unknown.uri().path(), "/en/venues");
    }

    #[test]
    fn a_cookie_remembers_that_a_visitor_chose_english() {
        let chosen = |line: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(line));
            has_chosen(&headers)
        };
        assert!(
            chosen("a=1; frontrow_language=en")
                && !chosen("a=frontrow_language; frontrow_languages=en")
        );
    }
}
