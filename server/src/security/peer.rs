//! Who is at the other end: the address that limits are counted by, and the name under which the caller knows this site. Proxies in
//! between are believed as far as the operator said that they are there.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::atomic::{AtomicBool, Ordering},
};

use axum::extract::{ConnectInfo, Request};
use http::{Extensions, HeaderMap, HeaderName, Uri, Version, header};

use crate::config::{Config, PublicUrl};

/// Headers by which a proxy gives itself away.
const FORWARDING: [&str; 6] = ["x-forwarded-for", "forwarded", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/// Paths of health checks, which are asked by load balancers that speak HTTP/1.0 and pass nobody's requests on.
const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// The caller of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caller {
    /// Where the caller is, as far as it can be told.
    address: Option<IpAddr>,
    /// Whether it is a program on this machine: nothing says that it passes on what somebody else asked for.
    pub(crate) is_local: bool,
    /// Whether the limits of addresses and sessions hold.
    pub(crate) is_limited: bool,
}

impl Caller {
    /// The place that limits are counted by; none where there are none.
    pub(crate) fn limited_place(self) -> Option<IpAddr> {
        self.address.filter(|_| self.is_limited).map(place)
    }

    /// The address that limits are counted by; none where there are none.
    pub(crate) fn limited_address(self) -> Option<IpAddr> {
        self.address.filter(|_| self.is_limited)
    }

    /// Where the caller is, for the record of operators' actions.
    pub(crate) fn origin(self) -> String {
        self.address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
    }

    /// The caller of a request that went through `Peers::caller`; nobody in particular otherwise.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or(Self { address: None, is_local: false, is_limited: true })
    }
}

/// What this server knows of the proxies in front of it.
pub(crate) struct Peers {
    /// How many proxies stand in a row.
    proxies: usize,
    limit_loopback: bool,
    public: Option<PublicUrl>,
    /// A proxy on this machine has been seen that does not say whom it speaks for.
    has_proxy_on_loopback: AtomicBool,
    /// The proxy has been seen to leave `X-Forwarded-Host` to the caller.
    leaves_forwarded_host: AtomicBool,
    /// `X-Forwarded-For` has been seen to be longer than there are proxies, with a proxy at the caller's place.
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

    /// Whether a proxy is believed.
    pub(crate) fn trusts_a_proxy(&self) -> bool {
        self.proxies > 0
    }

    /// Finds out who calls, and leaves it in the request for `Caller::of`.
    pub(crate) fn know(&self, request: &mut Request) {
        let caller = self.caller(request.extensions(), request.headers(), request.version(), request.uri());
        request.extensions_mut().insert(caller);
    }

