//! Who is at the other end: the address that limits are counted by.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap};

/// The address of the caller. `X-Forwarded-For` is believed only when the operator said so, and then its last entry: that is the one
/// which the proxy itself wrote.
pub(crate) fn address(extensions: &Extensions, headers: &HeaderMap, trust_proxy: bool) -> Option<IpAddr> {
    let direct = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_canonical());
    if !trust_proxy {
        return direct;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|text| text.trim().parse::<IpAddr>().ok());
    last.map(|address| address.to_canonical()).or(direct)
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
mod tests {
    use super::*;

    fn check(forwarded: &str, trust: bool, expected: &str) {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 999))));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
        assert_eq!(address(&extensions, &headers, trust), Some(expected.parse().expect("an address")), "{forwarded}");
    }

    #[test]
    fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
        check("1.2.3.4", false, "10.0.0.1");
        check("1.2.3.4", true, "1.2.3.4");
        check("6.6.6.6, 1.2.3.4", true, "1.2.3.4");
        check("nonsense", true, "10.0.0.1");
    }

    #[test]
    fn a_household_of_ipv6_is_one_place() {
        let place_of = |text: &str| place(text.parse().expect("an address"));
        assert_eq!(place_of("2001:db8:1:2:3:4:5:6"), place_of("2001:db8:1:2::9"));
        assert_ne!(place_of("2001:db8:1:2::9"), place_of("2001:db8:1:3::9"));
    }
}
