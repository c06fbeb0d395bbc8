//! `GET /api/v1/events/{id}/levels`

use serde_json::json;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn levels_are_ranges_of_seats() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let answer = Answer::of(
        shop.caller()
            .get(&format!("/api/v1/events/{}/levels", event.id)),
    )
    .await;
    assert_eq!(
        answer.is_ok().body,
        json!({"levels": [[0, 49, event.levels[0]], [50, 99, event.levels[1]]]})
    );
    let again = shop
        .caller()
        .get(&format!("/api/v1/events/{}/levels", event.id))
        .header("if-none-match", answer.header("etag"));
    assert_eq!(
        Answer::of(again).await.status,
        304,
        "a caller that has them is not sent them again"
    );
    Answer::of(shop.caller().get("/api/v1/events/77/levels"))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn levels_come_from_memory_until_they_change() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/api/v1/events/{}/levels", event.id);
    let first = Answer::of(shop.caller().get(&path)).await;
    shop.database
        .execute("alter table event_seat_price rename to a_table_that_nobody_reads")
        .await;
    let again = Answer::of(shop.caller().get(&path)).await;
    assert_eq!(again.is_ok().text, first.is_ok().text);
    shop.database
        .execute("alter table a_table_that_nobody_reads rename to event_seat_price")
        .await;
    shop.database.execute("delete from event_seat_price where first_seat > 0; update event_seat_price set last_seat = 99").await;
    shop.database
        .execute("update event set revision = revision + 1")
        .await;
    let changed = async {
        while Answer::of(shop.caller().get(&path)).await.body
            != json!({"levels": [[0, 99, event.levels[0]]]})
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), changed)
        .await
        .expect("the notice of the change is heard");
}
