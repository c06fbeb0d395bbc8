use super::*;

const FAR: [u8; 4] = [198, 51, 100, 7];
const HERE: [u8; 4] = [127, 0, 0, 1];

fn peers(config: Config) -> Peers {
    Peers::new(&config)
}

fn behind(trusted_proxies: usize) -> Peers {
    peers(Config {
        trusted_proxies: Some(trusted_proxies),
        ..Config::default()
    })
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, value.parse().expect("a header"));
    }
    headers
}

fn asks(peers: &Peers, from: [u8; 4], pairs: &[(&'static str, &str)]) -> Caller {
    asks_by(peers, from, Version::HTTP_11, "/", pairs)
}

fn asks_by(
    peers: &Peers,
    from: [u8; 4],
    version: Version,
    path: &'static str,
    pairs: &[(&'static str, &str)],
) -> Caller {
    let mut extensions = Extensions::new();
    extensions.insert(ConnectInfo(SocketAddr::from((from, 999))));
    peers.caller(
        &extensions,
        &headers(pairs),
        version,
        &Uri::from_static(path),
    )
}

#[track_caller]
fn is_at(peers: &Peers, forwarded: &[&str], expected: &str) {
    let pairs: Vec<_> = forwarded
        .iter()
        .map(|line| ("x-forwarded-for", *line))
        .collect();
    let expected: IpAddr = expected.parse().expect("an address");
    assert_eq!(
        asks(peers, FAR, &pairs),
        Caller {
            address: Some(expected),
            is_local: false,
            is_limited: true
        },
        "{forwarded:?}"
    );
}

#[test]
fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
    is_at(&behind(0), &["1.2.3.4"], "198.51.100.7");
    is_at(&behind(1), &["1.2.3.4"], "1.2.3.4");
    is_at(
        &peers(Config {
            trust_proxy: true,
            ..Config::default()
        }),
        &["1.2.3.4"],
        "1.2.3.4",
    );
    is_at(&behind(1), &["nonsense"], "198.51.100.7");
    is_at(&behind(1), &[""], "198.51.100.7");
}

#[test]
fn entries_count_from_the_right_by_the_number_of_proxies() {
    is_at(&behind(1), &["6.6.6.6, 1.2.3.4"], "1.2.3.4");
    is_at(&behind(2), &["6.6.6.6, 1.2.3.4, 10.0.0.9"], "1.2.3.4");
    // Several header lines form the same list.
    is_at(&behind(2), &["6.6.6.6, 1.2.3.4", "10.0.0.9"], "1.2.3.4");
    is_at(&behind(3), &["1.2.3.4", "10.0.0.8,10.0.0.9"], "1.2.3.4");
    // A request that bypassed the outer proxy has fewer entries, all from the inner one.
    is_at(&behind(2), &["1.2.3.4"], "1.2.3.4");
}

#[test]
fn an_address_is_parsed_with_a_port_and_in_brackets() {
    is_at(&behind(1), &["6.6.6.6, 1.2.3.4:51234"], "1.2.3.4");
    is_at(&behind(1), &["[2001:db8::7]:443"], "2001:db8::7");
    is_at(&behind(1), &["[2001:db8::7]"], "2001:db8::7");
    is_at(&behind(1), &["2001:db8::7"], "2001:db8::7");
    is_at(&behind(1), &["\"[2001:db8::7]:443\""], "2001:db8::7");
    is_at(&behind(1), &["::ffff:1.2.3.4"], "1.2.3.4");
}

#[test]
fn an_ipv6_household_counts_as_one_network() {
    let place_of = |text: &str| place(text.parse().expect("an address"));
    assert_eq!(
        place_of("2001:db8:1:2:3:4:5:6"),
        place_of("2001:db8:1:2::9")
    );
    assert_ne!(place_of("2001:db8:1:2::9"), place_of("2001:db8:1:3::9"));
}

#[test]
fn programs_on_this_machine_are_exempt_until_a_proxy_appears_there() {
    let signs: [&[(&'static str, &str)]; 6] = [
        &[("x-forwarded-for", "1.2.3.4")],
        &[("forwarded", "for=1.2.3.4")],
        &[("x-real-ip", "1.2.3.4")],
        &[("via", "1.1 varnish")],
        &[("origin", "https://tickets.example")],
        &[("referer", "https://tickets.example/events/x")],
    ];
    for sign in signs {
        let peers = behind(0);
        let before = asks(
            &peers,
            HERE,
            &[
                ("host", "127.0.0.1:3000"),
                ("origin", "http://localhost:3000"),
                ("referer", "http://[::1]:1/x"),
            ],
        );
        assert_eq!(
            (before.is_local, before.is_limited),
            (true, false),
            "{sign:?}"
        );
        for pairs in [sign, &[]] {
            let after = asks(&peers, HERE, pairs);
            assert_eq!(
                (after.is_local, after.is_limited, after.address),
                (false, true, Some(IpAddr::from(HERE))),
                "{sign:?}"
            );
        }
    }
}

#[test]
fn a_page_of_another_site_is_not_a_sign_of_a_proxy() {
    let peers = peers(Config::default());
    for name in ["origin", "referer"] {
        let caller = asks(
            &peers,
            HERE,
            &[
                (name, "https://other.example/"),
                ("sec-fetch-site", "cross-site"),
            ],
        );
        assert_eq!(
            (caller.is_local, caller.is_limited),
            (true, false),
            "{name}"
        );
    }
}

#[test]
fn http_1_0_is_a_sign_of_a_proxy_except_for_health_checks() {
    let peers = behind(0);
    assert!(asks_by(&peers, HERE, Version::HTTP_10, "/readyz", &[]).is_local);
    assert!(asks_by(&peers, HERE, Version::HTTP_11, "/", &[]).is_local);
    assert!(!asks_by(&peers, HERE, Version::HTTP_10, "/", &[]).is_local);
    assert!(!asks_by(&peers, HERE, Version::HTTP_11, "/", &[]).is_local);
}

#[test]
fn a_trusted_proxy_on_this_machine_does_not_affect_programs_beside_it() {
    let peers = behind(1);
    let through = asks(
        &peers,
        HERE,
        &[
            ("x-forwarded-for", "1.2.3.4"),
            ("origin", "https://tickets.example"),
        ],
    );
    assert_eq!(
        (through.address, through.is_local, through.is_limited),
        (Some(IpAddr::from([1, 2, 3, 4])), false, true)
    );
    assert!(asks(&peers, HERE, &[]).is_local);
    // A loopback address that a proxy names is another proxy's.
    let second = asks(&peers, HERE, &[("x-forwarded-for", "1.2.3.4, 127.0.0.1")]);
    assert_eq!((second.is_local, second.is_limited), (false, true));
}

#[test]
fn with_limit_loopback_this_machine_is_limited_from_the_start() {
    let peers = peers(Config {
        limit_loopback: true,
        ..Config::default()
    });
    let caller = asks(&peers, HERE, &[]);
    assert_eq!((caller.is_local, caller.is_limited), (true, true));
}

#[track_caller]
fn is_called(peers: &Peers, pairs: &[(&'static str, &str)], expected: Option<&str>) {
    assert_eq!(
        peers
            .site(&headers(pairs), &Uri::from_static("/"))
            .as_deref(),
        expected,
        "{pairs:?}"
    );
}

#[test]
fn the_site_has_the_host_of_the_request() {
    let proxied = [
        ("host", "127.0.0.1:3000"),
        ("x-forwarded-host", "tickets.example"),
        ("x-forwarded-proto", "https"),
    ];
    is_called(
        &behind(0),
        &[("host", "127.0.0.1:3000")],
        Some("http://127.0.0.1:3000"),
    );
    is_called(&behind(0), &proxied, Some("http://127.0.0.1:3000"));
    is_called(&behind(1), &proxied, Some("https://tickets.example"));
    is_called(&behind(0), &[("host", "evil.example/?\"><script>")], None);
    is_called(&behind(0), &[], None);
}

#[test]
fn the_callers_own_forwarded_host_is_ignored() {
    // With the usual four headers of nginx, the caller's X-Forwarded-Host is forwarded.
    is_called(
        &behind(1),
        &[
            ("host", "tickets.example"),
            ("x-forwarded-host", "evil.example"),
        ],
        Some("http://tickets.example"),
    );
    // If the proxy appends, or there are two in a row, the caller's text is further left.
    let appended = [
        ("host", "10.0.0.7:3000"),
        ("x-forwarded-host", "evil.example, tickets.example"),
    ];
    is_called(&behind(1), &appended, Some("http://tickets.example"));
    let twice = [
        ("host", "frontrow"),
        ("x-forwarded-host", "evil.example, tickets.example"),
        ("x-forwarded-host", "inner.example"),
    ];
    is_called(&behind(2), &twice, Some("http://tickets.example"));
    // If a proxy names the site in neither header, the caller controls the second one.
    let silent = behind(1);
    asks(
        &silent,
        HERE,
        &[("host", "127.0.0.1:3000"), ("x-forwarded-for", "1.2.3.4")],
    );
    is_called(
        &silent,
        &[
            ("host", "127.0.0.1:3000"),
            ("x-forwarded-host", "evil.example"),
        ],
        None,
    );
}

#[test]
fn the_public_url_names_the_site_whatever_the_request_says() {
    let public_url = Some("https://Tickets.example:443/".parse().expect("an address"));
    let peers = peers(Config {
        public_url,
        trust_proxy: true,
        ..Config::default()
    });
    is_called(
        &peers,
        &[
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
        ],
        Some("https://tickets.example"),
    );
    assert!(peers.is_secure(&HeaderMap::new()));
}

#[test]
fn tls_in_front_of_the_proxies_is_detected_in_any_case_and_in_lists() {
    for scheme in ["https", "HTTPS", "https,http", "https, http"] {
        assert!(
            behind(1).is_secure(&headers(&[("x-forwarded-proto", scheme)])),
            "{scheme}"
        );
        assert!(
            !behind(0).is_secure(&headers(&[("x-forwarded-proto", scheme)])),
            "{scheme}"
        );
    }
    assert!(!behind(1).is_secure(&headers(&[("x-forwarded-proto", "http")])));
}
