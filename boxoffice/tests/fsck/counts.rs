//! Rule 2 of `frontrow fsck`: seats = available + held + sold + blocked, and the counts beside the
//! version agree.

use crate::shop::check;

#[tokio::test]
async fn finds_wrong_counts() {
    let off = "update event_version set available = available - 1, held = held + 1";
    check(off, "2: the plan has 100 places; the counts say 96 available, 2 held, 2 sold, 0 blocked; the seats say 97, 1, 2, 0").await;
}

#[tokio::test]
async fn finds_a_missing_seat() {
    check(
        "delete from seat_status where seat_no = 99",
        "2: the plan has 100 places",
    )
    .await;
}

#[tokio::test]
async fn finds_a_seat_in_place_of_another() {
    check(
        "update seat_status set seat_no = 100 where seat_no = 99",
        "2: the plan has 100 places",
    )
    .await;
}
