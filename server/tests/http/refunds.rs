//! Giving tickets back, with the API and with plain forms.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key};

/// Buys seats whose tickets can be given back for a fee of €2 each, and returns the booking.
async fn bought(shop: &Shop, buyer: &Caller, seats: &[u32]) -> Value {
    let event = shop.event().await;
    shop.database
        .execute("update event set refund_hours = 24, refund_fee = 200")
        .await;
    let booking = buyer.hold(&event, seats).await;
    let paid = buyer.pay(&booking, GOOD_CARD).await;
    assert_eq!(paid.status, StatusCode::OK, "{}", paid.text);
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    paid.body["booking"].clone()
}

fn path(booking: &Value) -> String {
    format!(
        "/api/v1/bookings/{}/refunds",
        booking["id"].as_str().expect("a number")
    )
}

fn ticket(booking: &Value, number: usize) -> &str {
    booking["tickets"][number]["id"].as_str().expect("a ticket")
}

async fn refund(buyer: &Caller, booking: &Value, key: &str, body: Value) -> Answer {
    Answer::of(
        buyer
            .post(&path(booking))
            .header("idempotency-key", key)
            .json(&body),
    )
    .await
}

#[tokio::test]
async fn a_dry_run_shows_the_same_sum_and_fee_as_the_refund() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, &[1, 2, 3]).await;
    let nothing = Answer::of(buyer.get(&path(&booking))).await;
    assert_eq!(nothing.body, json!({"refunds": []}), "{}", nothing.text);
    let all = Answer::of(buyer.get(&format!("{}?dry_run", path(&booking)))).await;
    assert_eq!(
        all.body["dry_run"]["amount"],
        json!({"amount": 3 * 5_800, "currency": "EUR"}),
        "{}",
        all.text
    );
    let one = Answer::of(buyer.get(&format!(
        "{}?dry_run={}",
        path(&booking),
        ticket(&booking, 0)
    )))
    .await;
    assert_eq!(
        (
            &one.body["dry_run"]["amount"]["amount"],
            &one.body["dry_run"]["fee"]["amount"]
        ),
        (&json!(5_800), &json!(200))
    );

    let (first, wish) = (key(), json!({"tickets": [ticket(&booking, 0)]}));
    let given = refund(&buyer, &booking, &first, wish.clone()).await;
    let after = &given.is_ok().body["booking"];
    assert_eq!(
        (
            after["status"].as_str(),
            after["tickets"].as_array().map(Vec::len)
        ),
        (Some("confirmed"), Some(2)),
        "{}",
        given.text
    );
    let refunds = after["refunds"].as_array().expect("refunds");
    assert_eq!(
        (refunds.len(), &refunds[0]["amount"], &refunds[0]["fee"]),
        (
            1,
            &one.body["dry_run"]["amount"],
            &one.body["dry_run"]["fee"]
        )
    );
    assert_eq!(
        (&refunds[0]["why"], &refunds[0]["tickets"][0]["seat"]),
        (&json!("buyer"), &json!(1))
    );
    let again = refund(&buyer, &booking, &first, wish).await;
    assert_eq!(
        again.is_ok().body["booking"]["refunds"][0]["id"],
        refunds[0]["id"],
        "the same key is the same refund"
    );
    let other = refund(
        &buyer,
        &booking,
        &first,
        json!({"tickets": [ticket(&booking, 1)]}),
    )
    .await;
    other.is_problem(422, "idempotency_key_reused");

    let rest = refund(&buyer, &booking, &key(), json!({})).await;
    assert_eq!(
        (
            &rest.is_ok().body["booking"]["status"],
            rest.body["booking"]["tickets"].is_null()
        ),
        (&json!("refunded"), true)
    );
    shop.database
        .until("select count(*) from refund where state = 'succeeded'", 2)
        .await;
    let list = Answer::of(buyer.get(&path(&booking))).await;
    assert_eq!(
        (
            &list.body["refunds"][0]["state"],
            list.body["refunds"][0]["settled_at"].is_string()
        ),
        (&json!("succeeded"), true)
    );
    assert_eq!(list.header("cache-control"), "no-store");
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_refused_refund_has_its_reason_and_strangers_learn_nothing() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, &[1, 2]).await;
    let stranger = shop.caller().begin().await;
    Answer::of(stranger.get(&path(&booking)))
        .await
        .is_problem(404, "not_found");
    refund(&stranger, &booking, &key(), json!({}))
        .await
        .is_problem(404, "not_found");
    refund(
        &buyer,
        &booking,
        &key(),
        json!({"tickets": [booking["id"]]}),
    )
    .await
    .is_problem(404, "not_found");
    refund(&buyer, &booking, &key(), json!({"tickets": []}))
        .await
        .is_problem(422, "invalid_request")
        .names("tickets");
    refund(&buyer, &booking, &key(), json!({"ticket": []}))
        .await
        .is_problem(422, "invalid_request")
        .names("ticket");
    Answer::of(buyer.post(&path(&booking)).json(&json!({})))
        .await
        .is_problem(422, "idempotency_key_missing");
    Answer::of(buyer.get(&format!("{}?dry_run=x", path(&booking))))
        .await
        .is_problem(422, "invalid_request")
        .names("dry_run");

    refund(
        &buyer,
        &booking,
        &key(),
        json!({"tickets": [ticket(&booking, 0)]}),
    )
    .await
    .is_ok();
    let twice = refund(
        &buyer,
        &booking,
        &key(),
        json!({"tickets": [ticket(&booking, 0), ticket(&booking, 1)]}),
    )
    .await;
    assert_eq!(
        twice.is_problem(409, "refund_refused").body["reason"],
        "refunded"
    );
    shop.database.execute("update event set starts_at = now() + interval '1 hour', ends_at = now() + interval '2 hours'").await;
    let late = Answer::of(buyer.get(&format!("{}?dry_run", path(&booking)))).await;
    assert_eq!(
        late.is_problem(409, "refund_refused").body["reason"],
        "too_late"
    );
}

