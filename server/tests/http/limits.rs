//! Rates, and whose page a change comes from.

use reqwest::StatusCode;
use serde_json::json;
use server::config::Config;

use crate::shop::{Answer, Caller, Shop, key};

#[tokio::test]
async fn too_many_changes_from_one_address_are_told_when_to_come_back() {
    let config = Config { changes_per_second: 1, limit_loopback: true, ..Config::default() };
    let caller = Shop::open_with(config).await.caller();
    let mut refused = None;
    for _ in 0..30 {
        let answer = Answer::of(caller.post("/api/v1/sessions")).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a limit");
    refused.is_problem(429, "too_many_requests");
    assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds >= 1));
    Answer::of(caller.get("/api/v1/events")).await.is_ok();
    Answer::of(caller.get("/healthz")).await.is_ok();
}

#[tokio::test]
async fn too_many_streams_from_one_address_are_refused_until_one_is_closed() {
    let config = Config { max_streams_per_ip: 1, limit_loopback: true, ..Config::default() };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let (caller, path) = (shop.caller(), format!("/api/v1/events/{}/seats/live", event.id));
    let first = caller.get(&path).send().await.expect("a stream");
    assert_eq!(first.status(), 200);
    Answer::of(caller.get(&path)).await.is_problem(429, "too_many_requests");
    drop(first);
    for _ in 0..100 {
        if caller.get(&path).send().await.expect("an answer").status() == 200 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the closed stream is still counted");
}

async fn hold_as(caller: &Caller, event: &testing::TestEvent, headers: &[(&str, String)]) -> Answer {
    let path = format!("/api/v1/events/{}/bookings", event.id);
    let post = caller.post(&path).header("idempotency-key", key()).json(&json!({"best_available": {"quantity": 1}}));
    Answer::of(headers.iter().fold(post, |post, (name, value)| post.header(*name, value))).await
}

#[tokio::test]
async fn changes_are_taken_from_this_sites_pages_and_from_programs_only() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let own = format!("http://{}", caller.host());
    let evil = "https://evil.example".to_owned();
    hold_as(&caller, &event, &[("origin", evil)]).await.is_problem(403, "cross_origin");
    hold_as(&caller, &event, &[("origin", "null".to_owned())]).await.is_problem(403, "cross_origin");
    hold_as(&caller, &event, &[("sec-fetch-site", "cross-site".to_owned())]).await.is_problem(403, "cross_origin");
    hold_as(&caller, &event, &[("origin", own), ("sec-fetch-site", "same-origin".to_owned())]).await.is_ok();
    hold_as(&caller, &event, &[]).await.is_ok();
}

#[tokio::test]
async fn a_trusted_proxy_makes_the_cookie_secure() {
    let shop = Shop::open_with(Config { trust_proxy: true, ..Config::default() }).await;
    let event = shop.event().await;
    let answer = hold_as(&shop.caller(), &event, &[("x-forwarded-proto", "https".to_owned())]).await;
    assert!(answer.header("set-cookie").ends_with("; Secure"), "{:?}", answer.headers);
}
