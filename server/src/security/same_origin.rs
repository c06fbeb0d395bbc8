//! Changes are taken from this site's own pages and from programs, never from another site's page.
//!
//! A browser says where a request comes from, in `Origin` and `Sec-Fetch-Site`, and a page cannot make it lie. A program sends neither
//! and has no cookie that somebody else could misuse. A WebSocket is no change, but no policy of a browser keeps another site's page from
//! reading one: so its origin is checked too.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use http::{HeaderMap, Uri, header};

use super::peer::Peers;
use crate::{error::ApiError, observe::repeats, state::AppState};

/// Why a change is refused. Each kind is logged when it first occurs, with what would repair it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    /// The browser itself says that another site's page asks.
    OtherSite,
    /// `Origin` names another host than the request.
    OtherHost,
    /// `Origin` says nothing: `null`.
    NoOrigin,
}

pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let (headers, uri) = (request.headers(), request.uri());
    let (is_safe, opens_socket) = (request.method().is_safe(), headers.contains_key(header::SEC_WEBSOCKET_KEY));
    if is_safe && !opens_socket {
        return rest(request).await;
    }
    // Browsers differ in what they write into `Sec-Fetch-Site` for a WebSocket. All send `Origin`.
    let checked = if is_safe { origin_is_here(&state.peers, headers, uri) } else { comes_from_here(&state.peers, headers, uri) };
    match checked {
        Ok(()) => rest(request).await,
        Err(refused) => {
            refused.log(&state.peers, headers, uri);
            let detail = "This shop does not know the page that sent this as one of its own. Nothing was held and nothing was charged.";
            ApiError(Problem::new(ProblemCode::CrossOrigin).detail(detail)).into_response()
        }
    }
}

fn comes_from_here(peers: &Peers, headers: &HeaderMap, uri: &Uri) -> Result<(), Refused> {
    match headers.get("sec-fetch-site").map(http::HeaderValue::as_bytes) {
        // Browsers alone write this header: no page can, and no proxy has a part in it.
        Some(b"same-origin") => return Ok(()),
        Some(b"none") | None => {}
        Some(_) => return Err(Refused::OtherSite),
    }
    origin_is_here(peers, headers, uri)
}

/// Whether `Origin`, if it is there, names this site.
fn origin_is_here(peers: &Peers, headers: &HeaderMap, uri: &Uri) -> Result<(), Refused> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let Some((scheme, authority)) = origin.to_str().ok().and_then(|origin| origin.split_once("://")) else {
        return Err(Refused::NoOrigin);
    };
    let authority = without_default_port(scheme, authority);
    let is_here = |host: &str| without_default_port(scheme, host).eq_ignore_ascii_case(authority);
    let is_public = peers.public_origin().and_then(|public| public.split_once("://")).is_some_and(|(_, host)| is_here(host));
    if is_public || peers.host(headers, uri).is_some_and(is_here) { Ok(()) } else { Err(Refused::OtherHost) }
}

/// A host as origins have it: the default port is no part of it.
fn without_default_port<'a>(scheme: &str, host: &'a str) -> &'a str {
    let port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
    host.strip_suffix(port).filter(|name| !name.is_empty()).unwrap_or(host)
}

impl Refused {
    /// Logs the first refusal of a kind in full, and further ones once a second with their number.
    fn log(self, peers: &Peers, headers: &HeaderMap, uri: &Uri) {
        static SEEN: [AtomicBool; 3] = [AtomicBool::new(false), AtomicBool::new(false), AtomicBool::new(false)];
        let (seen, kind) = match self {
            Self::OtherSite => (&SEEN[0], "a change that another site's page asked for"),
            Self::OtherHost => (&SEEN[1], "a change whose Origin is not this site"),
            Self::NoOrigin => (&SEEN[2], "a change without an origin"),
        };
        if seen.swap(true, Ordering::Relaxed) {
            repeats::note((kind, 403), move |times| tracing::info!(times, "{kind} was refused"));
            return;
        }
        let said = |name: &str| shown(headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default());
        let (origin, host) = (said("origin"), shown(peers.host(headers, uri).unwrap_or_default()));
        tracing::warn!(origin, host, forwarded_host = said("x-forwarded-host"), repair = self.repair(peers), "{kind} was refused");
    }

