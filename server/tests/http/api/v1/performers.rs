//! `GET /api/v1/performers/{id}`

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn a_performer_is_found_by_number() {
    let shop = Shop::open().await;
    shop.database.execute("insert into performer (slug, name, role) values ('lahti-symphony', 'Lahti Symphony', 'Orchestra')").await;
    let id = shop
        .database
        .number("select id::bigint from performer")
        .await;
    let answer = Answer::of(shop.caller().get(&format!("/api/v1/performers/{id}"))).await;
    assert_eq!(answer.is_ok().body["performer"]["name"], "Lahti Symphony");
    Answer::of(shop.caller().get("/api/v1/performers/77"))
        .await
        .is_problem(404, "not_found");
    Answer::of(shop.caller().get("/api/v1/performers/x"))
        .await
        .is_problem(404, "not_found");
}
