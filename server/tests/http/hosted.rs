//! Paying on a page of the provider, without JavaScript and by the API.

use reqwest::StatusCode;
use serde_json::json;
use server::config::Config;

use crate::shop::{Answer, GOOD_CARD, Shop, key, members};

/// The forms of a checkout page that pay for this booking, and the totals that its forms send.
fn forms_and_totals(page: &str, booking: &str) -> (usize, usize) {
    let form = format!(r#"action="/bookings/{booking}/pay""#);
    (
        page.matches(&form).count(),
        page.matches(r#"name="total" value="6000 EUR""#).count(),
    )
}

#[tokio::test]
async fn forms_lead_to_the_sandboxs_page_and_back_to_the_tickets() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    let checkout = Answer::of(caller.get(&format!("/checkout/{id}"))).await;
    assert!(
        checkout.text.contains(r#"value="hosted""#),
        "{}",
        checkout.text
    );
    assert_eq!(
        forms_and_totals(&checkout.text, id),
        (2, 2),
        "{}",
        checkout.text
    );

    let form = [("way", "hosted"), ("key", "form-1")];
    let sent = Answer::of(caller.post(&format!("/bookings/{id}/pay")).form(&form)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = sent.header("location").to_owned();
    assert!(page.starts_with("/sandbox/pay/"), "{page}");
    // A repeated form redirects to the same page, and so does the checkout.
    assert_eq!(
        Answer::of(caller.post(&format!("/bookings/{id}/pay")).form(&form))
            .await
            .header("location"),
        page
    );
    assert!(
        Answer::of(caller.get(&format!("/checkout/{id}")))
            .await
            .text
            .contains(&page)
    );
    assert!(
        Answer::of(caller.get(&page))
            .await
            .is_ok()
            .text
            .contains("4000 0027 6000 3184")
    );

    let card = |number: &'static str| {
        caller
            .post(&format!("{page}/card"))
            .form(&[("card", number)])
    };
    let declined = Answer::of(card("4000 0000 0000 0002")).await;
    assert_eq!(declined.header("location"), format!("{page}?card=declined"));
    assert!(
        Answer::of(caller.get(declined.header("location")))
            .await
            .text
            .contains("Your bank declined the card")
    );
    let asked = Answer::of(card("4000 0027 6000 3184")).await;
    assert!(
        Answer::of(caller.get(asked.header("location")))
            .await
            .text
            .contains(r#"value="passed""#)
    );

    let back = format!("/bookings/{id}/returned");
    assert_eq!(Answer::of(card(GOOD_CARD)).await.header("location"), back);
    let returned = Answer::of(caller.get(&back)).await;
    assert!(
        returned.is_ok().text.contains("You have paid"),
        "{}",
        returned.text
    );
    assert!(
        returned.text.contains(&format!("0;url=/bookings/{id}")),
        "the tickets follow: {}",
        returned.text
    );
    let elsewhere = Answer::of(shop.caller().get(&back)).await;
    assert!(
        elsewhere.text.contains("You have paid")
            && !elsewhere.text.contains(&format!("href=\"/bookings/{id}\"")),
        "{}",
        elsewhere.text
    );
    assert_eq!(
        Answer::of(caller.get(&format!("/api/v1/bookings/{id}")))
            .await
            .body["booking"]["status"],
        "confirmed"
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_concurrent_tabs_get_one_page_and_are_charged_once() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    let tab = async |key: &str| {
        let form = [("way", "hosted"), ("key", key)];
        Answer::of(caller.post(&format!("/bookings/{id}/pay")).form(&form))
            .await
            .told_at()
    };
    let (page, other) = tokio::join!(tab("tab-1"), tab("tab-2"));
    assert!(page.starts_with("/sandbox/pay/"), "{page}");
    assert_eq!(page, other);

    let pay = async || {
        Answer::of(
            caller
                .post(&format!("{page}/card"))
                .form(&[("card", GOOD_CARD)]),
        )
        .await
        .header("location")
        .to_owned()
    };
    let (first, second) = tokio::join!(pay(), pay());
    let back = format!("/bookings/{id}/returned");
    assert_eq!(
        (first.as_str(), second.as_str()),
        (back.as_str(), back.as_str())
    );
    Answer::of(caller.get(&back)).await.is_ok();
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    assert_eq!(
        shop.database.number("select count(*) from payment").await,
        1
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        1
    );
    assert_eq!(shop.database.number("select count(*) from ticket").await, 1);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_program_gets_the_page_and_reads_the_state_of_the_payment() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let path = booking["payment_url"].as_str().expect("a path");
    let pay = |body: serde_json::Value| {
        buyer
            .post(path)
            .header("idempotency-key", key())
            .json(&body)
    };
    Answer::of(buyer.get(path))
        .await
        .is_problem(404, "not_found");
    for (body, field) in [
        (json!({}), "payment_token"),
        (
            json!({"way": "hosted", "payment_token": "x"}),
            "payment_token",
        ),
        (json!({"payment_token": "x", "email": "nobody"}), "email"),
        (json!({"way": "hosted", "email": "nobody"}), "email"),
        (json!({"way": "by post"}), "way"),
    ] {
        Answer::of(pay(body))
            .await
            .is_problem(422, "invalid_request")
            .names(field);
    }
    let opened = Answer::of(pay(json!({"way": "hosted", "email": "a@b.example"}))).await;
    assert_eq!(
        (opened.status.as_u16(), members(&opened.body)),
        (200, vec!["redirect_url"]),
        "{}",
        opened.text
    );
    let progress = Answer::of(buyer.get(path)).await;
    assert_eq!(progress.body["state"], "open");
    assert_eq!(progress.body["redirect_url"], opened.body["redirect_url"]);
    Answer::of(shop.caller().get(path))
        .await
        .is_problem(404, "not_found");
    let page = opened.body["redirect_url"].as_str().expect("a page");
    Answer::of(
        buyer
            .post(&format!("{page}/card"))
            .form(&[("card", GOOD_CARD)]),
    )
    .await;
    Answer::of(buyer.get(&format!(
        "/bookings/{}/returned",
        booking["id"].as_str().expect("an id")
    )))
    .await
    .is_ok();
    let progress = Answer::of(buyer.get(path)).await;
    assert_eq!(
        (
            &progress.body["state"],
            progress.body["redirect_url"].is_null()
        ),
        (&json!("paid"), true),
        "{}",
        progress.text
    );
}

#[tokio::test]
async fn with_stripe_only_the_checkout_may_lead_to_its_pages() {
    let config = Config {
        stripe_key: Some("sk_test_1".parse().expect("a key")),
        stripe_webhook_secrets: vec!["whsec_1".parse().expect("a secret")],
        stripe_origin: Some("http://127.0.0.1:9".parse().expect("an origin")),
        public_url: Some("http://tickets.example".parse().expect("an origin")),
        ..Config::default()
    };
    let shop = Shop::open_with(config).await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    let checkout = Answer::of(caller.get(&format!("/checkout/{id}"))).await;
    let policy = |page: &Answer| page.header("content-security-policy").to_owned();
    assert!(
        policy(&checkout).contains("form-action 'self' http://127.0.0.1:9;"),
        "{}",
        policy(&checkout)
    );
    assert!(
        checkout.text.contains(r#"name="email""#) && !checkout.text.contains(r#"name="card""#),
        "{}",
        checkout.text
    );
    assert_eq!(
        forms_and_totals(&checkout.text, id),
        (1, 1),
        "{}",
        checkout.text
    );
    assert!(policy(&Answer::of(caller.get("/")).await).contains("form-action 'self';"));
    Answer::of(
        caller
            .post("/api/v1/sandbox/tokens")
            .json(&json!({"card": GOOD_CARD})),
    )
    .await
    .is_problem(404, "not_found");
    Answer::of(caller.get("/sandbox/letters"))
        .await
        .is_problem_of_a_page(404, "not_found");
    Answer::of(caller.post("/api/v1/webhooks/stripe").body("{}"))
        .await
        .is_problem(401, "bad_signature");
}

#[tokio::test]
async fn a_late_buyer_accepts_other_seats_on_the_page_of_the_booking() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let (caller, other) = (shop.caller(), shop.caller());
    let booking = caller.hold(&event, &[1]).await;
    let (id, path) = (
        booking["id"].as_str().expect("an id"),
        booking["payment_url"].as_str().expect("a path"),
    );
    let sent = Answer::of(
        caller
            .post(&format!("/bookings/{id}/pay"))
            .form(&[("way", "hosted"), ("key", "form-1")]),
    )
    .await;
    let page = sent.header("location").to_owned();
    shop.database.lapse().await;
    other.hold(&event, &[1]).await;
    Answer::of(
        caller
            .post(&format!("{page}/card"))
            .form(&[("card", GOOD_CARD)]),
    )
    .await;
    shop.database
        .until(
            "select count(*) from payment where offered_until is not null",
            1,
        )
        .await;

    let returned = Answer::of(caller.get(&format!("/bookings/{id}/returned")))
        .await
        .text;
    assert!(
        returned.contains("We hold other seats for you")
            && returned.contains(&format!("0;url=/bookings/{id}")),
        "{returned}"
    );
    let offer = Answer::of(caller.get(&format!("/bookings/{id}")))
        .await
        .text;
    for words in [
        "We hold other seats for you",
        "They are held until",
        "Take these seats",
        "No, give my money back",
    ] {
        assert!(offer.contains(words), "{words}: {offer}");
    }
    assert!(!offer.contains("Continue to payment"), "{offer}");
    assert!(
        !Answer::of(caller.get(&format!("/checkout/{id}")))
            .await
            .text
            .contains("pay-button")
    );
    assert_eq!(Answer::of(caller.get(path)).await.body["state"], "offered");
    assert_eq!(
        Answer::of(caller.get(&format!("/api/v1/bookings/{id}")))
            .await
            .body["booking"]["payment"],
        "offered"
    );

    let form = format!("/bookings/{id}/offer");
    let stranger = Answer::of(other.post(&form).form(&[("answer", "take")])).await;
    assert_eq!(stranger.header("location"), format!("/bookings/{id}"));
    assert_eq!(
        Answer::of(caller.post(&form).form(&[("answer", "perhaps")]))
            .await
            .status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    let taken = Answer::of(caller.post(&form).form(&[("answer", "take")])).await;
    assert_eq!(
        (taken.status, taken.header("location")),
        (StatusCode::SEE_OTHER, format!("/bookings/{id}").as_str()),
        "{}",
        taken.text
    );
    assert_eq!(
        Answer::of(caller.get(&format!("/api/v1/bookings/{id}")))
            .await
            .body["booking"]["status"],
        "confirmed"
    );
    assert!(
        Answer::of(caller.get(&format!("/bookings/{id}")))
            .await
            .text
            .contains("Tickets")
    );
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}
