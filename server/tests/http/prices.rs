//! Price types, promo codes and free bookings, by the API and by forms without scripts.

use reqwest::StatusCode;
use serde_json::{Value, json};
use testing::TestEvent;

use crate::shop::{Answer, Caller, GOOD_CARD, Shop, key};

/// An event with a child's and a student's price, half of the level's, and codes for a tenth and
/// for all of the price.
async fn with_prices() -> (Shop, TestEvent) {
    let shop = Shop::open().await;
    let event = shop.event().await;
    shop.database
        .execute(
            "insert into price_type (event_id, name, position, proof)
             select id, t.name, t.position, t.proof from event, (values ('Child', 0, null), ('Student', 1, 'a student card')) t (name, position, proof);
             insert into price_type_amount (price_level_id, price_type_id, amount)
             select l.id, t.id, l.amount / 2 from price_level l join price_type t on t.event_id = l.event_id
             where t.name = 'Child' or l.name = 'Front';
             insert into promo_code (code, percent) values ('SPRING10', 10), ('GIFT', 100)",
        )
        .await;
    (shop, event)
}

/// The number of the price type with this name.
async fn price_type(caller: &Caller, event: &TestEvent, name: &str) -> i64 {
    let answer = Answer::of(caller.get(&format!("/api/v1/events/{}/price-types", event.id))).await;
    let known = answer.body["price_types"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|known| known["name"] == name);
    known.expect("a price type of this name")["id"]
        .as_i64()
        .expect("a number")
}

fn path(booking: &Value) -> String {
    format!(
        "/api/v1/bookings/{}",
        booking["id"].as_str().expect("an id")
    )
}

async fn patch(caller: &Caller, booking: &Value, body: Value) -> Answer {
    Answer::of(
        caller
            .request(reqwest::Method::PATCH, &path(booking))
            .json(&body),
    )
    .await
}

#[tokio::test]
async fn a_program_reads_the_price_types_and_chooses_them_with_a_code() {
    let (shop, event) = with_prices().await;
    let buyer = shop.caller();
    let offered = Answer::of(buyer.get(&format!("/api/v1/events/{}/price-types", event.id))).await;
    let student = &offered.body["price_types"][1];
    assert_eq!(
        (&student["name"], &student["proof"], &student["companion"]),
        (&json!("Student"), &json!("a student card"), &json!(false))
    );
    let price =
        json!({"price_level": event.levels[0].0, "price": {"amount": 3000, "currency": "EUR"}});
    assert_eq!(student["prices"], json!([price]));
    Answer::of(buyer.get("/api/v1/events/4711/price-types"))
        .await
        .is_problem(404, "not_found");

    let child = price_type(&buyer, &event, "Child").await;
    let booking = buyer.hold(&event, &[1, 99]).await;
    assert_eq!(
        (&booking["seats"][0]["price_type"], &booking["code"]),
        (&Value::Null, &Value::Null)
    );
    let changed = patch(
        &buyer,
        &booking,
        json!({"seats": [{"seat": 99, "price_type": child}], "code": "spring10"}),
    )
    .await;
    changed.is_ok();
    let booking = &changed.body["booking"];
    assert_eq!(booking["total"]["amount"], 5_400 + 1_350);
    assert_eq!(
        booking["seats"][1]["price_type"],
        json!({"id": child, "name": "Child"})
    );
    assert_eq!(booking["seats"][1]["full_price"]["amount"], 3_000);
    assert_eq!(booking["code"], "SPRING10");

    let paid = buyer.pay(booking, GOOD_CARD).await;
    assert_eq!(
        paid.body["booking"]["tickets"][1]["price_type"]["name"], "Child",
        "{}",
        paid.text
    );
    patch(&buyer, booking, json!({"code": ""}))
        .await
        .is_problem(409, "booking_state");
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_refused_choice_names_its_seats_its_reason_or_its_field() {
    let (shop, event) = with_prices().await;
    let buyer = shop.caller();
    let student = price_type(&buyer, &event, "Student").await;
    let booking = buyer.hold(&event, &[1, 99]).await;
    let back = patch(
        &buyer,
        &booking,
        json!({"seats": [{"seat": 99, "price_type": student}]}),
    )
    .await;
    back.is_problem(422, "price_type_not_offered");
    assert_eq!(back.body["seats"], json!([99]));
    let code = patch(&buyer, &booking, json!({"code": "NO-SUCH"})).await;
    code.is_problem(422, "code_refused");
    assert_eq!(code.body["reason"], "unknown");
    for (body, field) in [
        (json!({"seats": [{"seat": 1, "type": 1}]}), "seats[0].type"),
        (json!({"seats": [[1, 2]]}), "seats[0]"),
        (json!({"prices": []}), "prices"),
        (json!({"code": 7}), "code"),
    ] {
        patch(&buyer, &booking, body)
            .await
            .is_problem(422, "invalid_request")
            .names(field);
    }
    patch(&shop.caller().begin().await, &booking, json!({}))
        .await
        .is_problem(404, "not_found");
    let mut answer = patch(&buyer, &booking, json!({"code": "GUESS"})).await;
    for _ in 0..50 {
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        answer.is_problem(422, "code_refused");
        answer = patch(&buyer, &booking, json!({"code": "GUESS"})).await;
    }
    answer.is_problem(429, "too_many_requests");
    assert!(
        answer
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| (1..=7).contains(&seconds)),
        "{:?}",
        answer.headers
    );
    assert_eq!(
        Answer::of(buyer.get(&path(&booking))).await.body["booking"]["total"],
        booking["total"]
    );
}

