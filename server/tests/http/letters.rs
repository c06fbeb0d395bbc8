//! Tickets as documents, letters, and the recovery link.

use reqwest::StatusCode;
use serde_json::json;
use ui::texts::Language;

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key};

/// Buys a seat with this address for the letter, and returns the booking.
async fn bought(shop: &Shop, buyer: &Caller, email: &str) -> String {
    let event = shop.event().await;
    let booking = buyer.hold(&event, &[1]).await;
    let token = Answer::of(
        buyer
            .post("/api/v1/sandbox/tokens")
            .json(&json!({"card": GOOD_CARD})),
    )
    .await
    .body["payment_token"]
        .clone();
    let path = booking["payment_url"].as_str().expect("a path");
    let body = json!({"payment_token": token, "email": email});
    let paid = Answer::of(
        buyer
            .post(path)
            .header("idempotency-key", key())
            .json(&body),
    )
    .await;
    assert_eq!(paid.status, StatusCode::OK, "{}", paid.text);
    booking["id"].as_str().expect("a number").to_owned()
}

#[tokio::test]
async fn only_their_buyer_gets_tickets_as_pdf_and_calendar() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, "ada@example.com").await;
    let pdf = buyer
        .get(&format!("/api/v1/bookings/{booking}/tickets.pdf"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        (pdf.status(), pdf.headers()["content-type"].as_bytes()),
        (StatusCode::OK, &b"application/pdf"[..])
    );
    assert_eq!(pdf.headers()["cache-control"], "no-store");
    let bytes = pdf.bytes().await.expect("a body");
    assert!(
        bytes.starts_with(b"%PDF-1.7") && bytes.len() < 120_000,
        "{} bytes",
        bytes.len()
    );
    let phone = buyer
        .get(&format!("/api/v1/bookings/{booking}/tickets.pdf?for=phone"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        (phone.status(), phone.headers()["content-type"].as_bytes()),
        (StatusCode::OK, &b"application/pdf"[..])
    );
    let of_phone = phone.bytes().await.expect("a body");
    assert!(
        of_phone.starts_with(b"%PDF-1.7") && of_phone.len() < 120_000 && of_phone != bytes,
        "{} bytes",
        of_phone.len()
    );
    for query in ["for=poster", "for=", "size=phone"] {
        let path = format!("/api/v1/bookings/{booking}/tickets.pdf?{query}");
        Answer::of(buyer.get(&path))
            .await
            .is_problem(422, "invalid_request");
    }
    let page = Answer::of(buyer.get(&format!("/bookings/{booking}")))
        .await
        .text;
    assert!(
        page.contains("tickets.pdf?for=phone") && page.contains("PDF for a phone"),
        "{page}"
    );
    let calendar = Answer::of(buyer.get(&format!("/api/v1/bookings/{booking}/tickets.ics"))).await;
    assert!(
        calendar.text.starts_with("BEGIN:VCALENDAR") && calendar.text.contains("BEGIN:VEVENT"),
        "{}",
        calendar.text
    );
    let stranger = shop.caller().begin().await;
    for file in ["tickets.pdf", "tickets.ics"] {
        Answer::of(stranger.get(&format!("/api/v1/bookings/{booking}/{file}")))
            .await
            .is_problem(404, "not_found");
    }
}

#[tokio::test]
async fn the_page_after_paying_has_the_tickets_first_and_then_how_to_save_find_and_share() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, "ada@example.com").await;
    let page = Answer::of(buyer.get(&format!("/bookings/{booking}")))
        .await
        .text;
    let at = |words: &str| {
        page.find(words)
            .unwrap_or_else(|| panic!("{words}: {page}"))
    };
    let order = [
        "data-testid=\"ticket\"",
        "Save or print",
        "Add to the calendar",
        "Find your tickets again",
        "If you gave an e-mail address for this booking",
        "Link to these tickets",
        "Share the event",
    ];
    let places = order.map(at);
    assert!(places.is_sorted(), "{places:?}");
    let address = page
        .split("data-path=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    assert!(
        address.is_some_and(|address| address.starts_with("/events/")),
        "the event is shared, not the tickets: {address:?}"
    );
    let letter = page
        .split("href=\"mailto:")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default();
    assert!(!letter.contains(&booking), "{letter}");
}

