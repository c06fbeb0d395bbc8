//! `GET /api/v1/events/{id}/queue/draw`, `…/entries`, `…/proof` and `POST …/beacon`

use boxoffice::operating::BeaconChoice;
use domain::waiting::{DrawRecord, InclusionProof, SealedEntries};
use serde_json::json;

use crate::{
    line::{LineShop, quicknet, until},
    shop::{Answer, Shop},
};

const WRITTEN: &str = "select coalesce(sum(octet_length(entries)), 0)::bigint from waiting_batch";

#[tokio::test]
async fn a_fan_can_verify_the_draw_of_their_place() {
    let line = LineShop::before_the_draw(BeaconChoice::None).await;
    let fans = [line.shop.caller(), line.shop.caller(), line.shop.caller()];
    for fan in &fans {
        let joined = line.join(fan).await;
        assert!(
            joined.is_ok().body["position"].is_null() && joined.body["entry"].is_string(),
            "{}",
            joined.text
        );
    }
    let draw =
        async |rest: &str| Answer::of(fans[0].get(&line.path(&format!("/draw{rest}")))).await;
    assert!(draw("").await.is_ok().body["closing"].is_null());
    draw("/entries").await.is_problem(404, "not_found");
    draw("/proof").await.is_problem(404, "not_found");

    line.shop.database.until(WRITTEN, 3 * 16).await;
    line.time_passes(80).await;
    until(async || draw("").await.body["places"].is_string()).await;
    let published = draw("").await;
    assert_eq!(
        (published.header("cache-control"), published.cookies().len()),
        ("public, max-age=1", 0)
    );
    let record: DrawRecord = serde_json::from_str(&published.text).expect("a record");
    let seal = record.seal.expect("sealed");
    let entries = draw("/entries?draw=1").await;
    assert!(
        entries.header("cache-control").contains("immutable")
            && entries.header("content-type").starts_with("text/plain")
    );
    assert_eq!(
        draw("/entries").await.header("cache-control"),
        "public, max-age=60"
    );
    assert_eq!(
        SealedEntries::from_lines(&entries.text)
            .expect("entries")
            .count(),
        3
    );
    for fan in &fans {
        let standing = line.standing(fan).await;
        assert!(
            standing.is_ok().body["position"]
                .as_i64()
                .is_some_and(|place| (1..=3).contains(&place)),
            "{}",
            standing.text
        );
        let proof: InclusionProof = serde_json::from_str(
            &Answer::of(fan.get(&line.path("/draw/proof")))
                .await
                .is_ok()
                .text,
        )
        .expect("a proof");
        assert!(proof.leads_to(seal.root) && standing.body["entry"] == proof.entry.to_string());
    }
    draw("/entries?draw=2").await.is_problem(404, "not_found");
    draw("/entries?draw=0")
        .await
        .is_problem(422, "invalid_request")
        .names("draw");
    Answer::of(line.shop.caller().get(&line.path("/draw/proof")))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn anybody_can_post_the_round_and_a_server_checks_one_a_second() {
    let line = LineShop::before_the_draw(quicknet()).await;
    let caller = line.shop.caller();
    let post = async |signature: &str| {
        Answer::of(
            caller
                .post(&line.path("/draw/beacon"))
                .json(&json!({"signature": signature})),
        )
        .await
    };
    post("0g")
        .await
        .is_problem(422, "invalid_request")
        .names("signature");
    post(&"07".repeat(48))
        .await
        .is_problem(422, "invalid_request");
    line.time_passes(72).await;
    until(async || Answer::of(caller.get(&line.path("/draw"))).await.body["closing"].is_string())
        .await;
    post(&"07".repeat(48))
        .await
        .is_problem(422, "invalid_request");
    assert_eq!(
        post(&"07".repeat(48))
            .await
            .is_problem(503, "busy")
            .header("retry-after"),
        "1"
    );
    assert_eq!(
        line.shop
            .database
            .number("select count(*) from waiting_draw where value is not null")
            .await,
        0
    );
}

#[tokio::test]
async fn without_a_draw_there_is_nothing_to_verify() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/api/v1/events/{}/queue/draw", event.id);
    for rest in ["", "/entries", "/entries?draw=1", "/proof"] {
        Answer::of(shop.caller().get(&format!("{path}{rest}")))
            .await
            .is_problem(404, "not_found");
    }
    let posted = shop
        .caller()
        .post(&format!("{path}/beacon"))
        .json(&json!({"signature": "07".repeat(48)}));
    Answer::of(posted).await.is_problem(404, "not_found");
}
