//! Rule 5 of `frontrow fsck`: the seat log is gapless, and replaying it from the start gives the
//! seats.

use crate::shop::{check, sound};

#[tokio::test]
async fn finds_a_gap() {
    check(
        "delete from seat_log where v = 1",
        "5: the log has 4 frames up to version 5; the event is at version 5",
    )
    .await;
}

#[tokio::test]
async fn finds_a_log_that_ends_too_soon() {
    check(
        "delete from seat_log where v = 5",
        "5: the log has 4 frames up to version 4; the event is at version 5",
    )
    .await;
}

#[tokio::test]
async fn finds_a_log_that_contradicts_the_seats() {
    check(
        "update seat_log set frame = array[4 * 7 + 2] where v = 2",
        "5: seat 8 is sold, but the log leaves it held",
    )
    .await;
    check(
        "update seat_log set frame = array[4 * 21 + 1] where v = 3",
        "5: seat 21 is available, but the log leaves it held",
    )
    .await;
    check(
        "update seat_log set frame = array[4 * 21 + 1] where v = 3",
        "5: seat 20 is held, but the log leaves it available",
    )
    .await;
}

#[tokio::test]
async fn finds_a_log_of_seats_that_do_not_exist() {
    check(
        "update seat_log set frame = frame || 4 * 100 where v = 5",
        "5: the log names seat 100, which is not there",
    )
    .await;
}

#[tokio::test]
async fn the_last_status_of_a_seat_in_a_frame_counts() {
    sound("update seat_log set frame = array[4 * 20 + 3, 4 * 20 + 1] where v = 3").await;
    check(
        "update seat_log set frame = array[4 * 20 + 1, 4 * 20 + 3] where v = 3",
        "5: seat 20 is held, but the log leaves it blocked",
    )
    .await;
}
