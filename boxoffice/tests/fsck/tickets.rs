//! Rule 1 of `frontrow fsck`: a seat has at most one live ticket, and a ticket's seat is sold and
//! names its booking.

use crate::shop::check;

#[tokio::test]
async fn finds_a_sold_seat_whose_ticket_is_gone() {
    check(
        "delete from ticket where seat_no = 7",
        "1: seat 7 is sold without a live ticket",
    )
    .await;
}

#[tokio::test]
async fn finds_a_ticket_for_an_available_seat() {
    check(
        "update seat_status set status = 0, booking_id = null where seat_no = 8",
        "is for seat 8, which is available and names booking none",
    )
    .await;
}

#[tokio::test]
async fn finds_a_ticket_for_a_seat_of_another_buyer() {
    check(
        "update seat_status set booking_id = gen_random_uuid() where seat_no = 8",
        "is for seat 8, which is sold and names booking",
    )
    .await;
}

#[tokio::test]
async fn finds_two_tickets_for_a_seat() {
    let twice = "drop index ticket_seat_unique;
                 insert into ticket (event_id, id, booking_id, seat_no, code)
                 select event_id, gen_random_uuid(), booking_id, seat_no, code from ticket where seat_no = 7";
    check(twice, "1: seat 7 has 2 live tickets").await;
}

#[tokio::test]
async fn finds_a_ticket_of_a_booking_that_is_over() {
    check(
        "update booking set status = 'expired', confirmed_at = null where status = 'confirmed'",
        "which is expired",
    )
    .await;
}

#[tokio::test]
async fn finds_a_ticket_whose_booking_is_not_there() {
    check(
        "update ticket set booking_id = gen_random_uuid() where seat_no = 7",
        ", which is not there",
    )
    .await;
    let void =
        "update ticket set booking_id = gen_random_uuid(), voided_at = now() where seat_no = 7";
    check(void, "is for seat 7, which booking").await;
}

#[tokio::test]
async fn finds_a_ticket_that_replaces_a_valid_or_missing_one() {
    check("update ticket set replaces = (select id from ticket other where other.seat_no = 8) where seat_no = 7", "which is valid").await;
    check(
        "update ticket set replaces = gen_random_uuid() where seat_no = 7",
        "which is not there",
    )
    .await;
}

#[tokio::test]
async fn finds_two_tickets_that_replace_the_same_one() {
    let twice = "with void as (
                     insert into ticket (event_id, id, booking_id, seat_no, code, voided_at)
                     select event_id, gen_random_uuid(), booking_id, seat_no, code, now() from ticket where seat_no = 7 returning id
                 )
                 update ticket set replaces = void.id from void";
    check(twice, "2 tickets took the place of ticket").await;
}
