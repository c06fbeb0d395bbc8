//! `POST /api/v1/tickets/{id}/transfer`, and the form for it;
//! `GET /api/v1/tickets/{id}/pass.pkpass`.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::shop::{Answer, Caller, GOOD_CARD, Shop};

/// A booking with two tickets.
async fn bought(shop: &Shop, buyer: &Caller) -> Value {
    let event = shop.event().await;
    let booking = buyer.hold(&event, &[7, 8]).await;
    buyer.pay(&booking, GOOD_CARD).await.is_ok().body["booking"].clone()
}

async fn transfer(caller: &Caller, ticket: &Value, body: Value) -> Answer {
    let path = format!(
        "/api/v1/tickets/{}/transfer",
        ticket["id"].as_str().expect("a number")
    );
    Answer::of(caller.post(&path).json(&body)).await
}

#[tokio::test]
async fn only_its_buyer_can_give_a_ticket_away() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer).await;
    let (kept, away) = (&booking["tickets"][0], &booking["tickets"][1]);
    let mia = json!({"email": "mia@example.org"});
    transfer(&shop.caller().begin().await, away, mia.clone())
        .await
        .is_problem(404, "not_found");
    transfer(&shop.caller(), away, mia.clone())
        .await
        .is_problem(404, "not_found");
    transfer(
        &buyer,
        away,
        json!({"email": "mia\r\nBcc: eve@example.org"}),
    )
    .await
    .is_problem(422, "invalid_request")
    .names("email");
    transfer(&buyer, away, json!({}))
        .await
        .is_problem(422, "invalid_request")
        .names("email");
    for _ in 0..2 {
        let given = transfer(&buyer, away, mia.clone()).await;
        let booking = &given.is_ok().body["booking"];
        assert_eq!(
            (
                booking["tickets"].as_array().map(Vec::len),
                &booking["tickets"][0]
            ),
            (Some(1), kept)
        );
        assert_eq!(
            (&booking["given"][0]["to"], booking["given"][0].get("code")),
            (&json!("m***@example.org"), None)
        );
        assert_eq!(given.header("cache-control"), "no-store");
    }
    transfer(&buyer, away, json!({"email": "eve@example.org"}))
        .await
        .is_problem(409, "booking_state");
    assert_eq!(
        shop.database
            .number("select count(*) from letter where kind = 'transfer'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_form_gives_a_ticket_away_and_its_link_opens_it_in_any_browser() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer).await;
    let id = booking["id"].as_str().expect("a number");
    let page = Answer::of(buyer.get(&format!("/bookings/{id}"))).await;
    assert!(
        page.text.contains(&format!("/bookings/{id}/give")),
        "{}",
        page.text
    );
    // The shop of these tests sends no e-mail.
    assert!(
        page.text.contains("you send its link") && !page.text.contains("We send the ticket"),
        "{}",
        page.text
    );
    let ticket = booking["tickets"][1]["id"].as_str().expect("a number");
    let give = async |ticket: &str, email: &str| {
        let sent = Answer::of(
            buyer
                .post(&format!("/bookings/{id}/give"))
                .form(&[("ticket", ticket), ("email", email)]),
        )
        .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        sent.told_at()
    };
    assert_eq!(
        give(ticket, "mia").await,
        format!("/bookings/{id}?problem=invalid_request&field=give#give")
    );
    assert_eq!(
        give("7", "mia@example.org").await,
        format!("/bookings/{id}?problem=invalid_request&field=give#give")
    );
    let done = give(ticket, "mia@example.org").await;
    assert_eq!(done, format!("/bookings/{id}?given=1#give"));
    let page = Answer::of(buyer.get(&done)).await;
    assert!(
        page.text.contains("Given to m***@example.org")
            && page.text.contains("You gave the ticket away"),
        "{}",
        page.text
    );
    assert_eq!(page.text.matches(r#"data-testid="ticket""#).count(), 1);
    let refused = give(ticket, "eve@example.org").await;
    assert_eq!(
        refused,
        format!("/bookings/{id}?problem=booking_state&reason=given_away&field=give#give")
    );
    let page = Answer::of(buyer.get(&refused)).await;
    let section = page
        .text
        .split_once(r#"<section id="give""#)
        .expect("the part of the page about giving tickets")
        .1;
    assert!(
        section.contains("Somebody else has it already."),
        "{}",
        page.text
    );

    let letters = Answer::of(buyer.get("/sandbox/letters")).await;
    let link = letters
        .text
        .split("href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a link")
        .to_owned();
    assert!(link.starts_with("/ticket/"), "{link}");
    let mia = shop.caller();
    let letter = Answer::of(mia.get(&link)).await;
    assert_eq!(
        (
            letter.status,
            letter.header("referrer-policy"),
            letter.header("cache-control")
        ),
        (StatusCode::OK, "no-referrer", "no-store")
    );
    assert!(
        letter.text.contains("gave it to you")
            && letter.text.contains("seat 9")
            && !letter.text.contains("seat 8"),
        "{}",
        letter.text
    );
    for file in ["tickets.pdf", "tickets.ics"] {
        assert_eq!(
            mia.get(&format!("{link}/{file}"))
                .send()
                .await
                .expect("an answer")
                .status(),
            StatusCode::OK
        );
    }
    Answer::of(mia.get(&format!("{link}A")))
        .await
        .is_problem_of_a_page(404, "not_found");
}

#[tokio::test]
async fn the_page_of_a_booking_offers_only_the_tickets_that_the_buyer_still_has() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer).await;
    let page = format!("/bookings/{}", booking["id"].as_str().expect("a number"));
    let whole = Answer::of(buyer.get(&page)).await;
    assert!(
        whole.is_ok().text.contains("2 tickets. Total paid: €"),
        "{}",
        whole.text
    );
    transfer(
        &buyer,
        &booking["tickets"][0],
        json!({"email": "mia@example.org"}),
    )
    .await
    .is_ok();
    let one = Answer::of(buyer.get(&page)).await;
    assert!(
        one.text.contains("1 ticket. Paid for the whole booking: €")
            && one.text.contains("See you there."),
        "{}",
        one.text
    );
    transfer(
        &buyer,
        &booking["tickets"][1],
        json!({"email": "mia@example.org"}),
    )
    .await
    .is_ok();
    let none = Answer::of(buyer.get(&page)).await;
    assert!(
        none.text
            .contains("You have no tickets of this booking any more"),
        "{}",
        none.text
    );
    assert!(
        none.text.contains("Paid for the whole booking: €")
            && none.text.contains("Given to m***@example.org"),
        "{}",
        none.text
    );
    for words in [
        "See you there.",
        "Paid, and yours",
        r#"data-does="print""#,
        r#"class="ticket-list""#,
        "at the door",
    ] {
        assert!(!none.text.contains(words), "{words}: {}", none.text);
    }
}

#[tokio::test]
async fn only_its_buyer_gets_a_ticket_as_a_wallet_pass() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer).await;
    let (kept, away) = (&booking["tickets"][0], &booking["tickets"][1]);
    let path = |ticket: &Value| {
        format!(
            "/api/v1/tickets/{}/pass.pkpass",
            ticket["id"].as_str().expect("a number")
        )
    };
    let pass = buyer.get(&path(kept)).send().await.expect("an answer");
    assert_eq!(
        (pass.status(), pass.headers()["content-type"].as_bytes()),
        (StatusCode::OK, &b"application/vnd.apple.pkpass"[..])
    );
    assert_eq!(pass.headers()["cache-control"], "no-store");
    let bytes = pass.bytes().await.expect("a body");
    let has = |words: &str| {
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    assert!(
        bytes.starts_with(b"PK\x03\x04")
            && has("manifest.json")
            && has(kept["code"].as_str().expect("a code"))
    );
    assert!(has("this pass is unsigned"), "this shop has no certificate");
    let page = Answer::of(buyer.get(&format!(
        "/bookings/{}",
        booking["id"].as_str().expect("a number")
    )))
    .await;
    assert!(!page.text.contains(".pkpass"), "a phone would refuse it");

    Answer::of(shop.caller().begin().await.get(&path(kept)))
        .await
        .is_problem(404, "not_found");
    transfer(&buyer, away, json!({"email": "mia@example.org"}))
        .await
        .is_ok();
    Answer::of(buyer.get(&path(away)))
        .await
        .is_problem(409, "booking_state");
}
