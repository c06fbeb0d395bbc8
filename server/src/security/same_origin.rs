//! Changes are taken from this site's own pages and from programs, never from another site's page.
//!
//! A browser says where a request comes from, in `Origin` and `Sec-Fetch-Site`, and a page cannot make it lie. A program sends neither
//! and has no cookie that somebody else could misuse.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use http::{HeaderMap, Uri, header};

use crate::{error::ApiError, state::AppState};

pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    if request.method().is_safe() || comes_from_here(request.headers(), request.uri(), state.config.trust_proxy) {
        return rest(request).await;
    }
    let problem = Problem::new(ProblemCode::CrossOrigin).detail("This change was asked for by a page of another site.");
    ApiError(problem).into_response()
}

fn comes_from_here(headers: &HeaderMap, uri: &Uri, trust_proxy: bool) -> bool {
    if let Some(site) = headers.get("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return false;
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = host(headers, uri, trust_proxy);
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    matches!((origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host))
}

/// The host, with its port, at which the caller sought this site.
fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri, trust_proxy: bool) -> Option<&'a str> {
    let forwarded = headers.get("x-forwarded-host").filter(|_| trust_proxy);
    let host = forwarded.or_else(|| headers.get(header::HOST)).and_then(|host| host.to_str().ok());
    host.or_else(|| uri.authority().map(http::uri::Authority::as_str))
}

/// The address of this site as the caller knows it, without a slash at its end. None where the host is none that a site could have: a
/// caller may write there what they like, and it is said again on the page.
pub(crate) fn of_site(headers: &HeaderMap, uri: &Uri, trust_proxy: bool) -> Option<String> {
    let host = host(headers, uri, trust_proxy).filter(|host| !host.is_empty() && host.len() <= 255)?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    let secure = trust_proxy && headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    host.bytes().all(fits).then(|| format!("{}://{host}", if secure { "https" } else { "http" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pairs: &[(&'static str, &str)], expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header"));
        }
        assert_eq!(comes_from_here(&headers, &Uri::from_static("/"), false), expected, "{pairs:?}");
    }

    #[test]
    fn the_site_is_known_by_the_host_that_was_asked_for() {
        let of = |pairs: &[(&'static str, &str)], trust_proxy| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().expect("a header"));
            }
            of_site(&headers, &Uri::from_static("/"), trust_proxy)
        };
        let proxied = [("host", "127.0.0.1:3000"), ("x-forwarded-host", "tickets.example"), ("x-forwarded-proto", "https")];
        assert_eq!(of(&[("host", "127.0.0.1:3000")], false).as_deref(), Some("http://127.0.0.1:3000"));
        assert_eq!(of(&proxied, false).as_deref(), Some("http://127.0.0.1:3000"));
        assert_eq!(of(&proxied, true).as_deref(), Some("https://tickets.example"));
        assert_eq!(of(&[("host", "evil.example/?\"><script>")], false), None);
        assert_eq!(of(&[], false), None);
    }

    #[test]
    fn only_another_sites_page_is_refused() {
        check(&[("host", "shop.example")], true);
        check(&[("host", "shop.example"), ("origin", "https://shop.example")], true);
        check(&[("host", "shop.example:3000"), ("origin", "http://shop.example:3000")], true);
        check(&[("host", "shop.example"), ("origin", "https://evil.example")], false);
        check(&[("host", "shop.example"), ("origin", "https://shop.example:444")], false);
        check(&[("host", "shop.example"), ("origin", "null")], false);
        check(&[("host", "shop.example"), ("sec-fetch-site", "cross-site")], false);
        check(&[("host", "shop.example"), ("sec-fetch-site", "same-site")], false);
        check(&[("host", "shop.example"), ("sec-fetch-site", "same-origin")], true);
        check(&[("host", "shop.example"), ("origin", "https://evil.example"), ("x-forwarded-host", "evil.example")], false);
    }
}