#[tokio::test]
async fn a_booking_that_is_not_paid_has_no_tickets() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let path = format!(
        "/api/v1/bookings/{}/tickets.pdf",
        booking["id"].as_str().expect("a number")
    );
    Answer::of(buyer.get(&path))
        .await
        .is_problem(409, "booking_state");
}

#[tokio::test]
async fn an_address_that_would_inject_a_header_is_refused_and_nothing_is_paid() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let path = booking["payment_url"].as_str().expect("a path");
    for email in [
        "ada",
        "ada@example.com\r\nBcc: eve@example.com",
        &format!("{}@example.com", "a".repeat(300)),
    ] {
        let body = json!({"payment_token": "tok_accepted_1", "email": email});
        let refused = Answer::of(
            buyer
                .post(path)
                .header("idempotency-key", key())
                .json(&body),
        )
        .await;
        refused.is_problem(422, "invalid_request");
        assert_eq!(
            refused.body["errors"][0]["field"], "email",
            "{}",
            refused.text
        );
    }
    assert_eq!(
        shop.database.number("select count(*) from payment").await,
        0
    );
    let form = [("card", GOOD_CARD), ("email", "ada")];
    let id = booking["id"].as_str().expect("a number");
    let back = Answer::of(buyer.post(&format!("/bookings/{id}/pay")).form(&form)).await;
    assert_eq!(
        back.told_at(),
        format!("/checkout/{id}?problem=invalid_request&field=email")
    );
    let page = Answer::of(buyer.get(back.header("location"))).await.text;
    assert!(
        page.contains("This is not an e-mail address")
            && !page.contains(">The sandbox does not know this card"),
        "{page}"
    );
    for words in [
        "id=\"problem\"",
        "aria-describedby=\"problem email-hint\"",
        "aria-invalid=\"true\"",
    ] {
        assert!(
            page.contains(words),
            "the field leads to the notice, {words}: {page}"
        );
    }
    let card = Answer::of(
        buyer
            .post(&format!("/bookings/{id}/pay"))
            .form(&[("card", "5555 5555 5555 4444")]),
    )
    .await;
    assert_eq!(
        card.told_at(),
        format!("/checkout/{id}?problem=invalid_request")
    );
    assert!(
        Answer::of(buyer.get(card.header("location")))
            .await
            .text
            .contains("The sandbox does not know this card")
    );
}

#[tokio::test]
async fn a_shop_without_a_mail_server_shows_letters_to_their_buyer_and_to_everyone_with_the_link() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, "ada@example.com").await;
    let letters = Answer::of(buyer.get("/sandbox/letters")).await;
    assert!(
        letters.text.contains("ada@example.com")
            && letters.text.contains("This shop has no mail server"),
        "{}",
        letters.text
    );
    let link = letters
        .text
        .split("href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a link")
        .to_owned();
    assert!(link.starts_with("/recover/"), "{link}");
    let page = Answer::of(shop.caller().get(&link)).await;
    assert_eq!(
        (page.status, page.header("referrer-policy")),
        (StatusCode::OK, "no-referrer")
    );
    let read = Answer::of(buyer.get(&format!("/api/v1/bookings/{booking}"))).await;
    let number = read.body["booking"]["number"].as_str().expect("a number");
    assert!(
        page.text.contains(number) && page.header("cache-control") == "no-store",
        "{}",
        page.text
    );
    assert!(
        !page.text.contains(&format!("{link}\"")),
        "it does not lead to itself: {}",
        page.text
    );
    for letter in [&letters, &page] {
        assert!(
            letter
                .text
                .contains("<a href=\"/bookings\">My bookings</a>"),
            "it leads to the bookings: {}",
            letter.text
        );
    }
    assert_eq!(
        Answer::of(shop.caller().get(&format!("{link}/tickets.ics")))
            .await
            .status,
        StatusCode::OK
    );
    for file in ["tickets.pdf", "tickets.pdf?for=phone"] {
        assert!(
            page.text.contains(&format!("{link}/{file}\"")),
            "{}",
            page.text
        );
        assert_eq!(
            shop.caller()
                .get(&format!("{link}/{file}"))
                .send()
                .await
                .expect("an answer")
                .status(),
            StatusCode::OK,
            "{file}"
        );
    }
    Answer::of(shop.caller().get(&format!("{link}A")))
        .await
        .is_problem_of_a_page(404, "not_found");
    let others = Answer::of(shop.caller().begin().await.get("/sandbox/letters")).await;
    assert!(!others.text.contains("ada@example.com"), "{}", others.text);
}

