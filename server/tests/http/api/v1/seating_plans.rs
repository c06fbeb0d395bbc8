//! `GET /api/v1/seating-plans/{hash}`

use boxoffice::packed_plans::pack_next;
use bytes::Bytes;
use domain::plan::SeatingPlan;
use server::config::Config;
use tokio_util::sync::CancellationToken;

use crate::shop::{Answer, Caller, Shop};

#[tokio::test]
async fn a_plan_has_its_hash_as_its_name_and_can_be_cached_for_ever() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = Answer::of(
        shop.caller()
            .get(&format!("/api/v1/seating-plans/{}", event.plan_hash)),
    )
    .await;
    assert_eq!(
        answer.is_ok().header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let plan: SeatingPlan = serde_json::from_str(&answer.text).expect("a plan");
    assert_eq!(plan.hash().as_str(), event.plan_hash);
}

#[tokio::test]
async fn an_invalid_hash_and_an_unknown_plan_are_not_found() {
    let caller = Shop::open().await.caller();
    Answer::of(caller.get("/api/v1/seating-plans/x"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.get(&format!("/api/v1/seating-plans/{}", "0".repeat(32))))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn a_plan_is_read_from_the_database_once() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/api/v1/seating-plans/{}", event.plan_hash);
    let first = Answer::of(shop.caller().get(&path)).await;
    assert_eq!(
        first.is_ok().header("etag"),
        format!("\"{}\"", event.plan_hash),
        "its name is its tag"
    );
    shop.database
        .execute("alter table seating_plan rename to a_table_that_nobody_reads")
        .await;
    let again = Answer::of(shop.caller().get(&path)).await;
    assert_eq!(again.is_ok().text, first.text);
    let not_modified = Answer::of(
        shop.caller()
            .get(&path)
            .header("if-none-match", first.header("etag")),
    )
    .await;
    assert_eq!(
        (not_modified.status.as_u16(), not_modified.text.len()),
        (304, 0)
    );
}

/// The plan in each encoding: brotli, gzip, plain. Each must decode to the same plan.
async fn forms(caller: &Caller, hash: &str) -> [Bytes; 3] {
    let mut forms = Vec::new();
    for (accept, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let path = format!("/api/v1/seating-plans/{hash}");
        let answer = caller
            .get(&path)
            .header("accept-encoding", accept)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 200);
        assert_eq!(
            answer
                .headers()
                .get("content-encoding")
                .map_or("", |value| value.to_str().expect("text")),
            encoding
        );
        assert_eq!(answer.headers()["etag"], format!("\"{hash}\""));
        assert_eq!(answer.headers()["vary"], "accept-encoding");
        assert_eq!(answer.headers()["content-type"], "application/json");
        let again = Answer::of(
            caller
                .get(&path)
                .header("accept-encoding", accept)
                .header("if-none-match", format!("\"{hash}\"")),
        )
        .await;
        assert_eq!((again.status.as_u16(), again.text.len()), (304, 0));
        forms.push(answer.bytes().await.expect("a body"));
    }
    let [brotli, gzip, plain]: [Bytes; 3] = forms.try_into().expect("three");
    assert!(packing::is_brotli_of(&brotli, &plain) && packing::is_gzip_of(&gzip, &plain));
    [brotli, gzip, plain]
}

/// The stored forms of the only plan: brotli, gzip, plain.
async fn kept(shop: &Shop) -> [Bytes; 3] {
    let kept = sqlx::query_as::<_, (Vec<u8>, Vec<u8>, String)>(
        "select brotli, gzip, body from seating_plan",
    );
    let (brotli, gzip, plain) = kept
        .fetch_one(shop.database.pool())
        .await
        .expect("a compressed plan");
    [brotli.into(), gzip.into(), plain.into()]
}

#[tokio::test]
async fn a_plan_is_the_same_with_and_without_its_compressed_forms_in_the_database() {
    let shop = Shop::open().await;
    let hash = shop.event().await.plan_hash;
    let without = forms(&shop.caller(), &hash).await;
    assert!(
        pack_next(shop.database.pool(), &CancellationToken::new())
            .await
            .expect("compressed")
    );
    let kept = kept(&shop).await;
    assert_ne!(without[0], kept[0], "brotli of another quality");
    assert_eq!(without[2], kept[2]);
    let other = shop.caller_of_another_server(Config::default()).await;
    assert_eq!(
        forms(&other, &hash).await,
        kept,
        "a server that starts now compresses nothing"
    );
    shop.database
        .execute("alter table seating_plan rename to a_table_that_nobody_reads")
        .await;
    assert_eq!(forms(&other, &hash).await, kept, "and reads the bytes once");
}

#[tokio::test]
async fn compressed_bytes_of_an_unknown_representation_are_not_served() {
    let shop = Shop::open().await;
    let hash = shop.event().await.plan_hash;
    assert!(
        pack_next(shop.database.pool(), &CancellationToken::new())
            .await
            .expect("compressed")
    );
    for other in ["packed_form - 1", "packed_form + 2"] {
        shop.database
            .execute(&format!(
                "update seating_plan set packed_form = {other}, brotli = 'older', gzip = 'older'"
            ))
            .await;
        let caller = shop.caller_of_another_server(Config::default()).await;
        let [.., plain] = forms(&caller, &hash).await;
        assert_eq!(
            serde_json::from_slice::<SeatingPlan>(&plain)
                .expect("a plan")
                .hash()
                .as_str(),
            hash
        );
    }
}
