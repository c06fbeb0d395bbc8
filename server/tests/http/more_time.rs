//! More time to pay, with the API and with a form.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key};

fn id(booking: &Value) -> &str {
    booking["id"].as_str().expect("an id")
}

async fn extend(caller: &Caller, booking: &Value) -> Answer {
    Answer::of(caller.post(&format!("/api/v1/bookings/{}/extend", id(booking)))).await
}

/// Moves the end of every hold into the next minute.
async fn begin_last_minute(shop: &Shop) {
    let end = "expires_at = clock_timestamp() + interval '50 seconds'";
    shop.database
        .execute(&format!(
            "update booking set {end}; update seat_status set {end} where status = 1"
        ))
        .await;
}

#[tokio::test]
async fn a_program_gets_five_more_minutes_once() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1, 2]).await;
    assert!(booking["extendable_until"].is_string(), "{booking}");
    extend(&shop.caller(), &booking)
        .await
        .is_problem(404, "not_found");

    let extended = extend(&buyer, &booking).await;
    let now = &extended.is_ok().body["booking"];
    assert_eq!(
        (&now["status"], now.get("extendable_until")),
        (&json!("pending"), None)
    );
    let more = now["expires_in_ms"]
        .as_i64()
        .zip(booking["expires_in_ms"].as_i64())
        .map(|(now, before)| now - before);
    assert!(
        more.is_some_and(|more| (200_000..=300_000).contains(&more)),
        "{now}"
    );
    assert!(
        extended
            .cookies()
            .iter()
            .any(|cookie| cookie.starts_with(&format!("frontrow_hold_{}_", event.id))),
        "{:?}",
        extended.headers
    );

    let again = extend(&buyer, &booking).await;
    assert_eq!(
        again.is_problem(409, "extension_refused").body["reason"],
        "once_only"
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_program_that_lost_the_answer_asks_again_with_its_key() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let (booking, key) = (buyer.hold(&event, &[1]).await, key());
    let path = format!("/api/v1/bookings/{}/extend", id(&booking));
    let ask = async |key: &str| Answer::of(buyer.post(&path).header("idempotency-key", key)).await;
    let first = ask(&key).await;
    let again = ask(&key).await;
    assert_eq!(
        again.is_ok().body["booking"]["expires_at"],
        first.is_ok().body["booking"]["expires_at"]
    );
    ask("another").await.is_problem(409, "extension_refused");
    ask("").await.is_problem(422, "idempotency_key_missing");
}

#[tokio::test]
async fn the_form_for_more_time_can_be_sent_twice() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let page = Answer::of(buyer.get(&format!("/checkout/{}", id(&booking))))
        .await
        .text;
    let form = page.split("class=\"more-time\"").nth(1).expect("the form");
    let field = form.split("name=\"key\"").nth(1).expect("its key");
    let key = field
        .split("value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a value");
    for _ in 0..2 {
        let sent = buyer
            .form(
                &format!("/bookings/{}/extend", id(&booking)),
                &[("key", key)],
            )
            .await;
        assert_eq!(
            sent.told_at(),
            format!("/checkout/{}?done=extended", id(&booking))
        );
    }
}

#[tokio::test]
async fn a_refused_extension_has_its_reason() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let paid = buyer.hold(&event, &[1]).await;
    buyer.pay(&paid, GOOD_CARD).await.is_ok();
    extend(&buyer, &paid).await.is_problem(409, "booking_state");

    let held = buyer.hold(&event, &[2]).await;
    begin_last_minute(&shop).await;
    assert_eq!(
        extend(&buyer, &held)
            .await
            .is_problem(409, "extension_refused")
            .body["reason"],
        "last_minute"
    );
    shop.database.lapse().await;
    extend(&buyer, &held).await.is_problem(410, "hold_expired");

    shop.database
        .execute("update event set hold_extension = false, revision = revision + 1")
        .await;
    let other = buyer.hold(&event, &[3]).await;
    assert_eq!(
        extend(&buyer, &other)
            .await
            .is_problem(409, "extension_refused")
            .body["reason"],
        "no_extensions"
    );
}

#[tokio::test]
async fn a_form_on_the_checkout_extends_the_hold_and_the_page_shows_the_result() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let (checkout, form) = (
        format!("/checkout/{}", id(&booking)),
        format!("/bookings/{}/extend", id(&booking)),
    );
    let page = async || Answer::of(buyer.get(&checkout)).await.text;
    let sent = async || Answer::of(buyer.post(&form)).await;
    assert!(
        page().await.contains(&format!("action=\"{form}\"")),
        "it is offered"
    );

    let done = sent().await;
    assert_eq!(
        (done.status, done.told_at()),
        (StatusCode::SEE_OTHER, format!("{checkout}?done=extended"))
    );
    let told = page().await;
    assert!(
        told.contains("You have five more minutes") && !told.contains(&form),
        "{told}"
    );
    assert!(
        !page().await.contains("You have five more minutes"),
        "told once"
    );

    assert_eq!(
        sent().await.told_at(),
        format!("{checkout}?problem=extension_refused&reason=once_only")
    );
    let refused = page().await;
    assert!(
        refused.contains("The hold cannot be made longer") && refused.contains("already"),
        "{refused}"
    );
}

#[tokio::test]
async fn the_checkout_offers_no_more_time_in_the_last_minute_or_if_the_organiser_forbids_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let late = buyer.hold(&event, &[1]).await;
    begin_last_minute(&shop).await;
    let without = shop.event().await;
    shop.database
        .execute(&format!(
            "update event set hold_extension = false where id = {}",
            without.id
        ))
        .await;
    let other = buyer.hold(&without, &[2]).await;
    for booking in [&late, &other] {
        let page = Answer::of(buyer.get(&format!("/checkout/{}", id(booking)))).await;
        assert!(
            page.is_ok().text.contains("pay-button") && !page.text.contains("more-time-button"),
            "{}",
            page.text
        );
    }
}

#[tokio::test]
async fn the_form_of_another_buyer_finds_no_booking() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let booking = shop.caller().hold(&event, &[1]).await;
    let sent = Answer::of(
        shop.caller()
            .post(&format!("/bookings/{}/extend", id(&booking))),
    )
    .await;
    assert_eq!(
        sent.header("location"),
        format!("/bookings/{}", id(&booking))
    );
}
