//! `GET /api/v1/events/{id}/seats`

use std::{
    collections::{BTreeSet, HashSet},
    io::Read as _,
    time::{Duration, Instant},
};

use axum::{Router, body::Body, extract::Request};
use http_body_util::BodyExt as _;
use serde_json::json;
use server::{config::Config, router::router, state::AppState};
use testing::{Hall, TestDatabase};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::shop::{Answer, Shop, members};

#[tokio::test]
async fn the_list_has_every_seat_with_its_current_status() {
    let shop = Shop::open().await;
    let event = Hall {
        standing: 50,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let caller = shop.caller();
    caller.hold(&event, &[11]).await;
    let answer = Answer::of(caller.get(&format!("/api/v1/events/{}/seats", event.id))).await;
    assert_eq!(answer.is_ok().header("cache-control"), "no-store");
    assert_eq!(
        members(&answer.body),
        ["areas", "epoch", "seats", "version"]
    );
    assert_eq!(answer.body["seats"].as_array().map(Vec::len), Some(100));
    let expected = json!({"seat": 11, "section": "Stalls", "row": "2", "number": "2", "price_level": event.levels[0], "status": "held"});
    assert_eq!(answer.body["seats"][11], expected);
    assert_eq!(
        answer.body["areas"],
        json!([{"area": "floor", "name": "Floor", "price_level": event.levels[1], "available": 50}])
    );
}

#[tokio::test]
async fn an_unknown_event_has_no_seats() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.get("/api/v1/events/77/seats"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.get("/api/v1/events/x/seats"))
        .await
        .is_problem(404, "not_found");
}

/// Answers of the router that no client has read yet.
async fn unread(
    router: &Router,
    path: &str,
    accept: &'static str,
    count: usize,
) -> Vec<http::Response<Body>> {
    let mut answers = Vec::new();
    for _ in 0..count {
        let request = Request::get(path)
            .header("host", "shop.test")
            .header("accept-encoding", accept);
        let request = request.body(Body::empty()).expect("a request");
        answers.push(router.clone().oneshot(request).await.expect("an answer"));
    }
    answers
}

/// The memory address of the first bytes of an answer's body.
async fn place(answer: &mut http::Response<Body>) -> *const u8 {
    let frame = answer
        .body_mut()
        .frame()
        .await
        .expect("a body")
        .expect("bytes");
    frame.into_data().expect("data").as_ptr()
}

#[tokio::test]
async fn two_hundred_unread_lists_share_their_bytes() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 40,
        seats: 50,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let state = AppState::new(database.box_office().await, Config::default())
        .await
        .expect("the state");
    let router = router(state, CancellationToken::new());
    let path = format!("/api/v1/events/{}/seats", event.id);
    for (accept, encoding) in [
        ("identity", None),
        ("gzip", Some("gzip")),
        ("gzip, br", Some("br")),
    ] {
        let mut answers = unread(&router, &path, accept, 200).await;
        let mut places = HashSet::new();
        for answer in &mut answers {
            assert_eq!(answer.status(), 200);
            assert_eq!(
                answer
                    .headers()
                    .get("content-encoding")
                    .map(|value| value.as_bytes()),
                encoding.map(str::as_bytes)
            );
            places.insert(place(answer).await);
        }
        assert_eq!(places.len(), 1, "one copy for {accept}");
    }
}

#[tokio::test]
async fn a_list_is_serialised_at_most_twice_a_second_and_soon_shows_the_newest_version() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, path) = (shop.caller(), format!("/api/v1/events/{}/seats", event.id));
    let (mut versions, mut held) = (BTreeSet::new(), 0);
    let began = Instant::now();
    while held < 100 {
        // A single buyer may not hold all of them.
        shop.caller().hold(&event, &[held]).await;
        held += 1;
        versions.insert(
            Answer::of(caller.get(&path)).await.is_ok().body["version"]
                .as_i64()
                .expect("a version"),
        );
    }
    let most = began.elapsed().as_millis() / 500 + 2;
    assert!(
        versions.len() as u128 <= most,
        "{} versions, and at most {most} are allowed",
        versions.len()
    );
    let newest = store::seats::position(shop.database.pool(), event.id)
        .await
        .expect("asks")
        .expect("on sale")
        .version;
    let changed = Instant::now();
    let seats = loop {
        let answer = Answer::of(caller.get(&path)).await;
        if answer.body["version"] == newest {
            break answer.body["seats"].clone();
        }
        assert!(
            changed.elapsed() < Duration::from_secs(5),
            "still {}",
            answer.body["version"]
        );
    };
    assert!(
        seats
            .as_array()
            .expect("seats")
            .iter()
            .all(|seat| seat["status"] == "held")
    );
}

#[tokio::test]
async fn a_caller_that_has_the_version_gets_304() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, path) = (shop.caller(), format!("/api/v1/events/{}/seats", event.id));
    for path in [path.clone(), format!("{path}/snapshot")] {
        let first = Answer::of(caller.get(&path)).await;
        assert!(!first.is_ok().header("etag").is_empty());
        let again = Answer::of(
            caller
                .get(&path)
                .header("if-none-match", first.header("etag")),
        )
        .await;
        assert_eq!((again.status.as_u16(), again.text.len()), (304, 0));
    }
}

#[tokio::test]
async fn each_caller_gets_an_encoding_that_it_accepts() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/api/v1/events/{}/seats", event.id);
    let plain = Answer::of(shop.caller().get(&path)).await.text;
    for (accept, encoding) in [
        ("br", "br"),
        ("gzip", "gzip"),
        ("deflate, zstd", ""),
        ("br;q=0", ""),
    ] {
        let answer = shop
            .caller()
            .get(&path)
            .header("accept-encoding", accept)
            .send()
            .await
            .expect("an answer");
        assert_eq!(
            answer
                .headers()
                .get("content-encoding")
                .map_or("", |value| value.to_str().expect("text")),
            encoding
        );
        assert_eq!(answer.headers()["vary"], "accept-encoding");
        let packed = answer.bytes().await.expect("a body");
        let mut unpacked = Vec::new();
        match encoding {
            "br" => {
                brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).expect("brotli, once")
            }
            "gzip" => drop(
                flate2::read::GzDecoder::new(&packed[..])
                    .read_to_end(&mut unpacked)
                    .expect("gzip, once"),
            ),
            _ => unpacked = packed.to_vec(),
        }
        assert_eq!(
            String::from_utf8(unpacked).expect("text"),
            plain,
            "{accept}"
        );
    }
}
