//! Requests behind proxies: the caller's address, the host of the site, and the effect of a proxy
//! that provides neither.

use std::{
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use reqwest::{RequestBuilder, StatusCode};
use serde_json::json;
use server::config::Config;
use testing::TestEvent;

use crate::shop::{Answer, Caller, Shop, key};

const SITE: &str = "https://tickets.example";

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Captures the log of this process from now on.
fn keep_log() {
    // Tests in the same process share a log.
    let _ = tracing_subscriber::fmt()
        .with_writer(|| Log)
        .with_ansi(false)
        .try_init();
}

/// The lines of the log with this text.
fn lines_with(text: &str) -> Vec<String> {
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&log)
        .lines()
        .filter(|line| line.contains(text))
        .map(str::to_owned)
        .collect()
}

fn trusting(proxies: usize) -> Config {
    Config {
        trusted_proxies: Some(proxies),
        ..Config::default()
    }
}

/// The three ways to hold a seat: as a program, with a form, and from a page with JavaScript.
fn ways(caller: &Caller, event: &TestEvent) -> [RequestBuilder; 3] {
    let wish = json!({"best_available": {"quantity": 1}});
    let call = json!({"event": event.id, "request": wish, "key": key()});
    [
        caller
            .post(&format!("/api/v1/events/{}/bookings", event.id))
            .header("idempotency-key", key())
            .json(&wish),
        caller
            .post(&format!("/events/{}/hold", event.slug))
            .header("accept", "text/html")
            .form(&[("quantity", "1")]),
        caller.post("/api/fn/hold").json(&call),
    ]
}

#[tokio::test]
async fn browsers_can_buy_behind_a_proxy_that_forwards_no_headers() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    for way in ways(&shop.caller(), &event) {
        let answer = Answer::of(
            way.header("origin", SITE)
                .header("sec-fetch-site", "same-origin"),
        )
        .await;
        assert!(
            matches!(
                answer.status,
                StatusCode::CREATED | StatusCode::SEE_OTHER | StatusCode::OK
            ),
            "{} {}",
            answer.status,
            answer.text
        );
        assert!(
            !answer.told_at().contains("problem"),
            "{:?}",
            answer.headers
        );
    }
}

#[tokio::test]
async fn a_form_with_an_unknown_origin_gets_a_page_and_the_log_has_the_remedy() {
    keep_log();
    let shop = Shop::open().await;
    let event = shop.event().await;
    for _ in 0..3 {
        let [program, form, alive] =
            ways(&shop.caller(), &event).map(|way| way.header("origin", SITE));
        Answer::of(program).await.is_problem(403, "cross_origin");
        let page = Answer::of(form).await;
        assert_eq!(
            (page.status, page.header("content-type")),
            (StatusCode::FORBIDDEN, "text/html; charset=utf-8")
        );
        assert!(
            page.text
                .contains("Nothing was held and nothing was charged")
                && page.text.contains("its web server"),
            "{}",
            page.text
        );
        Answer::of(alive)
            .await
            .is_problem_of_a_page(403, "cross_origin");
    }
    let repairs = lines_with("proxy_set_header Host $http_host;");
    assert_eq!(
        repairs.len(),
        1,
        "the first of the kind, and no more: {repairs:?}"
    );
    assert!(repairs[0].contains(SITE), "{repairs:?}");
}

