//! The peer of a connection: the address to which limits apply, and the host that the caller used
//! for this site. Proxy headers are trusted as far as the operator has declared proxies.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::atomic::{AtomicBool, Ordering},
};

use axum::extract::{ConnectInfo, Request};
use http::{Extensions, HeaderMap, HeaderName, Uri, Version, header};

use crate::config::{Config, PublicUrl};

/// Headers that reveal a proxy.
const FORWARDING: [&str; 6] = [
    "x-forwarded-for",
    "forwarded",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "via",
];

/// Paths of health checks. Load balancers request them with HTTP/1.0 and do not forward requests of
/// others there.
const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// The caller of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The address of the caller, as far as it is known.
    address: Option<IpAddr>,
    /// Whether the caller is a program on this machine: no sign shows that it forwards requests of
    /// others.
    pub(crate) is_local: bool,
    /// Whether the limits of addresses and sessions apply.
    pub(crate) is_limited: bool,
}

impl Caller {
    /// The network to which limits apply. None without limits.
    pub(crate) fn limited_place(self) -> Option<IpAddr> {
        self.address.filter(|_| self.is_limited).map(place)
    }

    /// The address to which limits apply. None without limits.
    pub(crate) fn limited_address(self) -> Option<IpAddr> {
        self.address.filter(|_| self.is_limited)
    }

    /// The address of the caller, for the record of operators' actions.
    pub(crate) fn origin(self) -> String {
        self.address
            .map_or_else(|| "unknown".to_owned(), |address| address.to_string())
    }

    /// The caller of a request that passed `Peers::caller`; otherwise an unknown caller.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or(Self {
            address: None,
            is_local: false,
            is_limited: true,
        })
    }
}

/// This server's knowledge of the proxies in front of it.
pub(crate) struct Peers {
    /// The number of proxies in a row.
    proxies: usize,
    limit_loopback: bool,
    public: Option<PublicUrl>,
    /// Whether a proxy on this machine was seen that does not name its callers.
    has_proxy_on_loopback: AtomicBool,
    /// Whether the proxy was seen to forward the caller's own `X-Forwarded-Host`.
    leaves_forwarded_host: AtomicBool,
    /// Whether `X-Forwarded-For` was seen to be longer than the number of proxies, with a proxy in
    /// the caller's place.
    has_more_proxies: AtomicBool,
}

impl Peers {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            proxies: config.proxies(),
            limit_loopback: config.limit_loopback,
            public: config.public_url.clone(),
            has_proxy_on_loopback: AtomicBool::default(),
            leaves_forwarded_host: AtomicBool::default(),
            has_more_proxies: AtomicBool::default(),
        }
    }

    /// Whether a proxy is trusted.
    pub(crate) fn trusts_a_proxy(&self) -> bool {
        self.proxies > 0
    }

    /// Determines the caller, and stores it in the request for `Caller::of`.
    pub(crate) fn know(&self, request: &mut Request) {
        let caller = self.caller(
            request.extensions(),
            request.headers(),
            request.version(),
            request.uri(),
        );
        request.extensions_mut().insert(caller);
    }

    fn caller(
        &self,
        extensions: &Extensions,
        headers: &HeaderMap,
        version: Version,
        uri: &Uri,
    ) -> Caller {
        let direct = extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| address.ip().to_canonical());
        if let Some(address) = self.forwarded_for(headers) {
            self.look_for_trust_misplaced(headers, uri);
            // A loopback address that a proxy names is another proxy's, or a local browser's, but
            // not that of an operator's program.
            return Caller {
                address: Some(address),
                is_local: false,
                is_limited: true,
            };
        }
        if !direct.is_some_and(|address| address.is_loopback()) {
            return Caller {
                address: direct,
                is_local: false,
                is_limited: direct.is_some(),
            };
        }
        let is_local = !self.has_proxy_on_loopback(headers, version, uri);
        Caller {
            address: direct,
            is_local,
            is_limited: self.limit_loopback || !is_local,
        }
    }

    /// The address that the outermost trusted proxy saw. Each proxy appends the address of its
    /// caller, so entries count from the right, and text from the caller is further left. None if
    /// no proxy is trusted, or the proxy did not add it.
    fn forwarded_for(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let entry = self.trusted_entry(headers, "x-forwarded-for")?;
        let address = forwarded_address(entry)?;
        if is_inside(address)
            && self.proxies < entries(headers, "x-forwarded-for").count()
            && first(&self.has_more_proxies)
        {
            tracing::warn!(
                %address,
                trusted_proxies = self.proxies,
                "X-Forwarded-For names a proxy where the caller should be: more proxies stand in front of this server than it knows of, \
                 and all callers share the limits of one address. Set --trusted-proxies to the number of proxies in a row"
            );
        }
        Some(address)
    }

    /// The entry of a list that the outermost trusted proxy wrote. The leftmost if some proxies
    /// wrote none.
    fn trusted_entry<'a>(&self, headers: &'a HeaderMap, name: &'static str) -> Option<&'a str> {
        entries(headers, name)
            .take(self.proxies)
            .last()
            .filter(|entry| !entry.is_empty())
    }

    /// Whether callers on loopback forward requests of others. True from the first sign on.
    fn has_proxy_on_loopback(&self, headers: &HeaderMap, version: Version, uri: &Uri) -> bool {
        if self.has_proxy_on_loopback.load(Ordering::Relaxed) {
            return true;
        }
        let Some(sign) = sign_of_a_proxy(headers, version, uri) else {
            return false;
        };
        if first(&self.has_proxy_on_loopback) {
            tracing::warn!(
                sign,
                "a proxy on this machine does not say whose requests it passes on: from now on all callers from this machine share the \
                 limits of one address, and /metrics is closed to them. Let the proxy send X-Forwarded-For (nginx: proxy_set_header \
                 X-Forwarded-For $proxy_add_x_forwarded_for;) and start Frontrow with --trust-proxy"
            );
        }
        true
    }

    /// Detects a trusted proxy that names the site neither in `Host` nor in `X-Forwarded-Host`: the
    /// caller then controls the latter.
    fn look_for_trust_misplaced(&self, headers: &HeaderMap, uri: &Uri) {
        if !headers.contains_key("x-forwarded-host")
            && own_host(headers, uri).is_some_and(is_internal)
        {
            self.leaves_forwarded_host.store(true, Ordering::Relaxed);
        }
    }

    /// The host, with its port, that the caller used for this site. `X-Forwarded-Host` counts only
    /// if a trusted proxy replaced `Host` by this server's internal name, because proxies that
    /// forward `Host` often forward the caller's own `X-Forwarded-Host` too.
    pub(crate) fn host<'a>(&self, headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
        let host = own_host(headers, uri);
        if self.trusts_a_proxy()
            && !self.leaves_forwarded_host.load(Ordering::Relaxed)
            && host.is_none_or(is_internal)
        {
            return self.trusted_entry(headers, "x-forwarded-host").or(host);
        }
        host
    }

    /// Whether the caller uses TLS. A false claim only keeps the caller's own cookie from being
    /// sent without TLS.
    pub(crate) fn is_secure(&self, headers: &HeaderMap) -> bool {
        match &self.public {
            Some(public) => public.is_secure(),
            None => {
                self.trusts_a_proxy()
                    && entries(headers, "x-forwarded-proto")
                        .any(|scheme| scheme.eq_ignore_ascii_case("https"))
            }
        }
    }

    /// The address of this site for links, without a slash at its end: the operator's setting, or
    /// else the caller's host. None if that host is not a valid one, because the page repeats text
    /// from the caller, and none if it is the internal name of a server behind a proxy.
    pub(crate) fn site(&self, headers: &HeaderMap, uri: &Uri) -> Option<String> {
        if let Some(public) = &self.public {
            return Some(public.origin().to_owned());
        }
        let host = self
            .host(headers, uri)
            .filter(|host| !host.is_empty() && host.len() <= 255)?;
        // Behind a proxy that replaced the host, the internal name of this server means nothing to
        // readers.
        if is_internal(host)
            && (self.trusts_a_proxy() || self.has_proxy_on_loopback.load(Ordering::Relaxed))
        {
            return None;
        }
        let fits = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']')
        };
        let scheme = if self.is_secure(headers) {
            "https"
        } else {
            "http"
        };
        host.bytes().all(fits).then(|| format!("{scheme}://{host}"))
    }

    /// The origin that the operator set.
    pub(crate) fn public_origin(&self) -> Option<&str> {
        self.public.as_ref().map(PublicUrl::origin)
    }
}