    /// What the operator can do.
    fn repair(self, peers: &Peers) -> &'static str {
        match self {
            Self::OtherSite => "nothing is wrong here, unless your own site sends its forms from another host name: then serve both at one",
            Self::NoOrigin => "nothing is wrong here, unless a proxy changes Origin or Referrer-Policy: then let it pass them on",
            Self::OtherHost if peers.trusts_a_proxy() => {
                "let the proxy pass the name of the site on: Host (nginx: proxy_set_header Host $http_host;) or X-Forwarded-Host \
                 (nginx: proxy_set_header X-Forwarded-Host $http_host;); or set --public-url"
            }
            Self::OtherHost => {
                "if a proxy stands in front of this server, let it pass Host on (nginx: proxy_set_header Host $http_host;), or set \
                 --public-url"
            }
        }
    }
}

/// A header of the caller's, short enough for a log.
fn shown(value: &str) -> String {
    value.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[track_caller]
    fn check_with(config: Config, pairs: &[(&'static str, &str)], expected: Result<(), Refused>) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header"));
        }
        assert_eq!(comes_from_here(&Peers::new(&config), &headers, &Uri::from_static("/")), expected, "{pairs:?}");
    }

    #[track_caller]
    fn check(pairs: &[(&'static str, &str)], expected: Result<(), Refused>) {
        check_with(Config::default(), pairs, expected);
    }

    #[test]
    fn only_another_sites_page_is_refused() {
        check(&[("host", "shop.example")], Ok(()));
        check(&[("host", "shop.example"), ("origin", "https://shop.example")], Ok(()));
        check(&[("host", "shop.example:3000"), ("origin", "http://shop.example:3000")], Ok(()));
        check(&[("host", "shop.example"), ("origin", "https://evil.example")], Err(Refused::OtherHost));
        check(&[("host", "shop.example"), ("origin", "https://shop.example:444")], Err(Refused::OtherHost));
        check(&[("host", "shop.example"), ("origin", "null")], Err(Refused::NoOrigin));
        check(&[("host", "shop.example"), ("sec-fetch-site", "cross-site")], Err(Refused::OtherSite));
        check(&[("host", "shop.example"), ("sec-fetch-site", "same-site")], Err(Refused::OtherSite));
        check(&[("host", "shop.example"), ("sec-fetch-site", "same-origin")], Ok(()));
        let forged = [("host", "shop.example"), ("origin", "https://evil.example"), ("x-forwarded-host", "evil.example")];
        check(&forged, Err(Refused::OtherHost));
        check_with(Config { trust_proxy: true, ..Config::default() }, &forged, Err(Refused::OtherHost));
    }

    #[test]
    fn the_browsers_word_is_proof_enough_behind_a_proxy_that_passes_nothing_on() {
        check(&[("host", "127.0.0.1:3000"), ("origin", "https://tickets.example"), ("sec-fetch-site", "same-origin")], Ok(()));
    }

    #[test]
    fn a_default_port_is_no_part_of_an_origin_and_lists_are_read_from_the_trusted_end() {
        let trusting = || Config { trust_proxy: true, ..Config::default() };
        for forwarded in ["tickets.example", "tickets.example:443", "tickets.example, tickets.example", "evil.example, Tickets.example"] {
            let pairs = [("host", "127.0.0.1:3000"), ("origin", "https://tickets.example"), ("x-forwarded-host", forwarded)];
            check_with(trusting(), &pairs, Ok(()));
        }
        let evil = [("host", "127.0.0.1:3000"), ("origin", "https://evil.example"), ("x-forwarded-host", "evil.example, tickets.example")];
        check_with(trusting(), &evil, Err(Refused::OtherHost));
    }

    #[test]
    fn the_public_url_is_this_site() {
        let public_url = Some("https://tickets.example".parse().expect("an address"));
        let config = Config { public_url, ..Config::default() };
        check_with(config, &[("host", "127.0.0.1:3000"), ("origin", "https://tickets.example")], Ok(()));
    }
}
