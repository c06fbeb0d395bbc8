//! Pages and their files.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::moment;
use reqwest::Method;
use serde_json::json;
use server::config::Config;
use sha2::{Digest, Sha256};
use store::operator_actions::Operator;
use testing::Hall;
use ui::{format, texts::LANGUAGES};

use crate::shop::{Answer, GOOD_CARD, Shop, key};

/// The `Accept` header of a browser that opens a page.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn a_page_has_its_policy_and_begins_no_session() {
    let shop = Shop::open().await;
    shop.event().await;
    let page = Answer::of(shop.caller().get("/")).await;
    page.is_ok();
    assert!(page.header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy").to_owned();
    for rule in [
        "default-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'self'",
    ] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    assert_eq!(page.header("set-cookie"), "");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(
        !page.header("referrer-policy").is_empty() && !page.header("permissions-policy").is_empty()
    );
    assert!(
        !page.text.contains(" style=\""),
        "no inline style, which the policy forbids"
    );
    assert!(!page.header("x-request-id").is_empty());
}

/// The inline scripts of a page that browsers run: without a file, and not data.
pub fn scripts_within(page: &str) -> Vec<&str> {
    let elements = page
        .split("<script")
        .skip(1)
        .filter_map(|rest| rest.split_once('>'));
    let within = elements.filter(|(attributes, _)| {
        !attributes.contains("src=") && !attributes.contains("application/")
    });
    within
        .filter_map(|(_, rest)| Some(rest.split_once("</script>")?.0))
        .collect()
}

#[tokio::test]
async fn the_policy_of_a_page_names_exactly_the_hashes_of_the_scripts_in_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let held = buyer.hold(&event, &[1]).await;
    let paid = buyer.hold(&event, &[2]).await;
    buyer.pay(&paid, GOOD_CARD).await.is_ok();
    let (held, paid) = (
        held["id"].as_str().expect("a number"),
        paid["id"].as_str().expect("a number"),
    );
    let event_page = format!("/events/{}", event.slug);
    let scripts_at = async |path: &str| -> Vec<String> {
        let page = Answer::of(buyer.get(path).header("accept", BROWSER)).await;
        scripts_within(&page.text).into_iter().map(sha256).collect()
    };
    // All pages have the same policy, but some scripts are only on some pages: two on event pages,
    // and one on the checkout.
    let elsewhere = scripts_at("/").await;
    let mut on_some_pages = scripts_at(&event_page).await;
    on_some_pages.extend(scripts_at(&format!("/checkout/{held}")).await);
    on_some_pages.retain(|script| !elsewhere.contains(script));
    assert_eq!(on_some_pages.len(), 3);
    for path in [
        "/",
        "/?q=evening",
        "/?view=calendar",
        &event_page,
        "/venues",
        "/venues/town-hall",
        "/performers/1",
        &format!("/checkout/{held}"),
        &format!("/bookings/{held}"),
        &format!("/bookings/{paid}"),
        "/bookings",
        "/nowhere",
        "/api/docs",
    ] {
        let page = Answer::of(buyer.get(path).header("accept", BROWSER)).await;
        let policy = page.header("content-security-policy");
        let mut allowed: Vec<&str> = policy
            .split('\'')
            .filter(|source| source.starts_with("sha256-"))
            .collect();
        let mut scripts: Vec<String> = scripts_within(&page.text).into_iter().map(sha256).collect();
        allowed.retain(|source| {
            !on_some_pages.iter().any(|script| script == source)
                || scripts.iter().any(|script| script == source)
        });
        allowed.sort_unstable();
        scripts.sort_unstable();
        assert_eq!(scripts, allowed, "{path}");
        assert!(
            !policy.contains("nonce") && !page.text.contains("nonce"),
            "{path}"
        );
    }
}

/// A script's hash as a policy names it.
pub fn sha256(script: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(script)))
}

