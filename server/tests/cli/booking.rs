//! `frontrow booking`

use domain::{
    BuyerId, SeatNo,
    selling::{BookingRequest, IdempotencyKey},
};
use testing::{Hall, TestDatabase};

use crate::operating::{check, frontrow};

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_finds_a_booking_by_the_number_on_its_tickets() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let (office, buyer) = (database.box_office().await, BuyerId::new());
    let request = BookingRequest::seats(vec![SeatNo(1), SeatNo(2), SeatNo(3)]);
    let held = office
        .hold(buyer, event.id, &fresh_key(), request)
        .await
        .expect("held");
    assert_eq!(held.number, None, "a hold has no number yet");
    office
        .note_contact(
            buyer,
            held.id,
            &"ada@example.com".parse().expect("an address"),
        )
        .await
        .expect("noted");
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    let paid = office
        .pay(buyer, held.id, &fresh_key(), &token)
        .await
        .expect("paid");
    let number = paid.number.expect("a number");
    database
        .execute(&format!(
            "update ticket set voided_at = now() where id = '{}'",
            paid.tickets[2].id
        ))
        .await;

    for typed in [
        number.to_string(),
        number.as_str().to_lowercase(),
        format!("{} {}", &number.as_str()[..4], &number.as_str()[4..]),
    ] {
        let found = frontrow(&database, &["booking", &typed]);
        check(&found, 0, &format!("booking {number}: paid, €180"), "");
        check(&found, 0, "An evening, Town Hall, 20", "");
        check(&found, 0, "letters go to ada@example.com", "");
        check(&found, 0, &format!("number in the API: {}", paid.id), "");
        check(
            &found,
            0,
            &format!("Stalls, row 1, seat 2  €60  ticket {}", paid.tickets[0].id),
            "",
        );
        check(&found, 0, "Stalls, row 1, seat 4  €60  no valid ticket", "");
    }
    check(
        &frontrow(&database, &["booking", "00000000"]),
        1,
        "",
        "no booking has the number 00000000",
    );
    check(
        &frontrow(&database, &["booking", "7K3Q"]),
        2,
        "",
        "the number of a booking has 8 letters and digits, as 7K3QW9XM",
    );
}
