//! Pages that everybody shares: nobody sees another visitor's data, or an old page.

use reqwest::StatusCode;
use serde_json::json;
use server::config::Config;
use store::operator_actions::Operator;
use testing::{Hall, TestEvent};
use time::Duration;

use crate::shop::{Answer, Caller, Shop};

const SHARED: &str = "public, s-maxage=1, max-age=0";

/// Headers with which callers may claim an identity or a host.
const CLAIMS: [&[(&str, &str)]; 3] = [
    &[],
    &[
        ("host", "evil.example"),
        ("accept-language", "ja"),
        ("x-forwarded-proto", "https"),
    ],
    &[
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-for", "192.0.2.7"),
        ("forwarded", "host=evil.example"),
    ],
];

/// Every order of three.
const ORDERS: [[usize; 3]; 6] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];

/// An uncompressed page.
async fn page(caller: &Caller, path: &str, headers: &[(&str, &str)]) -> Answer {
    let get = headers.iter().fold(caller.get(path), |get, (name, value)| {
        get.header(*name, *value)
    });
    Answer::of(get).await
}

/// A visitor with a session and a hold: the cookie header without the hold's cookie, the header
/// with it, and the booking.
async fn holder(shop: &Shop, event: &TestEvent, seat: u32) -> (String, String, String) {
    let held = shop.caller().ask(event, json!({"seats": [seat]})).await;
    let cookies: Vec<_> = held
        .cookies()
        .into_iter()
        .map(|cookie| cookie.split(';').next().unwrap_or_default())
        .collect();
    assert_eq!(cookies.len(), 2, "{:?}", held.headers);
    (
        cookies[0].to_owned(),
        cookies.join("; "),
        held.body["booking"]["id"]
            .as_str()
            .expect("a number")
            .to_owned(),
    )
}

#[tokio::test]
async fn two_visitors_never_see_each_others_data_in_any_order_and_with_any_claims() {
    for public_url in [None, Some("https://tickets.example")] {
        let public_url = public_url.map(|url| url.parse().expect("an address"));
        let shop = Shop::open_with(Config {
            trust_proxy: true,
            public_url,
            ..Config::default()
        })
        .await;
        let event = shop.event().await;
        shop.database
            .execute("insert into performer (slug, name) values ('quartet', 'The Quartet')")
            .await;
        let performer = shop
            .database
            .number("select id::bigint from performer where slug = 'quartet'")
            .await;
        let own = format!("/events/{}", event.slug);
        let (player, with_nonsense) = (format!("/performers/{performer}"), format!("{own}?x=1"));
        let paths = [
            "/",
            own.as_str(),
            "/venues",
            "/venues/town-hall",
            player.as_str(),
            "/?utm_source=letter",
            with_nonsense.as_str(),
        ];

        let (anna, ben) = (
            holder(&shop, &event, 1).await,
            holder(&shop, &event, 2).await,
        );
        let sessions = ["", anna.0.as_str(), ben.0.as_str()];
        let secrets = [
            anna.0.as_str(),
            ben.0.as_str(),
            anna.2.as_str(),
            ben.2.as_str(),
            "evil.example",
            "192.0.2.7",
        ];
        // Requests have no cookie store: the test sets their cookies.
        let caller = shop.caller();
        let clerk = Operator {
            who: "clerk".to_owned(),
            origin: "desk-1".to_owned(),
        };
        for (number, order) in ORDERS.into_iter().enumerate() {
            // A change in the catalogue, after which every page is rendered again for the first
            // visitor.
            let reason = format!("This is order {number}.");
            boxoffice::operating::pause(
                shop.database.pool(),
                &clerk,
                event.id,
                Some(reason.as_str()),
            )
            .await
            .expect("paused");
            let asked = |visitor: usize| {
                let mut headers = CLAIMS[(visitor + number) % CLAIMS.len()].to_vec();
                headers.extend(
                    (!sessions[visitor].is_empty()).then_some(("cookie", sessions[visitor])),
                );
                headers
            };
            while !page(&caller, &own, &asked(order[0]))
                .await
                .text
                .contains(&reason)
            {
                tokio::task::yield_now().await;
            }
            for path in paths {
                let mut first: Option<String> = None;
                for visitor in order {
                    let shown = page(&caller, path, &asked(visitor)).await;
                    assert_eq!(
                        (shown.is_ok().header("cache-control"), shown.cookies().len()),
                        (kept(&shown), 0),
                        "{path}"
                    );
                    // The home page redirects to another language: see `languages.rs`.
                    let home = if path.starts_with("/?") || path == "/" {
                        ", Accept-Language"
                    } else {
                        ""
                    };
                    assert_eq!(
                        shown.header("vary"),
                        format!("Cookie, Accept-Encoding{home}"),
                        "{path}"
                    );
                    for secret in secrets {
                        assert!(
                            !shown.text.contains(secret),
                            "{secret} on {path} for {visitor} in order {order:?}"
                        );
                    }
                    let first = first.get_or_insert_with(|| shown.text.clone());
                    assert_eq!(
                        *first, shown.text,
                        "{path} for {visitor} in order {order:?}"
                    );
                }
            }
            // A visitor with a hold sees it, and no other's.
            for (mine, theirs) in [(&anna, &ben), (&ben, &anna)] {
                let shown = page(&caller, &own, &[("cookie", mine.1.as_str())]).await;
                assert_eq!(shown.is_ok().header("cache-control"), "no-store");
                assert!(
                    shown.text.contains(&mine.2) && !shown.text.contains(&theirs.2),
                    "{}",
                    shown.text
                );
            }
        }
    }
}

