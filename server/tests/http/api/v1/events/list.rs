//! `GET /api/v1/events`

use serde_json::json;
use testing::Hall;

use crate::shop::{Answer, Shop, members};

#[tokio::test]
async fn an_event_in_the_list_has_the_members_of_the_contract() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = Answer::of(shop.caller().get("/api/v1/events")).await;
    answer.is_ok();
    assert_eq!(
        members(&answer.body),
        ["engine", "events", "limit", "next_cursor"]
    );
    assert_eq!(
        (&answer.body["limit"], &answer.body["engine"]),
        (&json!(20), &json!("postgres"))
    );
    let listed = &answer.body["events"][0];
    let expected = [
        "category",
        "ends_at",
        "id",
        "on_sale_at",
        "on_sale_utc_offset_seconds",
        "performers",
        "price_from",
        "sale_status",
        "seats_available",
        "slug",
        "starts_at",
        "timezone",
        "title",
        "utc_offset_seconds",
        "venue",
    ];
    assert_eq!(members(listed), expected);
    assert_eq!(
        members(&listed["venue"]),
        ["city", "country", "id", "lat", "lon", "name"]
    );
    assert_eq!(listed["id"], json!(event.id));
    assert_eq!(
        listed["price_from"],
        json!({"amount": 3000, "currency": "EUR"})
    );
    assert_eq!(
        (&listed["seats_available"], &listed["sale_status"]),
        (&json!(100), &json!("on_sale"))
    );
}

