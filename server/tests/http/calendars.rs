//! Calendars that a fan subscribes to: `/venues/SLUG.ics`, `/performers/ID.ics` and `/events.ics`

use reqwest::StatusCode;
use server::config::Config;
use testing::Hall;
use time::Duration;

use crate::shop::{Answer, Caller, Shop};

const SITE: &str = "https://tickets.example";

async fn public_shop() -> Shop {
    Shop::open_with(Config {
        public_url: Some(SITE.parse().expect("an address")),
        ..Config::default()
    })
    .await
}

/// A calendar with its folded lines joined.
async fn calendar(caller: &Caller, path: &str) -> String {
    let answer = Answer::of(caller.get(path)).await;
    assert_eq!(
        answer.is_ok().header("content-type"),
        "text/calendar; charset=utf-8",
        "{path}"
    );
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=60",
        "{path}"
    );
    answer.text.replace("\r\n ", "")
}

/// The numbers of its events.
fn events(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| {
            line.strip_prefix("UID:event-")?
                .strip_suffix("@tickets.example")
        })
        .collect()
}

#[tokio::test]
async fn a_fan_subscribes_to_a_venue_a_performer_and_a_list() {
    let shop = public_shop().await;
    let event = shop.event().await;
    shop.database
        .execute("insert into performer (slug, name) values ('quartet', 'The Quartet')")
        .await;
    let performer = shop
        .database
        .number("select id::bigint from performer where slug = 'quartet'")
        .await;
    shop.database
        .execute(&format!(
            "insert into event_performer values ({}, {performer}, 0)",
            event.id
        ))
        .await;
    let other = shop.event().await;
    let (one, two) = (event.id.to_string(), other.id.to_string());
    let caller = shop.caller();
    for (path, name, expected) in [
        (
            "/venues/town-hall.ics".to_owned(),
            "Town Hall",
            vec![one.as_str(), two.as_str()],
        ),
        (
            format!("/performers/{performer}.ics"),
            "The Quartet",
            vec![one.as_str()],
        ),
        (
            "/events.ics".to_owned(),
            "What’s on",
            vec![one.as_str(), two.as_str()],
        ),
        (
            "/events.ics?q=quartet".to_owned(),
            "What’s on: “quartet”",
            vec![one.as_str()],
        ),
        (
            "/events.ics?category=opera".to_owned(),
            "What’s on: Opera",
            vec![],
        ),
        (
            "/events.ics?max_price=2999&category=nothing-like-this".to_owned(),
            "What’s on: nothing-like-this\\, Under €29.99",
            vec![],
        ),
    ] {
        let text = calendar(&caller, &path).await;
        assert_eq!(events(&text), expected, "{path}: {text}");
        assert!(
            text.lines()
                .any(|line| line == format!("X-WR-CALNAME:{name}")),
            "{path}: {text}"
        );
        assert!(
            text.lines()
                .any(|line| line == "REFRESH-INTERVAL;VALUE=DURATION:PT1H"),
            "{path}: {text}"
        );
    }
    let text = calendar(&caller, "/venues/town-hall.ics").await;
    for line in [
        "SUMMARY:An evening".to_owned(),
        "LOCATION:Town Hall\\, 1 High Street\\, Lahti".to_owned(),
        format!("URL:{SITE}/events/{}", event.slug),
        "STATUS:CONFIRMED".to_owned(),
    ] {
        assert!(text.lines().any(|own| own == line), "{line} in {text}");
    }
    assert!(
        text.contains("(Europe/Helsinki)") && !text.contains("Sales open"),
        "{text}"
    );
}

