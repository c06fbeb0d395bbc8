//! Buying with JavaScript off.

use reqwest::StatusCode;
use serde_json::json;
use testing::Hall;

use crate::shop::{Answer, GOOD_CARD, Shop};

#[tokio::test]
async fn a_seat_is_bought_by_forms_alone() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let form = [("quantity", "2"), ("price_level", ""), ("key", "form-1")];
    let held = caller.form(&format!("/events/{}/hold", event.slug), &form).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text);
    let checkout = held.header("location").to_owned();
    let booking = checkout.strip_prefix("/checkout/").expect("the checkout");
    // The same form sent twice holds once.
    let again = caller.form(&format!("/events/{}/hold", event.slug), &form).await;
    assert_eq!(again.header("location"), checkout);

    let declined = Answer::of(caller.post(&format!("/bookings/{booking}/pay")).form(&[("card", "4000 0000 0000 0002")])).await;
    assert_eq!(declined.header("location"), format!("/checkout/{booking}?problem=payment_declined"));
    let paid = Answer::of(caller.post(&format!("/bookings/{booking}/pay")).form(&[("card", GOOD_CARD)])).await;
    assert_eq!((paid.status, paid.header("location")), (StatusCode::SEE_OTHER, format!("/bookings/{booking}").as_str()));
    assert_eq!(Answer::of(caller.get(&format!("/api/v1/bookings/{booking}"))).await.body["booking"]["status"], "confirmed");
}

#[tokio::test]
async fn the_first_form_is_sent_back_with_a_session_and_holds_once() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let (path, form) = (format!("/events/{}/hold", event.slug), [("quantity", "1"), ("key", "form-1")]);
    let back = Answer::of(caller.post(&path).form(&form)).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::TEMPORARY_REDIRECT, format!("{path}?cookie=sent").as_str()));
    assert!(back.header("set-cookie").contains("HttpOnly") && back.header("cache-control") == "no-store", "{:?}", back.headers);
    assert_eq!(shop.database.number("select count(*) from booking").await, 0);
    let held = Answer::of(caller.post(back.header("location")).form(&form)).await;
    assert!(held.header("location").starts_with("/checkout/"), "{:?}", held.headers);
    let again = Answer::of(caller.post(&path).form(&form)).await;
    assert_eq!(again.header("location"), held.header("location"));
    assert_eq!(shop.database.number("select count(*) from booking").await, 1);
}

#[tokio::test]
async fn who_keeps_no_cookie_is_told_so_and_nothing_is_held() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let form = format!("/events/{}/hold", event.slug);
    let wish = json!({"event": event.id, "request": {"best_available": {"quantity": 1}}, "key": "page-1"});
    // Each caller is one who lost the cookie of the one before.
    for (number, sent) in ["", "?cookie=sent"].into_iter().enumerate() {
        let posted = shop.caller().post(&format!("{form}{sent}")).header("accept", "text/html").form(&[("quantity", "1")]);
        let page = Answer::of(posted).await;
        let alive = Answer::of(shop.caller().post(&format!("/api/fn/hold{sent}")).json(&wish)).await;
        if number == 0 {
            let back = StatusCode::TEMPORARY_REDIRECT;
            assert_eq!((page.status, alive.status, alive.header("location")), (back, back, "/api/fn/hold?cookie=sent"));
        } else {
            assert_eq!(page.status, StatusCode::FORBIDDEN);
            assert!(page.text.contains("Your browser blocks cookies") && page.text.contains("Nothing was held"), "{}", page.text);
            alive.is_problem_of_a_page(403, "cookies_blocked");
        }
    }
    assert_eq!(shop.database.number("select count(*) from booking").await, 0);
}

#[tokio::test]
async fn a_page_that_is_alive_begins_a_session_and_holds_with_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let begun = Answer::of(caller.post("/session")).await;
    assert_eq!((begun.status, begun.header("cache-control")), (StatusCode::NO_CONTENT, "no-store"));
    assert!(begun.header("set-cookie").starts_with("frontrow_session="), "{:?}", begun.headers);
    assert_eq!(Answer::of(caller.post("/session")).await.header("set-cookie"), "", "one who has a session keeps it");
    let wish = json!({"event": event.id, "request": {"best_available": {"quantity": 1}}, "key": "page-1"});
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
    assert!(held.header("location").starts_with("/checkout/"), "{:?}", held.headers);
    let lost = late.form(&path, &[("seat", "5")]).await;
    assert_eq!(lost.header("location"), format!("/events/{}?problem=seats_taken", event.slug));
    let nonsense = late.form(&path, &[("quantity", "many")]).await;
    assert_eq!(nonsense.header("location"), format!("/events/{}?problem=invalid_request", event.slug));
}