#[tokio::test]
async fn the_link_of_a_booking_opens_in_every_language_after_the_buyer_gave_all_tickets_away() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, "ada@example.com").await;
    let read = Answer::of(buyer.get(&format!("/api/v1/bookings/{booking}"))).await;
    let read = &read.is_ok().body["booking"];
    let (ticket, number) = (
        read["tickets"][0]["id"].as_str().expect("a ticket"),
        read["number"].as_str().expect("a number"),
    );
    let letters = Answer::of(buyer.get("/sandbox/letters")).await.text;
    let link = letters
        .split("href=\"")
        .find(|rest| rest.starts_with("/recover/"))
        .and_then(|rest| rest.split('"').next())
        .expect("a link");
    Answer::of(
        buyer
            .post(&format!("/api/v1/tickets/{ticket}/transfer"))
            .json(&json!({"email": "mia@example.org"})),
    )
    .await
    .is_ok();
    for (language, words) in [
        (Language::English, "You gave your ticket"),
        (Language::Finnish, "Annoit lippusi"),
        (Language::Swedish, "Du har gett bort din biljett"),
        (Language::German, "Sie haben Ihr Ticket"),
        (Language::French, "Vous avez donné"),
        (Language::Portuguese, "Passou a outra pessoa"),
    ] {
        let page = Answer::of(shop.caller().get(&language.address(link))).await;
        assert!(
            page.is_ok().text.contains(words)
                && page.text.contains(number)
                && !page.text.contains("tickets.pdf"),
            "{words}: {}",
            page.text
        );
    }
}

#[tokio::test]
async fn a_form_sends_the_tickets_again() {
    let shop = Shop::open().await;
    let buyer = shop.caller().begin().await;
    let booking = bought(&shop, &buyer, "adda@example.com").await;
    let (path, form) = (
        format!("/bookings/{booking}/letter"),
        [("email", "ada@example.com")],
    );
    for _ in 0..3 {
        let sent = Answer::of(buyer.post(&path).form(&form)).await;
        assert_eq!(
            sent.header("location"),
            format!("/bookings/{booking}?sent=1")
        );
    }
    let fourth = Answer::of(buyer.post(&path).form(&form)).await;
    assert_eq!(
        fourth.told_at(),
        format!("/bookings/{booking}?problem=too_many_requests")
    );
    let wrong = Answer::of(buyer.post(&path).form(&[("email", "ada")])).await;
    assert_eq!(
        wrong.told_at(),
        format!("/bookings/{booking}?problem=invalid_request")
    );
    let page = Answer::of(buyer.get(wrong.header("location"))).await.text;
    assert!(
        page.contains("id=\"problem\"") && page.contains("aria-describedby=\"problem\""),
        "{page}"
    );
    assert_eq!(
        shop.database
            .number("select count(*) from letter where address = 'ada@example.com'")
            .await,
        3
    );
}