#[tokio::test]
async fn a_booking_with_a_total_of_0_gets_its_tickets_without_a_payment() {
    let (shop, event) = with_prices().await;
    let buyer = shop.caller();
    let pay = |booking: &Value, body: Value| {
        buyer
            .post(booking["payment_url"].as_str().expect("a path"))
            .header("idempotency-key", key())
            .json(&body)
    };
    let dear = buyer.hold(&event, &[1]).await;
    Answer::of(pay(&dear, json!({"way": "free"})))
        .await
        .is_problem(409, "booking_state");
    Answer::of(pay(&dear, json!({"way": "free", "payment_token": "x"})))
        .await
        .is_problem(422, "invalid_request")
        .names("payment_token");

    patch(&buyer, &dear, json!({"code": "GIFT"})).await.is_ok();
    let given = Answer::of(pay(
        &dear,
        json!({"way": "free", "email": "ada@example.com"}),
    ))
    .await;
    assert_eq!(
        (given.status.as_u16(), &given.body["booking"]["status"]),
        (200, &json!("confirmed")),
        "{}",
        given.text
    );
    assert_eq!(
        shop.database
            .number("select count(*) from letter where kind = 'tickets'")
            .await,
        1
    );

    let other = buyer.hold(&event, &[2]).await;
    patch(&buyer, &other, json!({"code": "GIFT"})).await.is_ok();
    let page = Answer::of(pay(&other, json!({"way": "hosted"}))).await;
    assert_eq!(
        page.body["redirect_url"],
        format!("/bookings/{}", other["id"].as_str().expect("an id"))
    );
    assert_eq!(
        Answer::of(buyer.get(&path(&other))).await.body["booking"]["status"],
        "confirmed"
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        0
    );
}