#[tokio::test]
async fn a_calendar_has_the_opening_of_sales_and_marks_cancelled_events() {
    let shop = public_shop().await;
    let coming = Hall {
        on_sale_in: Duration::days(3),
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let cancelled = shop.event().await;
    shop.database
        .execute(&format!(
            "update event set cancelled_at = now() where id = {}",
            cancelled.id
        ))
        .await;
    let text = calendar(&shop.caller(), "/venues/town-hall.ics").await;
    assert!(
        text.contains(&format!("UID:sale-{}@tickets.example", coming.id)),
        "{text}"
    );
    assert!(text.contains("SUMMARY:Sales open: An evening"), "{text}");
    assert!(
        !text.contains(&format!("UID:sale-{}@", cancelled.id)),
        "{text}"
    );
    assert_eq!(text.matches("STATUS:CANCELLED").count(), 1, "{text}");
    assert!(text.contains("SUMMARY:Cancelled: An evening"), "{text}");
}

#[tokio::test]
async fn a_calendar_has_the_next_events_of_several_pages_of_the_list() {
    let shop = public_shop().await;
    for _ in 0..101 {
        Hall {
            rows: 1,
            seats: 1,
            ..Hall::default()
        }
        .open(&shop.database)
        .await;
    }
    let text = calendar(&shop.caller(), "/events.ics").await;
    assert_eq!(events(&text).len(), 101);
    assert!(text.contains("at most 500 events"), "{text}");
}

#[tokio::test]
async fn a_caller_who_has_the_calendar_gets_304() {
    let shop = public_shop().await;
    shop.event().await;
    let caller = shop.caller();
    for path in ["/venues/town-hall.ics", "/events.ics?category=concert"] {
        let first = Answer::of(caller.get(path)).await;
        let again = Answer::of(
            caller
                .get(path)
                .header("if-none-match", first.is_ok().header("etag")),
        )
        .await;
        assert_eq!(
            (again.status, again.text.as_str()),
            (StatusCode::NOT_MODIFIED, ""),
            "{path}"
        );
        // Another server writes the same calendar.
        let config = Config {
            public_url: Some(SITE.parse().expect("an address")),
            ..Config::default()
        };
        let other = Answer::of(shop.caller_of_another_server(config).await.get(path)).await;
        assert_eq!(other.is_ok().header("etag"), first.header("etag"), "{path}");
    }
}

#[tokio::test]
async fn a_calendar_of_a_search_or_of_filters_pushes_no_page_out_of_memory() {
    let shop = public_shop().await;
    shop.event().await;
    let (caller, operator) = (shop.caller(), shop.operator().await);
    let kept = async || {
        let metrics = Answer::of(operator.get("/metrics")).await.text;
        metrics
            .lines()
            .find(|line| line.starts_with("frontrow_shared_body_builds_total "))
            .map(str::to_owned)
    };
    calendar(&caller, "/events.ics").await;
    let before = kept().await;
    assert!(before.is_some(), "what everybody shares is kept");
    for path in [
        "/events.ics?q=evening",
        "/events.ics?near=60.98,25.66",
        "/events.ics?category=concert",
    ] {
        calendar(&caller, path).await;
    }
    assert_eq!(kept().await, before);
}

#[tokio::test]
async fn a_venue_or_performer_without_a_page_has_no_calendar() {
    let shop = public_shop().await;
    let caller = shop.caller();
    for path in ["/venues/no-such-hall.ics", "/performers/12345.ics"] {
        Answer::of(caller.get(path))
            .await
            .is_problem(404, "not_found");
    }
    assert_eq!(
        Answer::of(caller.get("/performers/seven.ics")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn lists_link_to_their_calendars() {
    let shop = public_shop().await;
    let event = shop.event().await;
    shop.database
        .execute("insert into performer (slug, name) values ('quartet', 'The Quartet')")
        .await;
    let performer = shop
        .database
        .number("select id::bigint from performer where slug = 'quartet'")
        .await;
    shop.database
        .execute(&format!(
            "insert into event_performer values ({}, {performer}, 0)",
            event.id
        ))
        .await;
    let caller = shop.caller();
    for (page, calendar) in [
        ("/".to_owned(), "/events.ics".to_owned()),
        (
            "/?category=concert&sort=price".to_owned(),
            "/events.ics?category=concert".to_owned(),
        ),
        (
            "/venues/town-hall".to_owned(),
            "/venues/town-hall.ics".to_owned(),
        ),
        (
            format!("/performers/{performer}"),
            format!("/performers/{performer}.ics"),
        ),
    ] {
        let shown = Answer::of(caller.get(&page)).await;
        assert!(
            shown.is_ok().text.contains(&format!("href=\"{calendar}\"")),
            "{calendar} on {page}: {}",
            shown.text
        );
    }
}

#[tokio::test]
async fn without_a_public_address_a_calendar_never_contains_the_callers_host() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = Answer::of(
        shop.caller()
            .get("/venues/town-hall.ics")
            .header("host", "evil.example"),
    )
    .await;
    let text = &answer.is_ok().text;
    assert!(
        text.contains(&format!("UID:event-{}@frontrow", event.id))
            && !text.contains("evil.example"),
        "{text}"
    );
}
