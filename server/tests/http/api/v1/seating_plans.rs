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

#[tokio::test]
async fn a_plan_is_read_from_the_database_once() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/api/v1/seating-plans/{}", event.plan_hash);
    let first = Answer::of(shop.caller().get(&path)).await;
    assert_eq!(first.is_ok().header("etag"), format!("\"{}\"", event.plan_hash), "its name is its tag");
    shop.database.execute("alter table seating_plan rename to a_table_that_nobody_reads").await;
    let again = Answer::of(shop.caller().get(&path)).await;
    assert_eq!(again.is_ok().text, first.text);
    let not_modified = Answer::of(shop.caller().get(&path).header("if-none-match", first.header("etag"))).await;
    assert_eq!((not_modified.status.as_u16(), not_modified.text.len()), (304, 0));
}
