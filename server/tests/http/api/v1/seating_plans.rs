//! `GET /api/v1/seating-plans/{hash}`

use domain::plan::SeatingPlan;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn a_plan_is_what_its_name_says_and_may_be_kept_for_ever() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = Answer::of(shop.caller().get(&format!("/api/v1/seating-plans/{}", event.plan_hash))).await;
    assert_eq!(answer.is_ok().header("cache-control"), "public, max-age=31536000, immutable");
    let plan: SeatingPlan = serde_json::from_str(&answer.text).expect("a plan");
    assert_eq!(plan.hash().as_str(), event.plan_hash);
}

#[tokio::test]
async fn what_is_no_hash_or_no_plan_is_not_found() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.get("/api/v1/seating-plans/x")).await.is_problem(404, "not_found");
    Answer::of(caller.get(&format!("/api/v1/seating-plans/{}", "0".repeat(32)))).await.is_problem(404, "not_found");
}
