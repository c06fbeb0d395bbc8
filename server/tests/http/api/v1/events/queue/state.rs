//! `GET /api/v1/events/{id}/queue`

use serde_json::json;

use crate::line::LineShop;

#[tokio::test]
async fn a_get_takes_no_turn_and_a_post_does() {
    let line = LineShop::open(10).await;
    let fan = line.shop.caller();
    line.join(&fan).await.is_ok();
    line.called(&fan).await;
    for _ in 0..3 {
        assert_eq!(line.standing(&fan).await.is_ok().body["state"], "waiting");
    }
    let passes = async || {
        line.shop
            .database
            .number("select count(*) from waiting_pass")
            .await
    };
    assert_eq!(passes().await, 0);
    let pass = line.join(&fan).await.is_ok().body["pass"].clone();
    assert_eq!(passes().await, 1);
    let inside = line.standing(&fan).await;
    assert_eq!(
        (&inside.body["state"], &inside.body["pass"]),
        (&json!("admitted"), &pass)
    );
}

#[tokio::test]
async fn a_fan_who_did_not_join_is_not_in_line() {
    let line = LineShop::open(1).await;
    line.standing(&line.shop.caller())
        .await
        .is_problem(404, "not_found");
    line.standing(&line.shop.caller().begin().await)
        .await
        .is_problem(404, "not_found");
}