#[tokio::test]
async fn forms_show_the_refund_and_give_tickets_back_once() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, &[1, 2]).await;
    let id = booking["id"].as_str().expect("a number");
    let own = Answer::of(buyer.get(&format!("/bookings/{id}"))).await;
    assert!(
        own.is_ok().text.contains(&format!("/bookings/{id}/refund")),
        "{}",
        own.text
    );
    let choose = Answer::of(buyer.get(&format!("/bookings/{id}/refund"))).await;
    assert!(
        choose
            .is_ok()
            .text
            .contains("Which tickets do you want to give back?")
            && choose.text.contains("€58"),
        "{}",
        choose.text
    );
    let none = Answer::of(buyer.get(&format!("/bookings/{id}/refund?step=2"))).await;
    assert!(
        none.text.contains("Choose at least one ticket"),
        "{}",
        none.text
    );
    let confirm = Answer::of(buyer.get(&format!(
        "/bookings/{id}/refund?step=2&ticket={}",
        ticket(&booking, 0)
    )))
    .await;
    assert!(
        confirm.text.contains("You get €58 back")
            && confirm.text.contains("A fee of €2 is already taken off."),
        "{}",
        confirm.text
    );
    assert_eq!(shop.database.number("select count(*) from refund").await, 0);

    let key = key();
    let form = [("key", key.as_str()), ("ticket", ticket(&booking, 0))];
    for _ in 0..2 {
        let sent = buyer
            .form(&format!("/bookings/{id}/give-back"), &form)
            .await;
        assert_eq!(
            (sent.status, sent.header("location")),
            (
                StatusCode::SEE_OTHER,
                format!("/bookings/{id}#refunds").as_str()
            )
        );
    }
    let after = Answer::of(buyer.get(&format!("/bookings/{id}"))).await;
    assert!(
        after.text.contains("Refunds") && after.text.contains("€58"),
        "{}",
        after.text
    );
    assert_eq!(shop.database.number("select count(*) from refund").await, 1);

    shop.database.execute("update event set starts_at = now() + interval '1 hour', ends_at = now() + interval '2 hours'").await;
    let late = buyer
        .form(
            &format!("/bookings/{id}/give-back"),
            &[("ticket", ticket(&booking, 1))],
        )
        .await;
    let told = format!("/bookings/{id}/refund?problem=refund_refused&reason=too_late");
    assert_eq!(late.told_at(), told);
    assert!(
        Answer::of(buyer.get(&told))
            .await
            .text
            .contains("It is too late to give tickets back.")
    );
    let empty = buyer.form(&format!("/bookings/{id}/give-back"), &[]).await;
    assert_eq!(
        empty.header("location"),
        format!("/bookings/{id}/refund?step=2")
    );
}