#[tokio::test]
async fn pages_that_show_holds_are_never_cached() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    caller.hold(&event, &[1]).await;
    for path in [
        "/bookings".to_owned(),
        format!("/events/{}", event.slug),
        format!("/events/{}", event.id),
    ] {
        let page = Answer::of(caller.get(&path)).await;
        assert_eq!(page.is_ok().header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn pages_show_the_end_of_a_hold_by_the_clock_of_the_venue() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    let offset = shop
        .database
        .number("select utc_offset('Europe/Helsinki', expires_at)::bigint from booking")
        .await;
    let end = booking["expires_at"].as_str().and_then(moment::parse);
    let end = format::local(
        end.expect("a moment"),
        i32::try_from(offset).expect("an offset"),
    );
    for language in LANGUAGES.iter().copied() {
        let clock = language.clock_with_seconds(end.hour(), end.minute(), end.second());
        let until = format!("{clock} ({})", format::zone(end));
        for path in [
            format!("/checkout/{id}"),
            format!("/bookings/{id}"),
            format!("/events/{}", event.slug),
        ] {
            let page = Answer::of(buyer.get(&language.address(&path))).await;
            assert!(
                page.is_ok().text.contains(&until),
                "{until} on {path}: {}",
                page.text
            );
        }
    }
}

#[tokio::test]
async fn a_hold_sets_a_cookie_for_its_event_and_release_and_payment_clear_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let of_hold = |answer: &Answer| {
        let cookies = answer
            .cookies()
            .into_iter()
            .filter(|cookie| cookie.starts_with("frontrow_hold_"));
        cookies.map(str::to_owned).collect::<Vec<_>>()
    };
    let set = |answer: &Answer| {
        let cookies = of_hold(answer);
        assert_eq!(cookies.len(), 1, "{:?}", answer.headers);
        assert!(
            cookies[0].starts_with(&format!("frontrow_hold_{}_", event.id))
                && cookies[0].contains("HttpOnly"),
            "{cookies:?}"
        );
        (
            cookies[0].split('=').next().unwrap_or_default().to_owned(),
            cookies[0].contains("Max-Age=0;"),
        )
    };
    let buyer = shop.caller().begin().await;
    let booking = |answer: &Answer| answer.is_ok().body["booking"].clone();
    let (one, two) = (
        buyer.ask(&event, json!({"seats": [1]})).await,
        buyer.ask(&event, json!({"seats": [2]})).await,
    );
    let form = buyer
        .form(&format!("/events/{}/hold", event.slug), &[("seat", "3")])
        .await;
    let wish = json!({"event": event.id, "request": {"seats": [4]}, "key": "page-1"});
    let page = Answer::of(buyer.post("/api/fn/hold").json(&wish)).await;
    let begun: Vec<_> = [&one, &two, &form, &page].into_iter().map(set).collect();
    assert!(begun.iter().all(|(_, is_over)| !is_over), "{begun:?}");

    let path = format!(
        "/api/v1/bookings/{}",
        booking(&one)["id"].as_str().expect("a number")
    );
    let ended = [
        Answer::of(buyer.request(Method::DELETE, &path)).await,
        buyer.pay(&booking(&two), GOOD_CARD).await,
        buyer
            .form(
                &format!(
                    "{}/release",
                    form.header("location").replace("/checkout/", "/bookings/")
                ),
                &[],
            )
            .await,
        Answer::of(
            buyer
                .post("/api/fn/release")
                .json(&json!({"id": page.body["id"]})),
        )
        .await,
    ];
    for (answer, (name, _)) in ended.iter().zip(begun) {
        assert_eq!(set(answer), (name, true), "{}", answer.text);
    }

    // A program needs no cookie.
    let session = Answer::of(shop.caller().post("/api/v1/sessions")).await;
    let program = shop
        .caller()
        .with_token(session.body["token"].as_str().expect("a token"));
    assert_eq!(
        program
            .ask(&event, json!({"seats": [9]}))
            .await
            .is_ok()
            .cookies(),
        [""; 0]
    );
}

#[tokio::test]
async fn answers_below_a_kilobyte_are_not_compressed_but_personal_pages_are() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let path = format!("/api/v1/events/{}/bookings", event.id);
    let hold = buyer
        .post(&path)
        .header("idempotency-key", key())
        .header("accept-encoding", "br")
        .json(&json!({"seats": [1]}));
    let held = Answer::of(hold).await;
    assert_eq!(
        (held.status.as_u16(), held.header("content-encoding")),
        (201, ""),
        "{}",
        held.text
    );
    for path in [
        format!("/events/{}", event.slug),
        "/?q=evening".to_owned(),
        "/bookings".to_owned(),
    ] {
        let page = buyer
            .get(&path)
            .header("accept-encoding", "br")
            .send()
            .await
            .expect("an answer");
        assert_eq!(page.headers()["content-encoding"], "br", "{path}");
    }
}

