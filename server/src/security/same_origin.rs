//! Changes are taken from this site's own pages and from programs, never from another site's page.
//!
//! A browser says where a request comes from, in `Origin` and `Sec-Fetch-Site`, and a page cannot make it lie. A program sends neither
//! and has no cookie that somebody else could misuse.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use http::{HeaderMap, Uri, header};

use crate::{error::ApiError, state::AppState};

pub(crate) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || comes_from_here(request.headers(), request.uri(), state.config.trust_proxy) {
        return next.run(request).await;
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
    let forwarded = headers.get("x-forwarded-host").filter(|_| trust_proxy);
    let host = forwarded.or_else(|| headers.get(header::HOST)).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(http::uri::Authority::as_str));
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    matches!((origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host))
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
