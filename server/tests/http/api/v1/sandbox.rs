//! `POST /api/v1/sandbox/tokens`

use serde_json::json;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn only_test_cards_become_tokens() {
    let caller = Shop::open().await.caller();
    let token = Answer::of(
        caller
            .post("/api/v1/sandbox/tokens")
            .json(&json!({"card": "4242424242424242"})),
    )
    .await;
    assert_eq!(
        (
            token.status.as_u16(),
            token.body["payment_token"].is_string()
        ),
        (200, true),
        "{}",
        token.text
    );
    let other = json!({"card": "5555 5555 5555 4444"});
    Answer::of(caller.post("/api/v1/sandbox/tokens").json(&other))
        .await
        .is_problem(422, "invalid_request");
}
