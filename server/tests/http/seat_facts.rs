//! All facts about a seat reach its ticket, the API and the pages: section, row, number, price,
//! entrance, wheelchair place or companion's seat, and a restricted view.

use serde_json::{Value, json};
use testing::{Hall, TestEvent};

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key, members};

const PILLAR: &str = "view partly blocked by a pillar";

/// An event whose first row has no name and three special seats, with standing room behind them.
async fn open() -> (Shop, TestEvent) {
    let shop = Shop::open().await;
    let hall = Hall {
        standing: 10,
        ..Hall::default()
    };
    let event = hall
        .open_with(shop.database.pool(), &hall.special_plan())
        .await;
    (shop, event)
}

fn id(booking: &Value) -> &str {
    booking["id"].as_str().expect("an id")
}

async fn page(caller: &Caller, path: &str) -> String {
    let page = Answer::of(caller.get(path)).await;
    page.is_ok();
    // Leptos marks where texts begin and end.
    page.text.replace("<!>", "").replace("<!---->", "")
}

#[tokio::test]
async fn the_list_of_seats_has_special_facts_only_for_special_seats() {
    let (shop, event) = open().await;
    let seats = Answer::of(
        shop.caller()
            .get(&format!("/api/v1/events/{}/seats", event.id)),
    )
    .await
    .body["seats"]
        .clone();
    let plain = ["number", "price_level", "row", "seat", "section", "status"];
    assert_eq!(members(&seats[3]), plain);
    assert_eq!(
        (
            &seats[0]["row"],
            &seats[0]["number"],
            &seats[0]["accessible"]
        ),
        (&json!(""), &json!("1"), &json!(true))
    );
    assert_eq!(
        (&seats[1]["companion"], &seats[1]["accessible"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(seats[2]["note"], PILLAR);
}

#[tokio::test]
async fn a_program_reads_all_facts_before_the_payment_and_on_the_tickets() {
    let (shop, event) = open().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[0, 1, 2, 15]).await;
    assert_eq!(
        booking.get("number"),
        None,
        "a hold has no number that people read"
    );
    let seats = &booking["seats"];
    assert_eq!(
        (
            &seats[0]["accessible"],
            &seats[1]["companion"],
            &seats[2]["note"]
        ),
        (&json!(true), &json!(true), &json!(PILLAR))
    );
    assert_eq!(
        members(&seats[3]),
        ["number", "price", "row", "seat", "section"]
    );

    let paid = buyer.pay(&booking, GOOD_CARD).await.body["booking"].clone();
    let read = Answer::of(buyer.get(&format!("/api/v1/bookings/{}", id(&booking))))
        .await
        .body["booking"]
        .clone();
    assert_eq!(paid["number"].as_str().map(str::len), Some(8), "{paid}");
    assert_eq!(
        (&paid["number"], &paid["tickets"]),
        (&read["number"], &read["tickets"])
    );
    let ticket = &paid["tickets"][2];
    let facts = ["section", "row", "number", "note", "entrance"]
        .map(|name| ticket[name].as_str().unwrap_or_default());
    assert_eq!(facts, ["Stalls", "", "3", PILLAR, "Door B"]);
    assert_eq!(ticket["price"], json!({"amount": 6000, "currency": "EUR"}));
    assert_eq!(
        (
            &paid["tickets"][0]["accessible"],
            &paid["tickets"][1]["companion"]
        ),
        (&json!(true), &json!(true))
    );
}

#[tokio::test]
async fn the_checkout_states_a_restricted_view_before_payment() {
    let (shop, event) = open().await;
    let buyer = shop.caller().begin().await;
    let booking = buyer.hold(&event, &[0, 1, 2]).await;
    for path in [
        format!("/checkout/{}", id(&booking)),
        format!("/bookings/{}", id(&booking)),
    ] {
        let page = page(&buyer, &path).await;
        for words in [
            "Stalls, seat\u{a0}1",
            "wheelchair place",
            "for a companion",
            "Stalls, seat\u{a0}3",
            PILLAR,
            "€60",
        ] {
            assert!(page.contains(words), "{words} in {path}: {page}");
        }
    }
}

#[tokio::test]
async fn the_page_of_a_paid_booking_shows_every_fact_and_its_number() {
    let (shop, event) = open().await;
    let buyer = shop.caller().begin().await;
    let booking = buyer.hold(&event, &[0, 1, 2]).await;
    let paid = buyer.pay(&booking, GOOD_CARD).await.body["booking"].clone();
    let number = paid["number"].as_str().expect("a number");
    let page_of_booking = page(&buyer, &format!("/bookings/{}", id(&booking))).await;
    for words in [
        "<bdi>Town Hall</bdi>, <bdi>1 High Street, Lahti</bdi>",
        &format!("Booking {number}"),
        "<dt>Section</dt><dd>Stalls</dd>",
        "<dt>Seat</dt><dd>3</dd>",
        "<dt>Entrance</dt><dd>Door B</dd>",
        "<dt>Price</dt><dd>€60</dd>",
        "wheelchair place",
        "for a companion",
        &format!("QR code of the ticket for Stalls, seat\u{a0}3, €60, {PILLAR}"),
    ] {
        assert!(
            page_of_booking.contains(words),
            "{words}: {page_of_booking}"
        );
    }
    assert!(
        !page_of_booking.contains("<dt>Row</dt>") && !page_of_booking.contains("<dt>Area</dt>"),
        "{page_of_booking}"
    );
    assert!(page(&buyer, "/bookings").await.contains(number));
}

#[tokio::test]
async fn a_ticket_for_standing_room_has_an_area_and_a_price() {
    let (shop, event) = open().await;
    let buyer = shop.caller().begin().await;
    let booking = buyer
        .ask(&event, json!({"area": {"area": "floor", "quantity": 1}}))
        .await
        .body["booking"]
        .clone();
    buyer.pay(&booking, GOOD_CARD).await.is_ok();
    let page = page(&buyer, &format!("/bookings/{}", id(&booking))).await;
    for words in [
        "<dt>Area</dt><dd>Floor</dd>",
        "<dt>Price</dt><dd>€30</dd>",
        "QR code of the ticket for Floor, €30",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("<dt>Seat</dt>") && !page.contains("<dt>Entrance</dt>"),
        "{page}"
    );
}

#[tokio::test]
async fn a_letter_has_every_fact_and_the_number_of_the_booking() {
    let (shop, event) = open().await;
    let buyer = shop.caller().begin().await;
    let booking = buyer.hold(&event, &[0, 2]).await;
    let token = Answer::of(
        buyer
            .post("/api/v1/sandbox/tokens")
            .json(&json!({"card": GOOD_CARD})),
    )
    .await
    .body["payment_token"]
        .clone();
    let path = booking["payment_url"].as_str().expect("a path");
    let body = json!({"payment_token": token, "email": "ada@example.com"});
    let paid = Answer::of(
        buyer
            .post(path)
            .header("idempotency-key", key())
            .json(&body),
    )
    .await;
    let number = paid.is_ok().body["booking"]["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    let letters = Answer::of(buyer.get("/sandbox/letters")).await.text;
    let link = letters
        .split("href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a link");
    let letter = Answer::of(buyer.get(link)).await.text;
    for words in [
        "Town Hall, 1 High Street, Lahti",
        "Stalls, seat 1 (€60, wheelchair place, Entrance: Door B)",
        &format!("Stalls, seat 3 (€60, {PILLAR}, Entrance: Door B)"),
        &format!("Booking {number}"),
    ] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
}