#[tokio::test]
async fn no_link_contains_the_callers_own_forwarded_host() {
    let shop = Shop::open_with(trusting(1)).await;
    let (event, caller) = (shop.event().await, shop.caller());
    // A personal page, because links on shared pages have no host.
    let path = format!("/events/{}?category=", event.slug);
    let page = async |headers: &[(&str, &str)]| {
        let get = caller.get(&path).header("x-forwarded-for", "192.0.2.7");
        Answer::of(
            headers
                .iter()
                .fold(get, |get, (name, value)| get.header(*name, *value)),
        )
        .await
        .text
    };
    // The usual four headers of nginx.
    let usual = page(&[
        ("host", "tickets.example"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "evil.example"),
    ])
    .await;
    assert!(
        usual.contains(r#"href="https://tickets.example/events/"#)
            && !usual.contains("evil.example"),
        "{usual}"
    );
    let replaced = page(&[("x-forwarded-host", "evil.example, tickets.example")]).await;
    assert!(
        replaced.contains("http://tickets.example/events/") && !replaced.contains("evil.example"),
        "{replaced}"
    );
    // A proxy that sends the site's name in no header.
    page(&[]).await;
    let silent = page(&[("x-forwarded-host", "evil.example")]).await;
    assert!(
        !silent.contains("evil.example") && !silent.contains("canonical"),
        "{silent}"
    );
}

#[tokio::test]
async fn links_name_the_public_url() {
    let public_url = Some(SITE.parse().expect("an address"));
    let shop = Shop::open_with(Config {
        public_url,
        ..Config::default()
    })
    .await;
    let page = Answer::of(shop.caller().get("/").header("host", "evil.example")).await;
    assert!(
        page.text.contains(r#"href="https://tickets.example/""#)
            && !page.text.contains("evil.example"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn local_programs_can_read_metrics_until_a_proxy_appears() {
    keep_log();
    let shop = Shop::open_with(Config {
        reads_per_second: 1,
        ..Config::default()
    })
    .await;
    let caller = shop.caller();
    for _ in 0..30 {
        Answer::of(caller.get("/metrics")).await.is_ok();
        Answer::of(caller.get("/api/v1/events")).await.is_ok();
    }
    // A page of another site in a browser on this machine is not a proxy.
    let elsewhere = caller
        .get("/")
        .header("origin", "https://other.example")
        .header("sec-fetch-site", "cross-site");
    Answer::of(elsewhere).await.is_ok();
    assert!(lines_with("does not say whose requests").is_empty());
    let mut refused = 0;
    for _ in 0..30 {
        let answer = Answer::of(
            caller
                .get("/api/v1/events")
                .header("x-real-ip", "192.0.2.7"),
        )
        .await;
        refused += u32::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 10, "{refused}");
    Answer::of(caller.get("/metrics"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.get("/healthz")).await.is_ok();
    let said = lines_with("does not say whose requests");
    assert!(
        said.len() == 1 && said[0].contains("X-Forwarded-For") && said[0].contains("--trust-proxy"),
        "{said:?}"
    );
}

#[tokio::test]
async fn callers_through_a_trusted_proxy_cannot_read_metrics() {
    let shop = Shop::open_with(trusting(1)).await;
    let caller = shop.caller();
    for address in ["192.0.2.7", "127.0.0.1", "[::1]:9"] {
        Answer::of(caller.get("/metrics").header("x-forwarded-for", address))
            .await
            .is_problem(404, "not_found");
    }
    Answer::of(caller.get("/metrics")).await.is_ok();
}

#[tokio::test]
async fn behind_two_proxies_each_caller_has_separate_limits() {
    let shop = Shop::open_with(Config {
        reads_per_second: 1,
        ..trusting(2)
    })
    .await;
    let caller = shop.caller();
    let read = async |forwarded: &str| {
        Answer::of(
            caller
                .get("/api/v1/events")
                .header("x-forwarded-for", forwarded),
        )
        .await
        .status
    };
    let mut refused = 0;
    for number in 0..30 {
        // The caller's text and the ports change, but not the address that the outer proxy saw.
        refused += u32::from(
            read(&format!("203.0.113.{number}, 192.0.2.7:{number}, 10.0.0.1")).await
                == StatusCode::TOO_MANY_REQUESTS,
        );
    }
    assert!(refused > 10, "{refused}");
    assert_eq!(read("192.0.2.8:1, 10.0.0.1").await, StatusCode::OK);
    assert_eq!(read("[2001:db8::7]:443, 10.0.0.1").await, StatusCode::OK);
}

#[tokio::test]
async fn a_form_is_accepted_from_the_host_that_a_trusted_proxy_names() {
    let shop = Shop::open_with(trusting(1)).await;
    let event = shop.event().await;
    let send = async |origin: &str, forwarded: &str| {
        let caller = shop.caller().begin().await;
        let form = caller
            .post(&format!("/events/{}/hold", event.slug))
            .header("accept", "text/html")
            .header("origin", origin);
        let form = form
            .header("x-forwarded-for", "192.0.2.7")
            .header("x-forwarded-host", forwarded);
        Answer::of(form.form(&[("quantity", "1")])).await
    };
    for forwarded in [
        "tickets.example",
        "tickets.example:443",
        "tickets.example, tickets.example",
        "evil.example, Tickets.example:443",
    ] {
        let held = send(SITE, forwarded).await;
        assert_eq!(
            held.status,
            StatusCode::SEE_OTHER,
            "{forwarded}: {}",
            held.text
        );
        assert!(
            held.header("location").starts_with("/checkout/"),
            "{forwarded}: {:?}",
            held.headers
        );
    }
    for (origin, forwarded) in [
        ("https://evil.example", "evil.example, tickets.example"),
        (SITE, "tickets.example:444"),
        ("https://tickets.example:444", "tickets.example"),
    ] {
        assert_eq!(
            send(origin, forwarded).await.status,
            StatusCode::FORBIDDEN,
            "{origin} at {forwarded}"
        );
    }
    assert_eq!(
        shop.database.number("select count(*) from booking").await,
        4
    );
}

/// Begins a session with these headers of a proxy.
async fn begun(shop: &Shop, headers: &[(&str, &str)]) -> Answer {
    let caller = shop.caller();
    let begun = Answer::of(
        headers
            .iter()
            .fold(caller.post("/session"), |post, (name, value)| {
                post.header(*name, *value)
            }),
    )
    .await;
    assert_eq!(
        begun.status,
        StatusCode::NO_CONTENT,
        "{headers:?}: {}",
        begun.text
    );
    begun
}

#[tokio::test]
async fn a_cookie_is_secure_behind_a_trusted_proxy_with_tls() {
    let (trusting, alone) = (Shop::open_with(trusting(1)).await, Shop::open().await);
    for scheme in ["https", "HTTPS", "https,http", "https, http", "http, HTTPS"] {
        let headers = [
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-host", "tickets.example"),
            ("x-forwarded-proto", scheme),
        ];
        let secure = begun(&trusting, &headers).await;
        let set = secure.header("set-cookie");
        assert!(
            set.starts_with("__Host-frontrow_session=") && set.ends_with("; Secure"),
            "{scheme}: {set}"
        );
        let plain = begun(&alone, &headers).await;
        assert!(
            !plain.header("set-cookie").contains("Secure"),
            "a header that anybody can send: {:?}",
            plain.headers
        );
    }
    let plain = begun(
        &trusting,
        &[
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-proto", "http"),
        ],
    )
    .await;
    let set = plain.header("set-cookie");
    assert!(
        set.starts_with("frontrow_session=") && !set.contains("Secure"),
        "{set}"
    );
}

#[tokio::test]
async fn the_header_forwarded_names_neither_the_site_nor_its_scheme() {
    let shop = Shop::open_with(trusting(1)).await;
    let event = shop.event().await;
    let forwarded = ("forwarded", "for=192.0.2.7;host=evil.example;proto=https");
    let plain = begun(&shop, &[forwarded]).await;
    assert!(
        !plain.header("set-cookie").contains("Secure"),
        "{:?}",
        plain.headers
    );
    let caller = shop.caller().begin().await;
    let page = Answer::of(
        caller
            .get(&format!("/events/{}?category=", event.slug))
            .header(forwarded.0, forwarded.1),
    )
    .await;
    assert!(!page.is_ok().text.contains("evil.example"), "{}", page.text);
    for way in ways(&caller, &event) {
        let refused = Answer::of(
            way.header("origin", "https://evil.example")
                .header(forwarded.0, forwarded.1),
        )
        .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    }
}

/// The `Authorization` headers that browsers add to every request, once a proxy has asked for a
/// password or another sign-in.
const PROXY_SIGN_INS: [&str; 4] = [
    "Basic ZGVtbzpkZW1v",
    "basic ZGVtbzpkZW1v",
    "Digest username=\"demo\", realm=\"shop\", response=\"0\"",
    "Negotiate YII=",
];

/// The address of a page's style sheet.
fn style_of(page: &str) -> &str {
    let link = page.split("<link").find(|link| {
        link.split('>')
            .next()
            .is_some_and(|link| link.contains("stylesheet"))
    });
    link.and_then(|link| link.split("href=\"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .expect("a style sheet")
}

#[tokio::test]
async fn a_password_for_a_proxy_is_ignored() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    let page = Answer::of(caller.get("/")).await;
    let (style, poster) = (
        style_of(&page.text).to_owned(),
        format!("/posters/{}.svg", event.slug),
    );
    let (checkout, of_api, live) = (
        format!("/checkout/{id}"),
        format!("/api/v1/bookings/{id}"),
        format!("/api/v1/events/{}/seats/live", event.id),
    );
    for sign_in in PROXY_SIGN_INS {
        for path in [
            "/",
            &style,
            "/favicon.svg",
            &poster,
            "/bookings",
            &checkout,
            &of_api,
            "/api/v1/events",
            &live,
        ] {
            // Compares only the status, because a live stream does not end.
            let [with, without] = [
                caller.get(path).header("authorization", sign_in),
                caller.get(path),
            ];
            let [with, without] = [
                with.send().await.expect("an answer").status(),
                without.send().await.expect("an answer").status(),
            ];
            assert_eq!(with, without, "{path} with {sign_in}");
            // Without a built site, there is no style sheet.
            assert!(
                with.is_success() || path == style || path == "/favicon.svg",
                "{path}: {with}"
            );
        }
        for way in ways(&caller, &event) {
            let held = Answer::of(way.header("authorization", sign_in)).await;
            assert!(
                matches!(
                    held.status,
                    StatusCode::CREATED | StatusCode::SEE_OTHER | StatusCode::OK
                ),
                "{} {}",
                held.status,
                held.text
            );
            assert!(!held.told_at().contains("problem"), "{:?}", held.headers);
        }
    }
}

/// The session cookie of an answer, as a browser sends it back.
fn cookie(answer: &Answer) -> &str {
    answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
}

#[tokio::test]
async fn with_tls_the_cookie_is_for_this_host_and_a_buyer_with_an_old_one_keeps_their_bookings() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let before = shop.caller().ask(&event, json!({"seats": [1]})).await;
    let old = cookie(&before);
    assert!(old.starts_with("frontrow_session="), "{old}");

    let secure = Config {
        public_url: Some(SITE.parse().expect("an address")),
        ..Config::default()
    };
    let caller = shop.caller_of_another_server(secure).await;
    let page = Answer::of(caller.get("/bookings").header("cookie", old)).await;
    let new = cookie(&page);
    assert!(
        new.starts_with("__Host-frontrow_session="),
        "{:?}",
        page.headers
    );
    assert!(
        page.header("set-cookie").contains("; Path=/;")
            && page.header("set-cookie").ends_with("; Secure")
    );
    assert!(!page.header("set-cookie").contains("Domain"));

    let mine = async |cookie: &str| {
        Answer::of(caller.get("/api/v1/bookings").header("cookie", cookie))
            .await
            .body["bookings"]
            .clone()
    };
    assert_eq!(mine(new).await[0]["id"], before.body["booking"]["id"]);
    assert_eq!(
        mine(old).await[0]["id"],
        before.body["booking"]["id"],
        "until the next page the old one counts"
    );
    // Under the plain name, which any neighbour of this host can set, the new value is invalid.
    let planted = new.strip_prefix("__Host-").expect("checked above");
    assert_eq!(mine(planted).await, json!([]));
    // A cookie that a neighbour sets does not replace this host's own.
    let stranger = shop.caller().ask(&event, json!({"seats": [2]})).await;
    assert_eq!(
        mine(&format!("{}; {new}", cookie(&stranger))).await[0]["id"],
        before.body["booking"]["id"]
    );
}
