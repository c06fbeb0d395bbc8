//! Each guard of the database alone refuses what the other guards should prevent.

use domain::{BuyerId, SeatNo, selling::BookingRequest};
use testing::{Hall, TestDatabase, TestEvent};

async fn sold_seat() -> (TestDatabase, TestEvent) {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let key = "key-1".parse().expect("a key");
    let held = office
        .hold(
            buyer,
            event.id,
            &key,
            BookingRequest::seats(vec![SeatNo(7), SeatNo(8)]),
        )
        .await
        .expect("held");
    let token = office
        .sandbox_token("4242424242424242")
        .await
        .expect("a token");
    office
        .pay(buyer, held.id, &key, &token)
        .await
        .expect("paid");
    assert_eq!(database.violations().await, Vec::<String>::new());
    (database, event)
}

#[tokio::test]
async fn the_database_allows_one_live_ticket_for_each_seat() {
    let (database, _) = sold_seat().await;
    let again = "insert into ticket (event_id, id, booking_id, seat_no, code)
                 select event_id, gen_random_uuid(), booking_id, seat_no, code from ticket where seat_no = 7";
    let refused = database
        .try_execute(again)
        .await
        .expect_err("a second live ticket");
    assert!(refused.to_string().contains("seat_no"), "{refused}");
    database
        .execute("update ticket set voided_at = now() where seat_no = 7")
        .await;
    database
        .try_execute(
            "insert into ticket (event_id, id, booking_id, seat_no, code)
                          select event_id, gen_random_uuid(), booking_id, seat_no, code from ticket where seat_no = 7",
        )
        .await
        .expect("one that is void makes room");
}