#[tokio::test]
async fn forms_choose_prices_use_a_code_and_take_a_free_booking() {
    let (shop, event) = with_prices().await;
    let caller = shop.caller();
    let child = price_type(&caller, &event, "Child").await;
    let booking = caller.hold(&event, &[1, 99]).await;
    let id = booking["id"].as_str().expect("an id").to_owned();
    let (checkout, form) = (format!("/checkout/{id}"), format!("/bookings/{id}/prices"));
    let page = Answer::of(caller.get(&checkout)).await;
    for words in [
        "Choose your prices",
        "Full price: €60",
        "Student: bring a student card to the door.",
        "Promo code",
        "Update the total first",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    assert!(
        !page.text.contains(&format!(
            "value=\"99:{}\"",
            price_type(&caller, &event, "Student").await
        )),
        "no student's price at the back"
    );

    let send =
        async |fields: &[(&str, &str)]| Answer::of(caller.post(&form).form(fields)).await.told_at();
    let (front, back) = (format!("1:{child}"), format!("99:{child}"));
    let (front, back) = (front.as_str(), back.as_str());
    assert_eq!(
        send(&[("price", front), ("price", "99:"), ("code", "")]).await,
        checkout
    );
    let page = Answer::of(caller.get(&checkout)).await;
    assert!(
        page.text.contains("Pay €60") && page.text.contains("Child"),
        "half of 60, and 30: {}",
        page.text
    );
    // The chosen prices stay if the code beside them is refused.
    let refused = send(&[("price", "1:"), ("price", back), ("code", "NO-SUCH")]).await;
    assert_eq!(
        refused,
        format!("{checkout}?problem=code_refused&reason=unknown")
    );
    let page = Answer::of(caller.get(&refused)).await;
    assert!(
        page.text.contains("There is no such code.") && page.text.contains("Pay €75"),
        "{}",
        page.text
    );
    assert_eq!(
        send(&[("price", "1:999999")]).await,
        format!("{checkout}?problem=price_type_not_offered")
    );
    assert_eq!(
        send(&[("price", "nonsense")]).await,
        format!("{checkout}?problem=price_type_not_offered")
    );

    assert_eq!(
        send(&[("price", front), ("price", "99:"), ("code", "gift")]).await,
        checkout
    );
    let page = Answer::of(caller.get(&checkout)).await;
    assert!(
        page.text.contains("Take 2 tickets") && page.text.contains(r#"value="GIFT""#),
        "{}",
        page.text
    );
    assert!(!page.text.contains(r#"name="card""#), "{}", page.text);
    let free = [("way", "free"), ("key", "form-1")];
    for _ in 0..2 {
        let taken = Answer::of(caller.post(&format!("/bookings/{id}/pay")).form(&free)).await;
        assert_eq!(
            (taken.status, taken.header("location")),
            (StatusCode::SEE_OTHER, format!("/bookings/{id}").as_str())
        );
    }
    assert!(
        Answer::of(caller.get(&format!("/bookings/{id}")))
            .await
            .text
            .contains("Child"),
        "the ticket says so"
    );
    let stranger = shop.caller().begin().await;
    assert_eq!(
        Answer::of(stranger.post(&form).form(&[("price", "1:")]))
            .await
            .header("location"),
        format!("/bookings/{id}")
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_event_without_price_types_and_codes_has_no_choices_at_the_checkout() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let booking = caller.hold(&event, &[1]).await;
    let page = Answer::of(caller.get(&format!(
        "/checkout/{}",
        booking["id"].as_str().expect("an id")
    )))
    .await;
    for words in ["/prices\"", "Promo code", "Update the total first"] {
        assert!(!page.text.contains(words), "{words}: {}", page.text);
    }
}

/// The total that the forms of a checkout page send.
fn shown_total(page: &str) -> &str {
    let field = page.split_once(r#"name="total" value=""#);
    let end = field.and_then(|(_, field)| field.split_once('"'));
    end.unwrap_or_else(|| panic!("no total: {page}")).0
}

#[tokio::test]
async fn a_checkout_that_was_left_open_is_not_charged_the_total_that_another_tab_chose() {
    let (shop, event) = with_prices().await;
    let buyer = shop.caller();
    let child = price_type(&buyer, &event, "Child").await;
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    let (checkout, pay) = (format!("/checkout/{id}"), format!("/bookings/{id}/pay"));
    let changed = format!("{checkout}?problem=booking_state&reason=price_changed");
    let send =
        async |fields: &[(&str, &str)]| Answer::of(buyer.post(&pay).form(fields)).await.told_at();
    let page = async || Answer::of(buyer.get(&checkout)).await.text;
    assert_eq!(shown_total(&page().await), "6000 EUR");

    let one_child = json!({"seats": [{"seat": 1, "price_type": child}]});
    patch(&buyer, &booking, one_child).await.is_ok();
    for way in [
        [("card", GOOD_CARD), ("key", "tab-1"), ("total", "6000 EUR")],
        [("way", "hosted"), ("key", "tab-2"), ("total", "6000 EUR")],
        [("way", "free"), ("key", "tab-3"), ("total", "0 EUR")],
        [("card", GOOD_CARD), ("key", "tab-4"), ("total", "sixty")],
    ] {
        assert_eq!(send(&way).await, changed, "{way:?}");
        let page = page().await;
        assert_eq!(shown_total(&page), "3000 EUR");
        for words in ["The total is now €30", "nothing was charged", "Pay €30"] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    patch(&buyer, &booking, json!({"code": "GIFT"}))
        .await
        .is_ok();
    let card = [("card", GOOD_CARD), ("key", "tab-5"), ("total", "3000 EUR")];
    assert_eq!(send(&card).await, changed);
    assert_eq!(shown_total(&page().await), "0 EUR");
    assert_eq!(
        shop.database
            .number("select (select count(*) from sandbox_charge) + (select count(*) from ticket)")
            .await,
        0
    );
    let free = [("way", "free"), ("key", "tab-6"), ("total", "0 EUR")];
    assert_eq!(send(&free).await, format!("/bookings/{id}"));
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_checkout_with_an_old_total_shows_the_payment_that_another_tab_began() {
    let (shop, event) = with_prices().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let id = booking["id"].as_str().expect("an id");
    patch(&buyer, &booking, json!({"code": "SPRING10"}))
        .await
        .is_ok();
    let hosted = async |key: &str, total: &str| {
        let form = [("way", "hosted"), ("key", key), ("total", total)];
        Answer::of(buyer.post(&format!("/bookings/{id}/pay")).form(&form))
            .await
            .told_at()
    };
    let page = hosted("tab-1", "5400 EUR").await;
    assert!(page.starts_with("/sandbox/pay/"), "{page}");
    assert_eq!(
        hosted("tab-2", "6000 EUR").await,
        format!("/checkout/{id}?problem=booking_state&reason=price_changed")
    );
    let checkout = Answer::of(buyer.get(&format!("/checkout/{id}"))).await;
    for words in ["The total is now €54", "You began to pay", page.as_str()] {
        assert!(checkout.text.contains(words), "{words}: {}", checkout.text);
    }
}

#[tokio::test]
async fn a_program_that_names_another_total_than_the_booking_has_is_charged_nothing() {
    let (shop, event) = with_prices().await;
    let buyer = shop.caller();
    let booking = buyer.hold(&event, &[1]).await;
    let token = json!({"card": GOOD_CARD});
    let token = Answer::of(buyer.post("/api/v1/sandbox/tokens").json(&token)).await;
    let pay = async |key: &str, total: &Value| {
        let body = json!({"payment_token": token.body["payment_token"], "expected_total": total});
        Answer::of(
            buyer
                .post(booking["payment_url"].as_str().expect("a path"))
                .header("idempotency-key", key)
                .json(&body),
        )
        .await
    };
    patch(&buyer, &booking, json!({"code": "SPRING10"}))
        .await
        .is_ok();
    let stale = key();
    for _ in 0..2 {
        let refused = pay(&stale, &booking["total"]).await;
        refused.is_problem(409, "booking_state");
        assert_eq!(refused.body["reason"], "price_changed");
    }
    let paid = pay(&key(), &json!({"amount": 5400, "currency": "EUR"})).await;
    assert_eq!(
        (paid.status.as_u16(), &paid.body["booking"]["status"]),
        (200, &json!("confirmed")),
        "{}",
        paid.text
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        1
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}