#[tokio::test]
async fn standing_places_are_offered_and_held() {
    let shop = Shop::open().await;
    let event = Hall { standing: 20, ..Hall::default() }.open(&shop.database).await;
    let caller = shop.caller();
    let page = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    assert!(page.text.contains(r#"name="area""#) && page.text.contains(r#"value="floor""#), "{}", page.text);
    // The price of seats that the form sends along is no part of the wish.
    let form = [("area", "floor"), ("quantity", "3"), ("price_level", "")];
    let held = caller.form(&format!("/events/{}/hold", event.slug), &form).await;
    let booking = held.header("location").strip_prefix("/checkout/").expect("the checkout").to_owned();
    let seats = Answer::of(caller.get(&format!("/api/v1/bookings/{booking}"))).await.body["booking"]["seats"].clone();
    assert_eq!(seats.as_array().map(Vec::len), Some(3));
    assert_eq!((seats[0]["section"].as_str(), seats[0]["row"].as_str()), (Some("Floor"), Some("")));
}

#[tokio::test]
async fn where_there_is_no_standing_room_none_is_offered() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let page = Answer::of(shop.caller().get(&format!("/events/{}", event.slug))).await;
    assert!(page.text.contains("Best seats together") && !page.text.contains(r#"name="area""#));
}

#[tokio::test]
async fn a_booking_is_released_by_its_buyer_alone() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let path = format!("/bookings/{}/release", booking["id"].as_str().expect("an id"));
    // Somebody else is sent to a page that says there is no such booking.
    let page = Answer::of(shop.caller().post(&path)).await.header("location").to_owned();
    assert_eq!(Answer::of(shop.caller().get(&page)).await.status, StatusCode::NOT_FOUND);
    let mine = format!("/api/v1/bookings/{}", booking["id"].as_str().expect("an id"));
    assert_eq!(Answer::of(caller.get(&mine)).await.body["booking"]["status"], "pending");
    let released = Answer::of(caller.post(&path)).await;
    assert_eq!((released.status, released.header("location")), (StatusCode::SEE_OTHER, format!("/events/{}", event.slug).as_str()));
}

#[tokio::test]
async fn another_sites_form_is_refused() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let post =
        shop.caller().post(&format!("/events/{}/hold", event.slug)).header("origin", "https://evil.example").form(&[("quantity", "1")]);
    assert_eq!(Answer::of(post).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_payment_form_that_is_sent_twice_pays_once_and_leads_to_the_tickets() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("a number");
    let pay = async |card: &str| {
        Answer::of(buyer.post(&format!("/bookings/{id}/pay")).form(&[("key", "page-1"), ("card", card)]))
            .await
            .header("location")
            .to_owned()
    };
    // Back to the same page after a refusal, with another card: that is another try.
    assert_eq!(pay("4000 0000 0000 0002").await, format!("/checkout/{id}?problem=payment_declined"));
    for _ in 0..3 {
        assert_eq!(pay(GOOD_CARD).await, format!("/bookings/{id}"));
    }
    shop.database.until("select count(*) from sandbox_charge where state = 'captured'", 1).await;
    assert_eq!(shop.database.number("select count(*) from payment where state in ('authorised', 'captured')").await, 1);
}

#[tokio::test]
async fn pages_say_that_a_payment_is_checked_as_long_as_it_is_open() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("a number");
    shop.database
        .execute(&format!(
            "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, ask_at)
             values (gen_random_uuid(), {}, '{id}', 'sandbox', 'k', '\\x00', 6000, 'EUR', now() + interval '1 hour')",
            event.id
        ))
        .await;
    for over in [false, true] {
        if over {
            shop.database.execute("update booking set expires_at = now() - interval '1 second'").await;
        }
        for page in [format!("/bookings/{id}"), format!("/checkout/{id}"), format!("/checkout/{id}?problem=payment_in_progress")] {
            let text = Answer::of(buyer.get(&page)).await.text;
            assert!(text.contains("We are checking your payment."), "{page}, over: {over}");
            assert!(!text.contains("charged"), "{page}, over: {over}");
            assert!(!text.contains("pay-button"), "{page}, over: {over}");
        }
    }
    assert_eq!(Answer::of(buyer.get(&format!("/api/v1/bookings/{id}"))).await.body["booking"]["payment"], "checking");
    shop.database.execute("update payment set state = 'lapsed', closed_at = now()").await;
    assert!(Answer::of(buyer.get(&format!("/bookings/{id}"))).await.text.contains("Your card was not charged."));
}