#[tokio::test]
async fn an_event_has_a_page_and_a_poster() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let page = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    assert!(page.is_ok().text.contains("An evening"));
    let poster = Answer::of(caller.get(&format!("/posters/{}.svg", event.slug))).await;
    assert_eq!(poster.is_ok().header("content-type"), "image/svg+xml");
    assert!(poster.text.starts_with("<svg"));
    Answer::of(caller.get("/posters/none.svg"))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn a_page_names_what_its_hall_loads_and_preloads_none_of_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let page = Answer::of(shop.caller().get(&format!("/events/{}", event.slug))).await;
    let tags = |start: &str| {
        let found = page.text.split('<').filter(|tag| tag.starts_with(start));
        found.map(str::to_owned).collect::<Vec<_>>()
    };
    let names: Vec<String> = tags("meta ")
        .into_iter()
        .filter(|tag| tag.contains(r#"name="ahead""#))
        .collect();
    for file in [".wasm\"", "/seating-plans/", "/levels\""] {
        let count = names.iter().filter(|name| name.contains(file)).count();
        assert!(count > 0, "{file} in {names:?}");
        let links = tags("link ");
        assert!(links.iter().all(|link| !link.contains(file)), "{links:?}");
    }
}

#[tokio::test]
async fn a_venue_with_many_events_links_to_the_next_page() {
    let shop = Shop::open().await;
    for _ in 0..101 {
        Hall {
            rows: 1,
            seats: 1,
            ..Hall::default()
        }
        .open(&shop.database)
        .await;
    }
    let caller = shop.caller();
    let shown = |page: &Answer| page.text.matches("href=\"/events/evening-").count();
    let first = Answer::of(caller.get("/venues/town-hall")).await;
    let each = shown(first.is_ok()) / 100;
    assert!(each > 0, "{}", first.text);
    let next = first
        .text
        .split("href=\"?cursor=")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a way to the rest");
    let rest = Answer::of(caller.get(&format!("/venues/town-hall?cursor={next}"))).await;
    assert_eq!(shown(rest.is_ok()), each, "one event is left");
    assert!(
        !rest.text.contains("href=\"?cursor="),
        "and nothing after it"
    );
}

#[tokio::test]
async fn an_event_has_a_share_card_and_structured_data() {
    let site = "https://tickets.example";
    let shop = Shop::open_with(Config {
        public_url: Some(site.parse().expect("an address")),
        ..Config::default()
    })
    .await;
    let event = shop.event().await;
    let caller = shop.caller();
    let page = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    for tag in [
        format!(
            r#"<meta property="og:url" content="{site}/events/{}""#,
            event.slug
        ),
        format!(
            r#"<meta property="og:image" content="{site}/posters/{}.png""#,
            event.slug
        ),
        r#"<meta property="og:title" content="An evening""#.to_owned(),
        format!(
            r#"<link href="{site}/events/{}" rel="canonical""#,
            event.slug
        ),
    ] {
        assert!(page.text.contains(&tag), "{tag} in {}", page.text);
    }
    let card = caller
        .get(&format!("/posters/{}.png", event.slug))
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        (
            card.status().as_u16(),
            card.headers()["content-type"].to_str().expect("text")
        ),
        (200, "image/png")
    );
    assert!(card.bytes().await.expect("a body").starts_with(b"\x89PNG"));
    Answer::of(caller.get("/posters/none.png"))
        .await
        .is_problem(404, "not_found");

    let data = page
        .text
        .split("application/ld+json")
        .nth(1)
        .and_then(|rest| rest.split_once('>'))
        .expect("data")
        .1;
    let data: serde_json::Value =
        serde_json::from_str(data.split("</script>").next().expect("its end")).expect("JSON");
    assert_eq!(
        (data["@type"].as_str(), data["name"].as_str()),
        (Some("MusicEvent"), Some("An evening"))
    );
    assert_eq!(
        data["location"]["address"]["streetAddress"],
        "1 High Street"
    );
    assert_eq!(data["offers"][0]["price"], "60.00");
    assert_eq!(
        data["offers"][0]["availability"],
        "https://schema.org/InStock"
    );
}