#[tokio::test]
async fn pages_follow_each_other_by_their_cursor() {
    let shop = Shop::open().await;
    for _ in 0..3 {
        shop.event().await;
    }
    let caller = shop.caller();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    for _ in 0..3 {
        let page = Answer::of(caller.get(&format!("/api/v1/events?limit=1&cursor={cursor}"))).await;
        seen.push(page.is_ok().body["events"][0]["id"].clone());
        cursor = page.body["next_cursor"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
    }
    assert_eq!(cursor, "");
    seen.dedup();
    assert_eq!(seen.len(), 3);
    Answer::of(caller.get("/api/v1/events?cursor=made-up"))
        .await
        .is_problem(422, "invalid_request")
        .names("cursor");
}

#[tokio::test]
async fn one_answer_names_all_invalid_parameters() {
    let caller = Shop::open().await.caller();
    let answer = Answer::of(caller.get("/api/v1/events?limit=0&near=here&colour=red")).await;
    answer
        .is_problem(422, "invalid_request")
        .names("limit")
        .names("near")
        .names("colour");
}

/// The year -9999 is a valid time for programs, but not for the database.
#[tokio::test]
async fn times_beyond_all_calendars_are_refused() {
    let shop = Shop::open().await;
    shop.event().await;
    let caller = shop.caller();
    let refused = async |query: &str, field: &str| {
        Answer::of(caller.get(&format!("/api/v1/events?{query}")))
            .await
            .is_problem(422, "invalid_request")
            .names(field);
    };
    refused("from=-9999-01-01", "from").await;
    refused("to=9999-12-31T23:59:59-23:00", "to").await;
    // Forged cursors: one with such a search time, one after an event at such a time.
    refused(
        "cursor=UG9zdGdyZXMgRGF0ZSAtMzc3NzA1MTE2ODAwMDAwMDAwIDAgMCAwIDAgMCAwIDE",
        "cursor",
    )
    .await;
    refused("cursor=UG9zdGdyZXMgRGF0ZSAxODAwMDAwMDAwMDAwMDAwIDAgMCAwIC0zNzc3MDUxMTY4MDAwMDAwMDAgMCAwIDE", "cursor").await;
}

#[tokio::test]
async fn filters_select_events() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    Hall {
        on_sale_in: time::Duration::days(1),
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let caller = shop.caller();
    let count = async |query: &str| {
        let answer = Answer::of(caller.get(&format!("/api/v1/events?{query}"))).await;
        answer.is_ok().body["events"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(count("q=evening").await, 2);
    assert_eq!(count("q=xylophone").await, 0);
    assert_eq!(count(&format!("venue={}", event.venue)).await, 2);
    assert_eq!(count("venue=999").await, 0);
    assert_eq!(count("category=concert").await, 2);
    assert_eq!(count("max_price=2999").await, 0);
    assert_eq!(count("near=60.98,25.66&radius_km=5").await, 2);
    assert_eq!(count("near=0,0&radius_km=5").await, 0);
    assert_eq!(
        count("to=2020-01-01T00:00:00Z&from=2019-01-01T00:00:00Z").await,
        0
    );
}

#[tokio::test]
async fn a_caller_who_has_the_list_gets_304() {
    let shop = Shop::open().await;
    shop.event().await;
    let caller = shop.caller();
    let first = Answer::of(caller.get("/api/v1/events")).await;
    assert!(
        first.header("cache-control").starts_with("public"),
        "{:?}",
        first.headers
    );
    assert!(
        first.headers.get("set-cookie").is_none(),
        "a response that caches may share sets no cookie"
    );
    let again = Answer::of(
        caller
            .get("/api/v1/events")
            .header("if-none-match", first.header("etag")),
    )
    .await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn an_empty_value_is_not_the_same_as_no_value() {
    let shop = Shop::open().await;
    shop.event().await;
    let caller = shop.caller();
    let names = [
        "venue",
        "performer",
        "category",
        "from",
        "to",
        "near",
        "radius_km",
        "max_price",
        "sort",
        "on_sale",
        "facets",
        "limit",
    ];
    for name in names {
        Answer::of(caller.get(&format!("/api/v1/events?{name}=")))
            .await
            .is_problem(422, "invalid_request")
            .names(name);
    }
    // These two allow empty values: an empty search field, and the first page's cursor.
    Answer::of(caller.get("/api/v1/events?q=&cursor="))
        .await
        .is_ok();
}

#[tokio::test]
async fn a_number_has_one_spelling() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    for path in [
        "/api/v1/events/{}",
        "/api/v1/events/{}/seats",
        "/api/v1/events/{}/levels",
        "/events/{}",
    ] {
        let get = async |id: String| {
            Answer::of(caller.get(&path.replace("{}", &id)))
                .await
                .status
                .as_u16()
        };
        assert_eq!(get(event.id.to_string()).await, 200, "{path}");
        for id in [
            format!("0{}", event.id),
            format!("+{}", event.id),
            format!("%2B{}", event.id),
        ] {
            assert_eq!(get(id.clone()).await, 404, "{path} {id}");
        }
    }
    Answer::of(caller.get(&format!("/api/v1/events?venue=0{}", event.venue)))
        .await
        .is_problem(422, "invalid_request")
        .names("venue");
}

/// The answer must not be many times as large as the request.
#[tokio::test]
async fn a_refusal_does_not_repeat_the_whole_request() {
    let caller = Shop::open().await.caller();
    let many: String = (0..3_000)
        .map(|number| format!("&parameter{number}"))
        .collect();
    let answer = Answer::of(caller.get(&format!("/api/v1/events?{many}"))).await;
    answer.is_problem(422, "invalid_request");
    assert_eq!(answer.body["errors"].as_array().map(Vec::len), Some(20));
    assert!(answer.text.len() < 10_000, "{}", answer.text.len());
    let long = Answer::of(caller.get(&format!("/api/v1/events?{}=1", "ä".repeat(8_000)))).await;
    long.is_problem(422, "invalid_request");
    assert!(long.text.len() < 3_000, "{}", long.text.len());
    Answer::of(caller.get(&format!("/api/v1/events?q={}", "x".repeat(60_000))))
        .await
        .is_problem(422, "invalid_request")
        .names("q");
}

#[tokio::test]
async fn a_search_that_would_wait_too_long_is_refused_with_a_retry_time() {
    let shop = Shop::open().await;
    shop.event().await;
    let caller = shop.caller();
    let lock = shop.database.lock("search_document").await;
    let search = |number| Answer::of(caller.get(&format!("/api/v1/events?q=evening{number}")));
    // More searches than connections for them. Each keeps its connection for the time limit of a
    // search.
    let answers = futures::future::join_all((0..testing::cases(12)).map(search)).await;
    for answer in &answers {
        assert_eq!(answer.is_problem(503, "busy").header("retry-after"), "1");
    }
    lock.release().await;
    Answer::of(caller.get("/api/v1/events?q=evening"))
        .await
        .is_ok();
}
