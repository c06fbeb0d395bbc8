//! Each guard of the database refuses by itself what the others should never let happen.

use domain::{BuyerId, SeatNo, selling::BookingRequest};
use testing::{Hall, TestDatabase, TestEvent};

async fn sold_seat() -> (TestDatabase, TestEvent) {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let key = "key-1".parse().expect("a key");
    let held = office.hold(buyer, event.id, &key, BookingRequest::seats(vec![SeatNo(7), SeatNo(8)])).await.expect("held");
    let token = office.sandbox_token("4242424242424242").await.expect("a token");
    office.pay(buyer, held.id, &key, &token).await.expect("paid");
    assert_eq!(database.violations().await, Vec::<String>::new());
    (database, event)
}

#[tokio::test]
async fn a_seat_has_one_live_ticket_whatever_the_code_does() {
    let (database, _) = sold_seat().await;
    let again = "insert into ticket (event_id, id, booking_id, seat_no, code)
                 select event_id, gen_random_uuid(), booking_id, seat_no, code from ticket where seat_no = 7";
    let refused = database.try_execute(again).await.expect_err("a second live ticket");
    assert!(refused.to_string().contains("seat_no"), "{refused}");
    database.execute("update ticket set voided_at = now() where seat_no = 7").await;
    database
        .try_execute(
            "insert into ticket (event_id, id, booking_id, seat_no, code)
                          select event_id, gen_random_uuid(), booking_id, seat_no, code from ticket where seat_no = 7",
        )
        .await
        .expect("one that is void makes room");
}

/// Breaks the tables in one way and expects `fsck` to name it.
async fn check(sql: &str, expected: &str) {
    let (database, _) = sold_seat().await;
    database.execute(sql).await;
    let found = database.violations().await;
    assert!(found.iter().any(|violation| violation.contains(expected)), "expected `{expected}` among {found:?}");
}

#[tokio::test]
async fn fsck_finds_a_sold_seat_whose_ticket_is_gone() {
    check("delete from ticket where seat_no = 7", "1: seat 7 is sold without a live ticket").await;
}

#[tokio::test]
async fn fsck_finds_a_ticket_for_a_seat_that_is_free() {
    check("update seat_status set status = 0, booking_id = null where seat_no = 8", "is for seat 8, which is 0").await;
}

#[tokio::test]
async fn fsck_finds_counts_that_are_off() {
    check("update event_version set available = available - 1, held = held + 1", "2: the plan has 100 places").await;
}

#[tokio::test]
async fn fsck_finds_a_seat_that_is_missing() {
    check("delete from seat_status where seat_no = 99", "2: the plan has 100 places").await;
}

#[tokio::test]
async fn fsck_finds_a_hold_without_its_booking_and_one_past_its_time() {
    let held =
        "update seat_status set status = 1, booking_id = gen_random_uuid(), expires_at = now() - interval '9 seconds' where seat_no = 50";
    check(held, "which is not there").await;
    check(held, "3: seat 50 has been held").await;
}

#[tokio::test]
async fn fsck_finds_a_gap_in_the_log_and_a_log_that_tells_another_story() {
    check("delete from seat_log where v = 1", "5: the log has").await;
    check("update seat_log set frame = array[4 * 7 + 2] where v = 2", "5: seat 8 is 2, but the log says 1").await;
}
