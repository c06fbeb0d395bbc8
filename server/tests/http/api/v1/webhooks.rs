//! `POST /api/v1/webhooks/{provider}`

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn only_a_known_provider_with_its_signature_is_heard() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.post("/api/v1/webhooks/nobody").body("{}")).await.is_problem(404, "not_found");
    Answer::of(caller.post("/api/v1/webhooks/sandbox").body("{}")).await.is_problem(401, "bad_signature");
}
