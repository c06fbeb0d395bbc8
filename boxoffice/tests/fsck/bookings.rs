//! Rule 6 of `frontrow fsck`: a booking has all its seats, tickets and amounts.

use crate::shop::check;

#[tokio::test]
async fn finds_a_booking_with_another_total_than_its_seats() {
    check(
        "update booking set amount = 6001 where status = 'pending'",
        "costs 6001, its 1 seats cost 6000",
    )
    .await;
}

#[tokio::test]
async fn finds_a_booking_without_seats() {
    check(
        "delete from booking_seat where seat_no = 30",
        "costs 6000, its 0 seats cost 0",
    )
    .await;
}

#[tokio::test]
async fn finds_a_seat_whose_booking_is_not_there() {
    let lost = "insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
                select event_id, gen_random_uuid(), seat_no, price_level_id, amount from booking_seat where seat_no = 7";
    check(lost, "6: seat 7 is listed by booking").await;
}

#[tokio::test]
async fn finds_a_confirmed_booking_without_a_ticket() {
    check(
        "update ticket set voided_at = now() where seat_no = 7",
        "is confirmed, but has neither a live ticket nor a refund for seat 7",
    )
    .await;
}

#[tokio::test]
async fn finds_a_ticket_for_a_seat_that_its_booking_does_not_list() {
    check(
        "update ticket set seat_no = 9 where seat_no = 8",
        "is for seat 9, which booking",
    )
    .await;
}

#[tokio::test]
async fn finds_a_sale_that_never_had_its_tickets() {
    let sql = "update booking set status = 'refunded' where status = 'confirmed'; delete from ticket where seat_no = 7";
    check(sql, "but seat 7 never got a ticket").await;
}

#[tokio::test]
async fn finds_a_stored_answer_that_names_a_missing_booking() {
    check(
        "update hold_answer set booking_id = gen_random_uuid()",
        "which is not there",
    )
    .await;
    check(
        "update hold_answer set buyer_id = gen_random_uuid()",
        "6: the answer to key",
    )
    .await;
}

#[tokio::test]
async fn finds_a_sale_without_a_number() {
    check(
        "delete from booking_number",
        "was sold, and has no number that people read",
    )
    .await;
}
