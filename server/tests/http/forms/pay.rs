//! Paying with a form: refused, sent twice, late, or still being checked.

use crate::shop::{Answer, GOOD_CARD, Shop};

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
