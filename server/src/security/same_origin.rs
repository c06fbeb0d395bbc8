//! Accepts changes from this site's own pages and from programs, but never from another site's
//! page.
//!
//! A browser states the source of a request in `Origin` and `Sec-Fetch-Site`, and a page cannot
//! forge them. A program sends neither, and has no cookie that somebody could misuse. A WebSocket
//! changes nothing, but no browser policy keeps another site's page from reading it, so its origin
//! is checked too.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::{Problem, ProblemCode};
use http::{HeaderMap, Uri, header};

use super::peer::Peers;
use crate::{error::ApiError, observe::repeats, state::AppState};

/// Why a change is refused. The first refusal of each kind is logged with its remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OriginRefusal {
    /// The browser states that another site's page sent the request.
    OtherSite,
    /// `Origin` names another host than the request.
    OtherHost,
    /// `Origin` is `null`.
    NoOrigin,
}

pub(crate) async fn around<Rest: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    rest: impl FnOnce(Request) -> Rest,
) -> Response {
    let (headers, uri) = (request.headers(), request.uri());
    let (is_safe, opens_socket) = (
        request.method().is_safe(),
        headers.contains_key(header::SEC_WEBSOCKET_KEY),
    );
    if is_safe && !opens_socket {
        return rest(request).await;
    }
    // Browsers differ in their `Sec-Fetch-Site` for a WebSocket. All send `Origin`.
    let checked = if is_safe {
        origin_is_here(&state.peers, headers, uri)
    } else {
        comes_from_here(&state.peers, headers, uri)
    };
    match checked {
        Ok(()) => rest(request).await,
        Err(refused) => {
            refused.log(&state.peers, headers, uri);
            let detail = "This shop does not know the page that sent this as one of its own. Nothing was held and nothing was charged.";
            ApiError(Problem::new(ProblemCode::CrossOrigin).detail(detail)).into_response()
        }
    }
}

fn comes_from_here(peers: &Peers, headers: &HeaderMap, uri: &Uri) -> Result<(), OriginRefusal> {
    match headers
        .get("sec-fetch-site")
        .map(http::HeaderValue::as_bytes)
    {
        // Only browsers write this header; pages and proxies do not.
        Some(b"same-origin") => return Ok(()),
        Some(b"none") | None => {}
        Some(_) => return Err(OriginRefusal::OtherSite),
    }
    origin_is_here(peers, headers, uri)
}

/// Whether `Origin`, if present, names this site.
fn origin_is_here(peers: &Peers, headers: &HeaderMap, uri: &Uri) -> Result<(), OriginRefusal> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let Some((scheme, authority)) = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"))
    else {
        return Err(OriginRefusal::NoOrigin);
    };
    let authority = without_default_port(scheme, authority);
    let is_here = |host: &str| without_default_port(scheme, host).eq_ignore_ascii_case(authority);
    let is_public = peers
        .public_origin()
        .and_then(|public| public.split_once("://"))
        .is_some_and(|(_, host)| is_here(host));
    if is_public || peers.host(headers, uri).is_some_and(is_here) {
        Ok(())
    } else {
        Err(OriginRefusal::OtherHost)
    }
}

/// A host as in origins, without the default port.
fn without_default_port<'a>(scheme: &str, host: &'a str) -> &'a str {
    let port = if scheme.eq_ignore_ascii_case("https") {
        ":443"
    } else {
        ":80"
    };
    host.strip_suffix(port)
        .filter(|name| !name.is_empty())
        .unwrap_or(host)
}

impl OriginRefusal {
    /// Logs the first refusal of a kind in full, and later ones once a second with their number.
    fn log(self, peers: &Peers, headers: &HeaderMap, uri: &Uri) {
        static SEEN: [AtomicBool; 3] = [
            AtomicBool::new(false),
            AtomicBool::new(false),
            AtomicBool::new(false),
        ];
        let (seen, kind) = match self {
            Self::OtherSite => (&SEEN[0], "a change that another site's page asked for"),
            Self::OtherHost => (&SEEN[1], "a change whose Origin is not this site"),
            Self::NoOrigin => (&SEEN[2], "a change without an origin"),
        };
        if seen.swap(true, Ordering::Relaxed) {
            repeats::note((kind, 403), move |times| {
                tracing::info!(times, "{kind} was refused")
            });
            return;
        }
        let said = |name: &str| {
            shown(
                headers
                    .get(name)
                    .and_then(|value| value.to_str().ok())
                    .unwrap_or_default(),
            )
        };
        let (origin, host) = (
            said("origin"),
            shown(peers.host(headers, uri).unwrap_or_default()),
        );
        tracing::warn!(
            origin,
            host,
            forwarded_host = said("x-forwarded-host"),
            repair = self.repair(peers),
            "{kind} was refused"
        );
    }

