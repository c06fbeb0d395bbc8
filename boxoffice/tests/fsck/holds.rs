//! Rule 3 of `frontrow fsck`: a held seat names a pending booking that lists it, and no hold
//! outlasts its end by more than 5 s.

use crate::shop::{check, sound};

#[tokio::test]
async fn finds_a_hold_without_its_booking() {
    let held = "update seat_status set status = 1, booking_id = gen_random_uuid(), expires_at = now() + interval '1 minute' where seat_no = 50";
    check(held, "which is not there").await;
    check(held, "which does not list it").await;
}

#[tokio::test]
async fn finds_a_hold_of_a_booking_that_is_over() {
    check(
        "update booking set status = 'cancelled' where status = 'pending'",
        "3: seat 20 is held for booking",
    )
    .await;
}

#[tokio::test]
async fn finds_a_hold_past_its_end() {
    let past = |seconds| {
        format!(
            "update booking set expires_at = now() - interval '{seconds} seconds' where status = 'pending';
             update seat_status set expires_at = now() - interval '{seconds} seconds' where status = 1"
        )
    };
    check(&past(9), "3: seat 20 has been held 00:00:09").await;
    // The cleanup has five seconds to end a hold.
    sound(&past(0)).await;
}

#[tokio::test]
async fn finds_a_pending_booking_whose_seat_is_available() {
    let free = "update seat_status set status = 0, booking_id = null, expires_at = null where seat_no = 20";
    check(
        free,
        "is pending and lists seat 20, which is not held for it",
    )
    .await;
}
