//! Holding seats with a form: the session that it needs, and what is lost or refused.

use reqwest::StatusCode;
use serde_json::json;
use testing::Hall;

use crate::shop::{Answer, Shop};

#[tokio::test]
async fn the_first_form_is_redirected_with_a_session_and_holds_once() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let (path, form) = (
        format!("/events/{}/hold", event.slug),
        [("quantity", "1"), ("key", "form-1")],
    );
    let back = Answer::of(caller.post(&path).form(&form)).await;
    assert_eq!(
        (back.status, back.header("location")),
        (
            StatusCode::TEMPORARY_REDIRECT,
            format!("{path}?cookie=sent").as_str()
        )
    );
    assert!(
        back.header("set-cookie").contains("HttpOnly")
            && back.header("cache-control") == "no-store",
        "{:?}",
        back.headers
    );
    assert_eq!(
        shop.database.number("select count(*) from booking").await,
        0
    );
    let held = Answer::of(caller.post(back.header("location")).form(&form)).await;
    assert!(
        held.header("location").starts_with("/checkout/"),
        "{:?}",
        held.headers
    );
    let again = Answer::of(caller.post(&path).form(&form)).await;
    assert_eq!(again.header("location"), held.header("location"));
    assert_eq!(
        shop.database.number("select count(*) from booking").await,
        1
    );
}

#[tokio::test]
async fn a_visitor_without_cookies_gets_an_explanation_and_holds_nothing() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let form = format!("/events/{}/hold", event.slug);
    let wish =
        json!({"event": event.id, "request": {"best_available": {"quantity": 1}}, "key": "page-1"});
    // Each caller is new, as if the browser had dropped the cookie.
    for (number, sent) in ["", "?cookie=sent"].into_iter().enumerate() {
        let posted = shop
            .caller()
            .post(&format!("{form}{sent}"))
            .header("accept", "text/html")
            .form(&[("quantity", "1")]);
        let page = Answer::of(posted).await;
        let alive = Answer::of(
            shop.caller()
                .post(&format!("/api/fn/hold{sent}"))
                .json(&wish),
        )
        .await;
        if number == 0 {
            let back = StatusCode::TEMPORARY_REDIRECT;
            assert_eq!(
                (page.status, alive.status, alive.header("location")),
                (back, back, "/api/fn/hold?cookie=sent")
            );
        } else {
            assert_eq!(page.status, StatusCode::FORBIDDEN);
            assert!(
                page.text.contains("Your browser blocks cookies")
                    && page.text.contains("Nothing was held"),
                "{}",
                page.text
            );
            alive.is_problem_of_a_page(403, "cookies_blocked");
        }
    }
    assert_eq!(
        shop.database.number("select count(*) from booking").await,
        0
    );
}

#[tokio::test]
async fn a_page_with_javascript_begins_a_session_and_holds_with_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let begun = Answer::of(caller.post("/session")).await;
    assert_eq!(
        (begun.status, begun.header("cache-control")),
        (StatusCode::NO_CONTENT, "no-store")
    );
    assert!(
        begun.header("set-cookie").starts_with("frontrow_session="),
        "{:?}",
        begun.headers
    );
    assert_eq!(
        Answer::of(caller.post("/session"))
            .await
            .header("set-cookie"),
        "",
        "one who has a session keeps it"
    );
    let wish =
        json!({"event": event.id, "request": {"best_available": {"quantity": 1}}, "key": "page-1"});
    let held = Answer::of(caller.post("/api/fn/hold").json(&wish)).await;
    let again = Answer::of(caller.post("/api/fn/hold").json(&wish)).await;
    assert_eq!(held.is_ok().body["id"], again.is_ok().body["id"]);
}

#[tokio::test]
async fn chosen_seats_are_held_and_lost_ones_explained() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, late) = (shop.caller(), shop.caller());
    let path = format!("/events/{}/hold", event.slug);
    let held = caller.form(&path, &[("seat", "4"), ("seat", "5")]).await;
    assert!(
        held.header("location").starts_with("/checkout/"),
        "{:?}",
        held.headers
    );
    let lost = late.form(&path, &[("seat", "5")]).await;
    assert_eq!(
        lost.told_at(),
        format!("/events/{}?problem=seats_taken", event.slug)
    );
    let nonsense = late.form(&path, &[("quantity", "many")]).await;
    assert_eq!(
        nonsense.told_at(),
        format!("/events/{}?problem=invalid_request", event.slug)
    );
}

#[tokio::test]
async fn standing_spots_are_offered_and_held() {
    let shop = Shop::open().await;
    let event = Hall {
        standing: 20,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let caller = shop.caller();
    let page = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    assert!(
        page.text.contains(r#"name="area""#) && page.text.contains(r#"value="floor""#),
        "{}",
        page.text
    );
    // The price level in the form is not part of the request.
    let form = [("area", "floor"), ("quantity", "3"), ("price_level", "")];
    let held = caller
        .form(&format!("/events/{}/hold", event.slug), &form)
        .await;
    let booking = held
        .header("location")
        .strip_prefix("/checkout/")
        .expect("the checkout")
        .to_owned();
    let seats = Answer::of(caller.get(&format!("/api/v1/bookings/{booking}")))
        .await
        .body["booking"]["seats"]
        .clone();
    assert_eq!(seats.as_array().map(Vec::len), Some(3));
    assert_eq!(
        (seats[0]["section"].as_str(), seats[0]["row"].as_str()),
        (Some("Floor"), Some(""))
    );
}

#[tokio::test]
async fn a_hall_without_standing_areas_offers_none() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let page = Answer::of(shop.caller().get(&format!("/events/{}", event.slug))).await;
    assert!(page.text.contains("Best seats together") && !page.text.contains(r#"name="area""#));
}

#[tokio::test]
async fn another_sites_form_is_refused() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let post = shop
        .caller()
        .post(&format!("/events/{}/hold", event.slug))
        .header("origin", "https://evil.example")
        .form(&[("quantity", "1")]);
    assert_eq!(Answer::of(post).await.status, StatusCode::FORBIDDEN);
}