#[tokio::test]
async fn browsers_get_errors_as_pages() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let hold = format!("/events/{}/hold", event.slug);
    let evil = ("origin", "https://evil.example");
    for (method, path, more, status) in [
        (Method::POST, "/venues", None, 405),
        (Method::DELETE, "/", None, 405),
        (Method::GET, hold.as_str(), None, 405),
        (Method::POST, "/no/such/page", None, 404),
        (Method::GET, "/posters/none.svg", None, 404),
        (Method::POST, hold.as_str(), Some(evil), 403),
    ] {
        let mut request = caller
            .request(method.clone(), path)
            .header("accept", BROWSER);
        if let Some((name, value)) = more {
            request = request.header(name, value);
        }
        let page = Answer::of(request).await;
        assert_eq!(page.status, status, "{method} {path}");
        assert_eq!(
            page.header("content-type"),
            "text/html; charset=utf-8",
            "{method} {path}"
        );
        assert!(
            page.header("content-security-policy")
                .contains("style-src 'self'"),
            "{method} {path}"
        );
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(
            page.text.contains("<h1>") && page.text.contains("See what is on"),
            "{method} {path}: {}",
            page.text
        );
        assert!(
            !page.text.contains("<script"),
            "an error page has no scripts: {method} {path}"
        );
        assert_eq!(
            !page.header("allow").is_empty(),
            status == 405,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn programs_get_errors_as_problems_whatever_they_request() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.post("/venues").header("accept", "*/*"))
        .await
        .is_problem(405, "method_not_allowed");
    Answer::of(caller.post("/venues"))
        .await
        .is_problem(405, "method_not_allowed");
    let api = caller
        .request(Method::DELETE, "/api/v1/events")
        .header("accept", BROWSER);
    Answer::of(api).await.is_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn a_shortened_address_redirects_to_the_list_of_events() {
    let caller = Shop::open().await.caller();
    let answer = Answer::of(caller.get("/events")).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (308, "/")
    );
    Answer::of(caller.post("/events"))
        .await
        .is_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn an_unknown_address_gets_the_sites_404_page() {
    let caller = Shop::open().await.caller();
    for path in ["/nowhere", "/events/no-such-evening"] {
        let page = Answer::of(caller.get(path)).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{path}"
        );
        assert!(
            page.header("content-security-policy").contains("'sha256-"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_long_search_is_cut_and_never_repeated_in_full() {
    let shop = Shop::open().await;
    shop.event().await;
    let caller = shop.caller();
    let usual = Answer::of(caller.get("/?q=evening"))
        .await
        .is_ok()
        .text
        .len();
    for (name, value) in [
        ("q", "x".repeat(60_000)),
        ("q", "%22%3E".repeat(10_000)),
        ("category", "y".repeat(60_000)),
        ("cursor", "z".repeat(60_000)),
    ] {
        let page = Answer::of(caller.get(&format!("/?{name}={value}"))).await;
        assert!(
            page.is_ok().text.len() < usual + 20_000,
            "{name}: {} after {usual}",
            page.text.len()
        );
    }
}

#[tokio::test]
async fn pages_and_the_api_show_a_pause_with_its_reason_and_holds_are_refused() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    // The server reads the event and keeps it in memory before the pause.
    let before = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    assert!(
        before.text.contains(">Choose your seats<") && !before.text.contains("The sale is paused"),
        "{}",
        before.text
    );

    let anna = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    boxoffice::operating::pause(
        shop.database.pool(),
        &anna,
        event.id,
        Some("We are correcting a <price>."),
    )
    .await
    .expect("paused");
    let page = loop {
        let page = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
        if page.text.contains("The sale is paused") {
            break page;
        }
        tokio::task::yield_now().await;
    };
    assert!(
        page.text.contains("We are correcting a &lt;price&gt;."),
        "{}",
        page.text
    );
    assert!(
        !page.text.contains(">Choose your seats<") && !page.text.contains(">Sold out<"),
        "{}",
        page.text
    );
    let list = loop {
        let list = Answer::of(caller.get("/")).await;
        if list.text.contains("Sale paused") {
            break list;
        }
        tokio::task::yield_now().await;
    };
    assert!(list.text.contains(&event.slug));

    let told = Answer::of(caller.get(&format!("/api/v1/events/{}", event.id))).await;
    assert_eq!(
        told.body["event"]["paused"],
        json!({"reason": "We are correcting a <price>."})
    );
    assert_eq!(
        told.body["event"]["sale_status"],
        json!("on_sale"),
        "the pause has a field of its own"
    );
    let refused = caller.ask(&event, json!({"seats": [1]})).await;
    refused.is_problem(409, "not_on_sale");
}

#[tokio::test]
async fn a_page_reads_bookings_only_for_a_request_with_a_buyer() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (buyer, path) = (shop.caller(), format!("/events/{}", event.slug));
    buyer.hold(&event, &[17]).await;
    Answer::of(buyer.get(&path)).await.is_ok();
    let lock = shop.database.lock("booking").await;
    let visit = Answer::of(shop.caller().get(&path).header("accept", BROWSER));
    let page = tokio::time::timeout(std::time::Duration::from_secs(5), visit)
        .await
        .expect("a page that waits for no booking");
    assert!(page.is_ok().text.contains("An evening"));
    let list = Answer::of(shop.caller().get("/bookings").header("accept", BROWSER));
    let list = tokio::time::timeout(std::time::Duration::from_secs(5), list)
        .await
        .expect("a list that waits for no booking");
    assert!(
        list.is_ok()
            .text
            .contains("No bookings in this browser yet.")
    );
    lock.release().await;
}