#[tokio::test]
async fn the_refund_form_says_who_has_a_ticket_that_the_buyer_gave_away() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let booking = bought(&shop, &buyer, &[1, 2]).await;
    let id = booking["id"].as_str().expect("a number");
    let transfer = format!("/api/v1/tickets/{}/transfer", ticket(&booking, 1));
    let now = Answer::of(
        buyer
            .post(&transfer)
            .json(&json!({"email": "mia@example.org"})),
    )
    .await;
    let given = now.is_ok().body["booking"]["given"][0]["id"]
        .as_str()
        .expect("a ticket")
        .to_owned();
    let choose = Answer::of(buyer.get(&format!("/bookings/{id}/refund"))).await;
    let note = "given to m***@example.org; that person’s ticket stops working";
    assert_eq!(
        choose.is_ok().text.matches(note).count(),
        1,
        "{}",
        choose.text
    );
    let confirm = async |ticket: &str| {
        Answer::of(buyer.get(&format!("/bookings/{id}/refund?step=2&ticket={ticket}"))).await
    };
    let (own, theirs) = (confirm(ticket(&booking, 0)).await, confirm(&given).await);
    assert!(
        !own.is_ok().text.contains(note) && theirs.is_ok().text.contains(note),
        "{}",
        theirs.text
    );
}

#[tokio::test]
async fn the_page_of_a_booking_offers_no_refund_if_its_terms_exclude_it() {
    let shop = Shop::open().await;
    let buyer = shop.caller();
    let event = shop.event().await;
    let booking = buyer.hold(&event, &[1]).await;
    buyer.pay(&booking, GOOD_CARD).await.is_ok();
    let id = booking["id"].as_str().expect("a number");
    let page = Answer::of(buyer.get(&format!("/bookings/{id}"))).await;
    assert!(
        !page
            .is_ok()
            .text
            .contains(&format!("/bookings/{id}/refund")),
        "{}",
        page.text
    );
    let told = Answer::of(buyer.get(&format!("/bookings/{id}/refund"))).await;
    assert!(
        told.is_ok()
            .text
            .contains("Tickets for this event cannot be given back."),
        "{}",
        told.text
    );
}

/// The terms of refunds on the checkout of a new booking. The event is changed before the hold, and
/// each seat costs `amount`.
async fn terms_at_the_checkout(shop: &Shop, change: &str, amount: i64) -> String {
    let (event, buyer) = (shop.event().await, shop.caller());
    let id = event.id;
    shop.database
        .execute(&format!(
            "update price_level set amount = {amount} where event_id = {id};
             update event set starts_at = '2099-11-27 17:30Z', ends_at = '2099-11-27 20:00Z' where id = {id};
             update event set {change} where id = {id}"
        ))
        .await;
    let booking = buyer.hold(&event, &[1, 2]).await;
    let path = format!("/checkout/{}", booking["id"].as_str().expect("a number"));
    let page = Answer::of(buyer.get(&path)).await;
    let (before, after) = page
        .is_ok()
        .text
        .split_once(r#"data-testid="refund-terms""#)
        .unwrap_or_else(|| panic!("no terms in {}", page.text));
    let button = r#"data-testid="pay-button""#;
    assert!(
        !before.contains(button) && after.contains(button),
        "the terms come before the button: {}",
        page.text
    );
    let words = after
        .split_once('>')
        .and_then(|(_, words)| words.split('<').next());
    words.expect("words").to_owned()
}

#[tokio::test]
async fn the_checkout_states_the_terms_of_refunds_before_the_payment() {
    let shop = Shop::open().await;
    let until = "You can give tickets back until Wednesday 25 November 2099, 19:30.";
    let never = "Tickets for this event cannot be given back.";
    for (change, amount, expected) in [
        (
            "refund_hours = 48",
            6_000,
            format!("{until} You get all your money back."),
        ),
        (
            "refund_hours = 48, refund_percent = 90",
            6_000,
            format!("{until} You get 90% of the price back."),
        ),
        (
            "refund_hours = 48, refund_fee = 200",
            6_000,
            format!("{until} You get the price back, minus a fee of €2 for each ticket."),
        ),
        (
            "refund_hours = 48, refund_percent = 90, refund_fee = 250",
            6_000,
            format!("{until} You get 90% of the price back, minus a fee of €2.50 for each ticket."),
        ),
        // Nobody pays for these tickets, so no money goes back.
        (
            "refund_hours = 48, refund_percent = 90, refund_fee = 250",
            0,
            until.to_owned(),
        ),
        ("refund_hours = null", 6_000, never.to_owned()),
        (
            "refund_hours = 48, refund_fee = 6000",
            6_000,
            never.to_owned(),
        ),
        (
            "refund_hours = 48, starts_at = now() + interval '1 day', ends_at = now() + interval '2 days'",
            6_000,
            "Tickets for this event can no longer be given back.".to_owned(),
        ),
    ] {
        assert_eq!(
            terms_at_the_checkout(&shop, change, amount).await,
            expected,
            "{change}"
        );
    }
}