/// Sets a flag, and returns whether it was not set before.
fn first(flag: &AtomicBool) -> bool {
    !flag.swap(true, Ordering::Relaxed)
}

/// The entries of a list, from the last to the first.
fn entries<'a>(headers: &'a HeaderMap, name: &'static str) -> impl Iterator<Item = &'a str> {
    let lines = headers
        .get_all(name)
        .iter()
        .rev()
        .map(|value| value.to_str().unwrap_or_default());
    lines.flat_map(|line| line.rsplit(',')).map(str::trim)
}

/// An address as proxies write it, optionally with a port, brackets or quotes.
fn forwarded_address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim_matches('"');
    let address = entry
        .parse::<IpAddr>()
        .or_else(|_| entry.parse::<SocketAddr>().map(|address| address.ip()));
    let address = address.or_else(|_| {
        entry
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<Ipv6Addr>()
            .map(IpAddr::V6)
    });
    address.ok().map(|address| address.to_canonical())
}

/// The sign that a request from this machine was forwarded for another caller.
fn sign_of_a_proxy(headers: &HeaderMap, version: Version, uri: &Uri) -> Option<&'static str> {
    if let Some(name) = FORWARDING
        .into_iter()
        .find(|name| headers.contains_key(*name))
    {
        return Some(name);
    }
    if version == Version::HTTP_10 && !HEALTH.contains(&uri.path()) {
        return Some("HTTP/1.0");
    }
    // A page of another site can send its own name in the headers below without any proxy. The
    // browser marks such a request.
    if headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site")
    {
        return None;
    }
    let from_elsewhere = |name: &HeaderName| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        let authority = value
            .and_then(|value| value.split_once("://"))
            .map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        authority.is_some_and(|authority| !is_loopback_name(name_of(authority)))
    };
    [(header::ORIGIN, "Origin"), (header::REFERER, "Referer")]
        .into_iter()
        .find(|(name, _)| from_elsewhere(name))
        .map(|(_, sign)| sign)
}

/// The host that the request itself names.
fn own_host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    host.or_else(|| uri.authority().map(http::uri::Authority::as_str))
}

/// A host without its port and brackets.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

fn is_loopback_name(name: &str) -> bool {
    let localhost =
        name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    localhost
        || name
            .parse::<IpAddr>()
            .is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Whether a host is an internal name of this server: a name without dots (`frontrow`), or an
/// internal address.
fn is_internal(host: &str) -> bool {
    let name = name_of(host);
    match name.parse::<IpAddr>() {
        Ok(address) => is_inside(address.to_canonical()),
        Err(_) => is_loopback_name(name) || !name.trim_end_matches('.').contains('.'),
    }
}

/// Whether an address is not on the public internet.
fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// The network that limits count as one: an address, or in IPv6 the network of 64 bits of a
/// household.
pub(crate) fn place(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests;