/// The cache policy of an answer behind a proxy.
fn kept(answer: &Answer) -> &'static str {
    assert!(
        answer.header("cache-control").starts_with(SHARED),
        "{:?}",
        answer.headers
    );
    "public, s-maxage=1, max-age=0, stale-while-revalidate=8"
}

#[tokio::test]
async fn links_on_a_shared_page_name_the_public_url_or_no_host() {
    for (public_url, site) in [
        (None, ""),
        (Some("https://tickets.example"), "https://tickets.example"),
    ] {
        let public_url = public_url.map(|url: &str| url.parse().expect("an address"));
        let shop = Shop::open_with(Config {
            public_url,
            ..Config::default()
        })
        .await;
        let event = shop.event().await;
        let shown = page(
            &shop.caller(),
            &format!("/events/{}", event.slug),
            &[("host", "evil.example")],
        )
        .await;
        assert_eq!(shown.is_ok().header("cache-control"), SHARED);
        assert!(
            shown.text.contains(&format!(
                r#"<link href="{site}/events/{}" rel="canonical""#,
                event.slug
            )),
            "{}",
            shown.text
        );
    }
}

#[tokio::test]
async fn personal_answers_are_not_cached_for_others() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let own = [
        "/?q=evening",
        "/?category=opera",
        "/?cursor=",
        "/venues?q=hall",
    ];
    for path in own {
        assert_eq!(
            Answer::of(caller.get(path))
                .await
                .is_ok()
                .header("cache-control"),
            "private, no-cache",
            "{path}"
        );
    }
    let shared = format!("/events/{}?problem=sold_out", event.slug);
    let shown = Answer::of(caller.get(&shared)).await;
    assert!(
        shown.is_ok().header("cache-control").starts_with("public")
            && !shown.text.contains("role=\"alert\""),
        "{}",
        shown.text
    );
    for path in [
        "/events/no-such-evening",
        "/venues/no-such-hall",
        "/performers/12345",
    ] {
        let missing = Answer::of(caller.get(path)).await;
        assert_eq!(
            (missing.status, missing.header("cache-control")),
            (StatusCode::NOT_FOUND, "private, no-cache"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_caller_who_has_the_page_gets_304_and_others_get_it_compressed() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, path) = (shop.caller(), format!("/events/{}", event.slug));
    let first = Answer::of(caller.get(&path)).await;
    let again = Answer::of(
        caller
            .get(&path)
            .header("if-none-match", first.is_ok().header("etag")),
    )
    .await;
    assert_eq!(
        (again.status, again.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    for encoding in ["br", "gzip"] {
        let packed = caller
            .get(&path)
            .header("accept-encoding", encoding)
            .send()
            .await
            .expect("an answer");
        assert_eq!(packed.headers()["content-encoding"], encoding);
        assert!(
            packed.bytes().await.expect("a body").len() < first.text.len() / 2,
            "{encoding}"
        );
    }
}

#[tokio::test]
async fn a_shared_page_shows_times_and_not_countdowns() {
    let shop = Shop::open().await;
    let event = Hall {
        on_sale_in: Duration::days(1),
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let shown = Answer::of(shop.caller().get(&format!("/events/{}", event.slug))).await;
    // Data for its scripts is not part of its text.
    let page: String = shown
        .is_ok()
        .text
        .split("<script")
        .map(|part| part.split_once("</script>").map_or(part, |(_, rest)| rest))
        .collect();
    assert!(
        page.contains("opens_at_ms") && !page.contains("_in_ms"),
        "{page}"
    );
}

#[tokio::test]
async fn no_page_is_cached_beyond_the_opening_of_sales() {
    let shop = Shop::open().await;
    let event = Hall {
        on_sale_in: Duration::seconds(3),
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let (caller, path) = (shop.caller(), format!("/events/{}", event.slug));
    let opens = format!(
        "select (on_sale_at <= clock_timestamp())::int::bigint from event where id = {}",
        event.id
    );
    loop {
        let is_open = shop.database.number(&opens).await == 1;
        let shown = Answer::of(caller.get(&path)).await;
        if is_open {
            assert!(
                shown.is_ok().text.contains(r#"id="seats-title""#),
                "{}",
                shown.text
            );
            return;
        }
        let kept = shown.is_ok().header("cache-control");
        assert!(
            [SHARED, "public, s-maxage=0, max-age=0"].contains(&kept),
            "nothing old may be sent: {kept}"
        );
    }
}
