//! Buying without JavaScript.

use reqwest::StatusCode;
use serde_json::json;
use testing::Hall;

use crate::shop::{Answer, GOOD_CARD, Shop};

#[tokio::test]
async fn a_buyer_buys_a_seat_with_forms_alone() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let form = [("quantity", "2"), ("price_level", ""), ("key", "form-1")];
    let held = caller
        .form(&format!("/events/{}/hold", event.slug), &form)
        .await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text);
    let checkout = held.header("location").to_owned();
    let booking = checkout.strip_prefix("/checkout/").expect("the checkout");
    // The same form sent twice holds once.
    let again = caller
        .form(&format!("/events/{}/hold", event.slug), &form)
        .await;
    assert_eq!(again.header("location"), checkout);

    let declined = Answer::of(
        caller
            .post(&format!("/bookings/{booking}/pay"))
            .form(&[("card", "4000 0000 0000 0002")]),
    )
    .await;
    assert_eq!(
        declined.told_at(),
        format!("/checkout/{booking}?problem=payment_declined")
    );
    let paid = Answer::of(
        caller
            .post(&format!("/bookings/{booking}/pay"))
            .form(&[("card", GOOD_CARD)]),
    )
    .await;
    assert_eq!(
        (paid.status, paid.header("location")),
        (
            StatusCode::SEE_OTHER,
            format!("/bookings/{booking}").as_str()
        )
    );
    assert_eq!(
        Answer::of(caller.get(&format!("/api/v1/bookings/{booking}")))
            .await
            .body["booking"]["status"],
        "confirmed"
    );
}

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
async fn only_its_buyer_can_release_a_booking() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let path = format!(
        "/bookings/{}/release",
        booking["id"].as_str().expect("an id")
    );
    // Another buyer is redirected to a page that says there is no such booking.
    let page = Answer::of(shop.caller().post(&path))
        .await
        .header("location")
        .to_owned();
    assert_eq!(
        Answer::of(shop.caller().get(&page)).await.status,
        StatusCode::NOT_FOUND
    );
    let mine = format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("an id")
    );
    assert_eq!(
        Answer::of(caller.get(&mine)).await.body["booking"]["status"],
        "pending"
    );
    let checkout = format!("/checkout/{}", booking["id"].as_str().expect("an id"));
    let asks = Answer::of(caller.get(&checkout)).await;
    assert!(
        asks.text.contains("<summary") && asks.text.contains("Yes, give it back"),
        "{}",
        asks.text
    );
    let released = Answer::of(caller.post(&path)).await;
    assert_eq!(
        (released.status, released.header("location")),
        (
            StatusCode::SEE_OTHER,
            format!("/events/{}", event.slug).as_str()
        )
    );
    let told = Answer::of(caller.get(&format!("/events/{}", event.slug))).await;
    assert!(
        told.text.contains("You gave the seat back"),
        "{}",
        told.text
    );
    assert_eq!(
        told.header("cache-control"),
        "no-store",
        "it is told to this buyer alone"
    );
    let again = Answer::of(shop.caller().get(&format!("/events/{}", event.slug))).await;
    assert!(!again.text.contains("You gave the seat back"));
}

#[tokio::test]
async fn a_refused_payment_is_explained_between_the_card_and_the_pay_button() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    Answer::of(
        caller
            .post(&format!("/bookings/{id}/pay"))
            .form(&[("card", "4000 0000 0000 0002")]),
    )
    .await;
    let page = Answer::of(caller.get(&format!("/checkout/{id}")))
        .await
        .text;
    let at = |words: &str| {
        page.find(words)
            .unwrap_or_else(|| panic!("{words}: {page}"))
    };
    assert!(
        at("name=\"card\"") < at("id=\"problem\"")
            && at("id=\"problem\"") < at("data-testid=\"pay-button\""),
        "{page}"
    );
    assert_eq!(page.matches("id=\"problem\"").count(), 1);
}

/// The hidden fields, without the key, of the form that holds a booking's seats again.
fn again_fields(page: &str) -> Vec<(String, String)> {
    let form = page
        .split("<form")
        .find(|form| form.contains("again-button"))
        .expect("the form");
    let inputs = form.split("<input").skip(1).map(|input| {
        let value_of = |name: &str| {
            input
                .split(&format!("{name}=\""))
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or_default()
                .to_owned()
        };
        (value_of("name"), value_of("value"))
    });
    inputs.filter(|(name, _)| name != "key").collect()
}