    /// The remedy for the operator.
    fn repair(self, peers: &Peers) -> &'static str {
        match self {
            Self::OtherSite => {
                "nothing is wrong here, unless your own site sends its forms from another host name: then serve both at one"
            }
            Self::NoOrigin => {
                "nothing is wrong here, unless a proxy changes Origin or Referrer-Policy: then let it pass them on"
            }
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

/// A header of the caller, shortened for a log.
fn shown(value: &str) -> String {
    value.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[track_caller]
    fn check_with(
        config: Config,
        pairs: &[(&'static str, &str)],
        expected: Result<(), OriginRefusal>,
    ) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header"));
        }
        assert_eq!(
            comes_from_here(&Peers::new(&config), &headers, &Uri::from_static("/")),
            expected,
            "{pairs:?}"
        );
    }

    #[track_caller]
    fn check(pairs: &[(&'static str, &str)], expected: Result<(), OriginRefusal>) {
        check_with(Config::default(), pairs, expected);
    }

    #[test]
    fn only_pages_of_other_sites_are_refused() {
        check(&[("host", "shop.example")], Ok(()));
        check(
            &[("host", "shop.example"), ("origin", "https://shop.example")],
            Ok(()),
        );
        check(
            &[
                ("host", "shop.example:3000"),
                ("origin", "http://shop.example:3000"),
            ],
            Ok(()),
        );
        check(
            &[("host", "shop.example"), ("origin", "https://evil.example")],
            Err(OriginRefusal::OtherHost),
        );
        check(
            &[
                ("host", "shop.example"),
                ("origin", "https://shop.example:444"),
            ],
            Err(OriginRefusal::OtherHost),
        );
        check(
            &[("host", "shop.example"), ("origin", "null")],
            Err(OriginRefusal::NoOrigin),
        );
        check(
            &[("host", "shop.example"), ("sec-fetch-site", "cross-site")],
            Err(OriginRefusal::OtherSite),
        );
        check(
            &[("host", "shop.example"), ("sec-fetch-site", "same-site")],
            Err(OriginRefusal::OtherSite),
        );
        check(
            &[("host", "shop.example"), ("sec-fetch-site", "same-origin")],
            Ok(()),
        );
        let forged = [
            ("host", "shop.example"),
            ("origin", "https://evil.example"),
            ("x-forwarded-host", "evil.example"),
        ];
        check(&forged, Err(OriginRefusal::OtherHost));
        check_with(
            Config {
                trust_proxy: true,
                ..Config::default()
            },
            &forged,
            Err(OriginRefusal::OtherHost),
        );
    }

    #[test]
    fn the_browsers_header_is_sufficient_behind_a_proxy_that_forwards_nothing() {
        check(
            &[
                ("host", "127.0.0.1:3000"),
                ("origin", "https://tickets.example"),
                ("sec-fetch-site", "same-origin"),
            ],
            Ok(()),
        );
    }

    #[test]
    fn a_default_port_is_ignored_and_lists_are_read_from_the_trusted_end() {
        let trusting = || Config {
            trust_proxy: true,
            ..Config::default()
        };
        for forwarded in [
            "tickets.example",
            "tickets.example:443",
            "tickets.example, tickets.example",
            "evil.example, Tickets.example",
        ] {
            let pairs = [
                ("host", "127.0.0.1:3000"),
                ("origin", "https://tickets.example"),
                ("x-forwarded-host", forwarded),
            ];
            check_with(trusting(), &pairs, Ok(()));
        }
        let evil = [
            ("host", "127.0.0.1:3000"),
            ("origin", "https://evil.example"),
            ("x-forwarded-host", "evil.example, tickets.example"),
        ];
        check_with(trusting(), &evil, Err(OriginRefusal::OtherHost));
    }

    #[test]
    fn pages_at_the_public_url_are_accepted() {
        let public_url = Some("https://tickets.example".parse().expect("an address"));
        let config = Config {
            public_url,
            ..Config::default()
        };
        check_with(
            config,
            &[
                ("host", "127.0.0.1:3000"),
                ("origin", "https://tickets.example"),
            ],
            Ok(()),
        );
    }
}
