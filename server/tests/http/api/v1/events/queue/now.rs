//! `GET /api/v1/events/{id}/queue/now`

use domain::waiting::{AGAIN_MS, LineNow, RoomState};
use reqwest::Method;
use server::config::Config;
use store::waiting::rooms::RoomSwitch;

use crate::{line::LineShop, shop::Answer};

#[tokio::test]
async fn everybody_gets_the_same_small_answer_for_the_state_of_the_line() {
    let line = LineShop::open(1).await;
    let fan = line.shop.caller();
    line.join(&fan).await.is_ok();
    let (path, stranger) = (line.path("/now"), line.shop.caller());
    for caller in [&fan, &stranger] {
        let answer = Answer::of(caller.get(&path)).await;
        let now: LineNow = serde_json::from_str(&answer.is_ok().text).expect("the state of a line");
        assert_eq!((now.state, now.again_ms), (RoomState::Open, AGAIN_MS));
        assert_eq!(
            (
                answer.header("cache-control"),
                answer.header("content-type")
            ),
            ("public, max-age=1", "application/json")
        );
        assert_eq!(answer.cookies(), [""; 0]);
        assert!(answer.text.len() < 640, "{}", answer.text);
    }
    let head = Answer::of(fan.request(Method::HEAD, &path)).await;
    assert!(
        head.is_ok().text.is_empty()
            && head
                .header("content-length")
                .parse::<usize>()
                .is_ok_and(|length| length > 100)
    );
    Answer::of(fan.post(&path))
        .await
        .is_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn no_limit_applies_to_requests_for_the_state_of_the_line() {
    let config = Config {
        reads_per_second: 1,
        limit_loopback: true,
        ..Config::default()
    };
    let line = LineShop::open_with(config, 1).await;
    let caller = line.shop.caller();
    for _ in 0..30 {
        Answer::of(caller.get(&line.path("/now"))).await.is_ok();
    }
}

#[tokio::test]
async fn without_a_room_the_answer_is_cacheable_too() {
    let line = LineShop::open(1).await;
    line.switch(&RoomSwitch::default()).await;
    let answer = Answer::of(line.shop.caller().get(&line.path("/now"))).await;
    assert_eq!(
        answer.is_problem(404, "not_found").header("cache-control"),
        "public, max-age=1"
    );
    Answer::of(line.shop.caller().get("/api/v1/events/many/queue/now"))
        .await
        .is_problem(404, "not_found");
}
