//! Errors on page addresses, for people: the same problem that a program gets, as a page of the
//! site.

use axum::{body::Body, extract::Request, response::Response};
use domain::Problem;
use http::{HeaderMap, HeaderValue, header};
use ui::texts::Language;

use crate::{language, routes::cached::NEVER, security::headers::page_policy, state::AppState};

/// Turns a problem into a page if the caller wants pages. Other callers and the API get the problem
/// itself.
pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let for_people = !request.uri().path().starts_with("/api/") && wants_a_page(request.headers());
    let language = language::of_address(request.extensions());
    let mut response = rest(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) if for_people => as_page(problem, response, state, language),
        _ => response,
    }
}

/// Browsers name HTML when they open a page or send a form. A caller that sends only `*/*` is a
/// program that accepts anything.
fn wants_a_page(headers: &HeaderMap) -> bool {
    let accepts = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    accepts.flat_map(|list| list.split(',')).any(|kind| {
        let mut parts = kind.split(';').map(str::trim);
        let page = parts
            .next()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
        page && !parts.any(|part| part.eq_ignore_ascii_case("q=0"))
    })
}

/// A page with the same status and headers (`Allow`, `Retry-After`, cookies).
fn as_page(problem: Problem, response: Response, state: &AppState, language: Language) -> Response {
    let (mut parts, _) = response.into_parts();
    let page =
        pages::failure_document(problem, &state.site.stylesheet, state.legal.now(), language);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(NEVER));
    parts
        .headers
        .insert(header::CONTENT_SECURITY_POLICY, page_policy(&[], &[]));
    Response::from_parts(parts, Body::from(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accept: &str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().expect("a header"));
        assert_eq!(wants_a_page(&headers), expected, "{accept}");
    }

    #[test]
    fn only_a_caller_who_names_html_gets_a_page() {
        check(
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            true,
        );
        check("application/json, Text/HTML;level=1", true);
        check("*/*", false);
        check("application/json", false);
        check("text/html;q=0, */*", false);
        assert!(!wants_a_page(&HeaderMap::new()));
    }
}