    fn caller(&self, extensions: &Extensions, headers: &HeaderMap, version: Version, uri: &Uri) -> Caller {
        let direct = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_canonical());
        if let Some(address) = self.forwarded_for(headers) {
            self.look_for_trust_misplaced(headers, uri);
            // A loopback address that a proxy names is that of another proxy, or of a browser here: neither is a program of the operator.
            return Caller { address: Some(address), is_local: false, is_limited: true };
        }
        if !direct.is_some_and(|address| address.is_loopback()) {
            return Caller { address: direct, is_local: false, is_limited: direct.is_some() };
        }
        let is_local = !self.has_proxy_on_loopback(headers, version, uri);
        Caller { address: direct, is_local, is_limited: self.limit_loopback || !is_local }
    }

    /// The address that the outermost trusted proxy saw: each proxy appends the address of its own caller, so that entries count from the
    /// right, and whatever the caller wrote there is further left. None where no proxy is trusted, or it did not say.
    fn forwarded_for(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let entry = self.trusted_entry(headers, "x-forwarded-for")?;
        let address = forwarded_address(entry)?;
        if is_inside(address) && self.proxies < entries(headers, "x-forwarded-for").count() && first(&self.has_more_proxies) {
            tracing::warn!(
                %address,
                trusted_proxies = self.proxies,
                "X-Forwarded-For names a proxy where the caller should be: more proxies stand in front of this server than it knows of, \
                 and all callers share the limits of one address. Set --trusted-proxies to the number of proxies in a row"
            );
        }
        Some(address)
    }

    /// The entry of a list that the outermost trusted proxy wrote. The leftmost, where not all proxies wrote one.
    fn trusted_entry<'a>(&self, headers: &'a HeaderMap, name: &'static str) -> Option<&'a str> {
        entries(headers, name).take(self.proxies).last().filter(|entry| !entry.is_empty())
    }

    /// Whether callers from loopback speak for others: from the first sign on.
    fn has_proxy_on_loopback(&self, headers: &HeaderMap, version: Version, uri: &Uri) -> bool {
        if self.has_proxy_on_loopback.load(Ordering::Relaxed) {
            return true;
        }
        let Some(sign) = sign_of_a_proxy(headers, version, uri) else { return false };
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

    /// Notices a trusted proxy that names the site neither in `Host` nor in `X-Forwarded-Host`: then whatever comes in the latter is the
    /// caller's own.
    fn look_for_trust_misplaced(&self, headers: &HeaderMap, uri: &Uri) {
        if !headers.contains_key("x-forwarded-host") && own_host(headers, uri).is_some_and(is_internal) {
            self.leaves_forwarded_host.store(true, Ordering::Relaxed);
        }
    }

    /// The host, with its port, at which the caller sought this site. `X-Forwarded-Host` counts only where a trusted proxy replaced `Host`
    /// by this server's internal name: proxies that pass `Host` on often let the caller's own `X-Forwarded-Host` through.
    pub(crate) fn host<'a>(&self, headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
        let host = own_host(headers, uri);
        if self.trusts_a_proxy() && !self.leaves_forwarded_host.load(Ordering::Relaxed) && host.is_none_or(is_internal) {
            return self.trusted_entry(headers, "x-forwarded-host").or(host);
        }
        host
    }

    /// Whether the caller speaks to this site through TLS. A caller who claims so only keeps the cookie from being sent without.
    pub(crate) fn is_secure(&self, headers: &HeaderMap) -> bool {
        match &self.public {
            Some(public) => public.is_secure(),
            None => self.trusts_a_proxy() && entries(headers, "x-forwarded-proto").any(|scheme| scheme.eq_ignore_ascii_case("https")),
        }
    }

    /// The address of this site for links, without a slash at its end: what the operator said, or else the host that the caller sought. None
    /// where that is no name for a reader elsewhere, or none that a site could have: the caller wrote it, and it is said again on the page.
    pub(crate) fn site(&self, headers: &HeaderMap, uri: &Uri) -> Option<String> {
        if let Some(public) = &self.public {
            return Some(public.origin().to_owned());
        }
        let host = self.host(headers, uri).filter(|host| !host.is_empty() && host.len() <= 255)?;
        // Behind a proxy that replaced it, the name of this server means nothing to anybody.
        if is_internal(host) && (self.trusts_a_proxy() || self.has_proxy_on_loopback.load(Ordering::Relaxed)) {
            return None;
        }
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
        let scheme = if self.is_secure(headers) { "https" } else { "http" };
        host.bytes().all(fits).then(|| format!("{scheme}://{host}"))
    }

    /// The origin that the operator named.
    pub(crate) fn public_origin(&self) -> Option<&str> {
        self.public.as_ref().map(PublicUrl::origin)
    }
}

/// Sets a flag, and whether it was not set before.
fn first(flag: &AtomicBool) -> bool {
    !flag.swap(true, Ordering::Relaxed)
}

/// The entries of a list, from the last to the first.
fn entries<'a>(headers: &'a HeaderMap, name: &'static str) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(name).iter().rev().map(|value| value.to_str().unwrap_or_default());
    lines.flat_map(|line| line.rsplit(',')).map(str::trim)
}

/// An address as proxies write it: also with a port, in brackets, in quotes.
fn forwarded_address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim_matches('"');
    let address = entry.parse::<IpAddr>().or_else(|_| entry.parse::<SocketAddr>().map(|address| address.ip()));
    let address = address.or_else(|_| entry.trim_start_matches('[').trim_end_matches(']').parse::<Ipv6Addr>().map(IpAddr::V6));
    address.ok().map(|address| address.to_canonical())
}

/// What gives away that a request from this machine was passed on for somebody else.
fn sign_of_a_proxy(headers: &HeaderMap, version: Version, uri: &Uri) -> Option<&'static str> {
    if let Some(name) = FORWARDING.into_iter().find(|name| headers.contains_key(*name)) {
        return Some(name);
    }
    if version == Version::HTTP_10 && !HEALTH.contains(&uri.path()) {
        return Some("HTTP/1.0");
    }
    // A page of another site may name itself there without any proxy: its browser says that it is one.
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return None;
    }
    let from_elsewhere = |name: &HeaderName| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        let authority = value.and_then(|value| value.split_once("://")).map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        authority.is_some_and(|authority| !is_loopback_name(name_of(authority)))
    };
    [(header::ORIGIN, "Origin"), (header::REFERER, "Referer")].into_iter().find(|(name, _)| from_elsewhere(name)).map(|(_, sign)| sign)
}

/// The host that the request itself names.
fn own_host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
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
    let localhost = name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    localhost || name.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Whether a host is one by which a proxy calls this server: a bare name (`frontrow`), or an address inside.
fn is_internal(host: &str) -> bool {
    let name = name_of(host);
    match name.parse::<IpAddr>() {
        Ok(address) => is_inside(address.to_canonical()),
        Err(_) => is_loopback_name(name) || !name.trim_end_matches('.').contains('.'),
    }
}

/// Whether an address is one that nobody has on the open internet.
fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// What counts as one place: an address, or in IPv6 the network of 64 bits that one household has.
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