#[tokio::test]
async fn after_a_hold_has_ended_one_click_holds_the_same_seats() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, other) = (shop.caller(), shop.caller());
    let booking = caller.hold(&event, &[4, 5]).await;
    let id = booking["id"].as_str().expect("an id").to_owned();
    let pages = [format!("/checkout/{id}"), format!("/bookings/{id}")];
    shop.database.lapse().await;
    for page in &pages {
        let page = Answer::of(caller.get(page)).await.text;
        assert!(page.contains("Try the same seats again"), "{page}");
        assert_eq!(
            again_fields(&page),
            [("seat", "4"), ("seat", "5")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
    let path = format!("/events/{}/hold", event.slug);
    let same = [("seat", "4"), ("seat", "5")];
    let held = caller.form(&path, &same).await;
    assert!(
        held.header("location").starts_with("/checkout/")
            && !held.header("location").ends_with(&id),
        "{:?}",
        held.headers
    );
    let lost = other.form(&path, &same).await;
    assert_eq!(
        lost.told_at(),
        format!("/events/{}?problem=seats_taken", event.slug)
    );
}

#[tokio::test]
async fn after_a_hold_of_standing_spots_one_click_holds_as_many() {
    let shop = Shop::open().await;
    let event = Hall {
        standing: 20,
        ..Hall::default()
    }
    .open(&shop.database)
    .await;
    let caller = shop.caller();
    let held = caller
        .ask(&event, json!({"area": {"area": "floor", "quantity": 3}}))
        .await;
    let id = held.is_ok().body["booking"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    shop.database.lapse().await;
    let page = Answer::of(caller.get(&format!("/checkout/{id}")))
        .await
        .text;
    assert!(page.contains("Try to hold 3 places again"), "{page}");
    assert_eq!(
        again_fields(&page),
        [("area", "floor"), ("quantity", "3")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[tokio::test]
async fn seats_of_a_paid_booking_are_not_offered_again() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[4]).await;
    let id = booking["id"].as_str().expect("an id");
    caller.pay(&booking, GOOD_CARD).await.is_ok();
    let paid = Answer::of(caller.get(&format!("/checkout/{id}"))).await;
    assert!(
        paid.is_ok().text.contains("This booking is paid") && !paid.text.contains("again-button"),
        "{}",
        paid.text
    );
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

#[tokio::test]
async fn a_payment_form_that_is_sent_twice_pays_once_and_redirects_to_the_tickets() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("a number");
    let pay = async |card: &str| {
        Answer::of(
            buyer
                .post(&format!("/bookings/{id}/pay"))
                .form(&[("key", "page-1"), ("card", card)]),
        )
        .await
        .told_at()
    };
    // Another card on the same page after a refusal is a new attempt.
    assert_eq!(
        pay("4000 0000 0000 0002").await,
        format!("/checkout/{id}?problem=payment_declined")
    );
    for _ in 0..3 {
        assert_eq!(pay(GOOD_CARD).await, format!("/bookings/{id}"));
    }
    shop.database
        .until(
            "select count(*) from sandbox_charge where state = 'captured'",
            1,
        )
        .await;
    assert_eq!(
        shop.database
            .number("select count(*) from payment where state in ('authorised', 'captured')")
            .await,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_payment_forms_of_two_tabs_pay_once_and_all_redirect_to_the_tickets() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("a number");
    let tickets = format!("/bookings/{id}");
    // The bank takes three seconds, so the forms overlap.
    let pay = async |key: &str| {
        let form = [("key", key), ("card", "4000 0000 0000 3220")];
        Answer::of(buyer.post(&format!("/bookings/{id}/pay")).form(&form))
            .await
            .told_at()
    };
    let (first, again, other) = tokio::join!(pay("tab-1"), pay("tab-1"), pay("tab-2"));
    let sent = [first, again, other];
    assert_eq!(
        sent.iter().filter(|led| **led == tickets).count(),
        1,
        "{sent:?}"
    );
    assert_eq!(
        sent.iter()
            .filter(|led| led.starts_with("/checkout/") && led.ends_with("_in_progress"))
            .count(),
        2,
        "{sent:?}"
    );
    for key in ["tab-1", "tab-2"] {
        assert_eq!(pay(key).await, tickets, "{key}");
    }
    shop.database
        .until(
            "select count(*) from sandbox_charge where state = 'captured'",
            1,
        )
        .await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        1
    );
    assert_eq!(
        shop.database.number("select count(*) from payment").await,
        1
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_payment_redirects_to_the_offered_seats() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (buyer, other) = (shop.caller(), shop.caller());
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("a number");
    // The bank takes three seconds.
    let form = buyer
        .post(&format!("/bookings/{id}/pay"))
        .form(&[("key", "page-1"), ("card", "4000 0000 0000 3220")]);
    let lose = async {
        shop.database
            .until("select count(*) from payment where state = 'started'", 1)
            .await;
        shop.database.lapse().await;
        other.hold(&event, &[1]).await;
    };
    let (paid, ()) = tokio::join!(Answer::of(form), lose);
    assert_eq!(paid.told_at(), format!("/bookings/{id}"));
}

/// A page without the properties of its islands, which have the texts of all their states.
fn without_properties(page: &str) -> String {
    let parts = page.split(" data-props=\"").enumerate();
    parts
        .map(|(at, part)| {
            if at == 0 {
                part
            } else {
                part.split_once('"').map_or("", |(_, rest)| rest)
            }
        })
        .collect()
}

#[tokio::test]
async fn pages_say_that_a_payment_is_being_checked_while_it_is_open() {
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
            shop.database
                .execute("update booking set expires_at = now() - interval '1 second'")
                .await;
        }
        for page in [format!("/bookings/{id}"), format!("/checkout/{id}")] {
            let text = without_properties(&Answer::of(buyer.get(&page)).await.text);
            assert!(
                text.contains("We are checking your payment."),
                "{page}, over: {over}"
            );
            assert!(!text.contains("charged"), "{page}, over: {over}");
            assert!(!text.contains("pay-button"), "{page}, over: {over}");
        }
    }
    assert_eq!(
        Answer::of(buyer.get(&format!("/api/v1/bookings/{id}")))
            .await
            .body["booking"]["payment"],
        "checking"
    );
    shop.database
        .execute("update payment set state = 'lapsed', closed_at = now()")
        .await;
    assert!(
        Answer::of(buyer.get(&format!("/bookings/{id}")))
            .await
            .text
            .contains("Your card was not charged.")
    );
}
