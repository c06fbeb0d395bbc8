//! Unknown addresses and unsupported methods.

use reqwest::Method;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn an_unknown_address_of_the_api_is_a_problem() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.get("/api/v1/nonsense"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.post("/api/v2/events"))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn an_unsupported_method_is_a_problem_that_names_the_supported_ones() {
    let caller = Shop::open().await.caller();
    let answer = Answer::of(caller.request(Method::DELETE, "/api/v1/events")).await;
    answer.is_problem(405, "method_not_allowed");
    assert!(
        answer.header("allow").contains("GET"),
        "{:?}",
        answer.headers
    );
}
