//! Rule 4 of `frontrow fsck`: every captured payment has exactly one confirmed booking or a refund,
//! and sums agree with the stamps.

use crate::shop::{check, sound};

/// Resets the sale's payment to before its capture, at a provider that the shop does not ask, so
/// that no task changes it.
const NOT_CAPTURED: &str = "update payment set state = 'authorised', provider = 'elsewhere', captured = 0, closed_at = null;
                            delete from payment_stamp where kind = 'captured';";

/// A payment of the pending booking that began this many minutes ago and went no further.
fn started(minutes: u32) -> String {
    format!(
        "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, changed_at)
         select '0199aaaa-0000-7000-8000-000000000001', event_id, id, 'elsewhere', 'k', '', amount, currency, now() - interval '{minutes} minutes'
         from booking where status = 'pending';
         insert into payment_stamp (payment_id, kind, amount, currency)
         select id, 'started', amount, currency from payment where state = 'started';"
    )
}

#[tokio::test]
async fn finds_a_captured_payment_of_a_booking_that_is_over() {
    let over =
        "update booking set status = 'expired', confirmed_at = null where status = 'confirmed'";
    check(over, "is captured, but booking").await;
    check(over, "confirmed booking").await;
}

#[tokio::test]
async fn finds_a_confirmed_booking_without_a_payment() {
    check(
        "delete from payment_stamp; delete from payment",
        "is confirmed and has 0 payments that stand",
    )
    .await;
    sound(
        "delete from payment_stamp; delete from payment;
         update booking set amount = 0 where status = 'confirmed'; update booking_seat set amount = 0 where seat_no in (7, 8)",
    )
    .await;
}

#[tokio::test]
async fn finds_a_confirmed_booking_whose_payment_went_back() {
    let void = "update payment set state = 'voided';
                delete from payment_stamp where kind in ('confirmed', 'captured');
                insert into payment_stamp (payment_id, kind, amount, currency)
                select id, kind, amount, currency from payment, unnest(array['voiding', 'voided']) kind";
    check(void, "is confirmed and has 0 payments that stand").await;
}

#[tokio::test]
async fn finds_a_booking_that_was_paid_twice() {
    let twice = "drop index payment_open_unique;
                 insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state)
                 select gen_random_uuid(), event_id, booking_id, provider, 'again', fingerprint, amount, currency, state from payment";
    check(twice, "is confirmed and has 2 payments that stand").await;
}

#[tokio::test]
async fn finds_a_payment_with_another_amount_than_its_booking() {
    let less = "update payment set amount = 1, captured = 1; update payment_stamp set amount = 1";
    check(less, "is over 1 EUR, booking").await;
    check(
        "update payment set currency = 'SEK'; update payment_stamp set currency = 'SEK'",
        "is over 12000 SEK, booking",
    )
    .await;
}

#[tokio::test]
async fn finds_a_payment_whose_booking_is_not_there() {
    check(
        "update payment set booking_id = gen_random_uuid()",
        "is for booking",
    )
    .await;
}

#[tokio::test]
async fn finds_a_stamp_whose_payment_is_not_there() {
    let lost = "insert into payment_stamp (payment_id, kind, amount, currency) values (gen_random_uuid(), 'captured', 12000, 'EUR')";
    check(lost, "(captured) is of payment").await;
}

#[tokio::test]
async fn finds_stamps_in_an_impossible_order() {
    for (change, stamps) in [
        ("delete from payment_stamp", "nothing"),
        (
            "delete from payment_stamp where kind = 'started'",
            "authorised, confirmed, captured",
        ),
        (
            "delete from payment_stamp where kind = 'confirmed'",
            "started, authorised, captured",
        ),
        (
            "update payment_stamp set kind = 'voided' where kind = 'captured'",
            "started, authorised, confirmed, voided",
        ),
    ] {
        check(
            change,
            &format!("is captured, but its stamps say: {stamps}"),
        )
        .await;
    }
}

#[tokio::test]
async fn accepts_a_payment_that_went_back_before_or_after_its_authorisation() {
    for before in ["authorised", "failed", "declined", "lapsed"] {
        let voided = format!(
            "{} update payment set state = 'voided' where state = 'started';
             insert into payment_stamp (payment_id, kind, amount, currency)
             select id, kind, amount, currency from payment, unnest(array['{before}', 'voiding', 'voided']) kind where state = 'voided'",
            started(0)
        );
        sound(&voided).await;
    }
}

#[tokio::test]
async fn finds_a_state_that_does_not_follow_from_its_stamps() {
    check(
        "update payment set state = 'refunded'",
        "is refunded, but its stamps say: started, authorised, confirmed, captured",
    )
    .await;
    check(
        "update payment set state = 'declined'",
        "is declined, but its stamps say: started, authorised, confirmed, captured",
    )
    .await;
}

#[tokio::test]
async fn finds_a_stamp_with_another_amount() {
    check(
        "update payment_stamp set amount = 1 where kind = 'captured'",
        "is over 12000 EUR, but 1 of its stamps are not",
    )
    .await;
    check(
        "update payment_stamp set currency = 'SEK'",
        "is over 12000 EUR, but 4 of its stamps are not",
    )
    .await;
}

#[tokio::test]
async fn finds_sums_that_differ_from_the_stamps() {
    check(
        "update payment set refunded = 5000",
        "has 12000 captured and 5000 refunded, but its stamps say 12000 and 0",
    )
    .await;
    check(
        "update payment set captured = 7000",
        "has 7000 captured and 0 refunded, but its stamps say 12000 and 0",
    )
    .await;
}

/// Marks the sale as refunded, with the amount of the stamp: for its tickets, or outside the shop.
fn refunded(state: &str, booking: &str, amount: u32, why: &str) -> String {
    format!(
        "update payment set state = '{state}', refunded = {amount}, promised = {amount};
         insert into refund (id, payment_id, event_id, booking_id, amount, currency, why, state, key, fingerprint)
         select gen_random_uuid(), id, event_id, booking_id, {amount}, currency, '{why}', 'succeeded', 'k', '' from payment;
         insert into refund_line (refund_id, event_id, ticket_id, amount)
         select r.id, t.event_id, t.id, r.amount / 2 from refund r join ticket t on t.booking_id = r.booking_id where r.why <> 'outside';
         insert into payment_stamp (payment_id, kind, amount, currency) select id, 'refunded', {amount}, currency from payment;
         update booking set status = '{booking}' where status = 'confirmed';"
    )
}

const SEATS_GIVEN_BACK: &str = "update ticket set voided_at = now();
                                update seat_status set status = 0, booking_id = null where status = 2;
                                update event_version set v = v + 1, available = available + 2, sold = sold - 2;
                                insert into seat_log (event_id, v, frame) select event_id, v, array[4 * 7, 4 * 8] from event_version";

#[tokio::test]
async fn finds_refunds_that_do_not_add_up() {
    sound(&(refunded("refunded", "refunded", 12_000, "staff") + SEATS_GIVEN_BACK)).await;
    check(
        &refunded("refunded", "refunded", 6_000, "staff"),
        "is refunded with 6000 of its 12000 EUR paid back",
    )
    .await;
    sound(&refunded("captured", "confirmed", 6_000, "outside")).await;
    check(
        &refunded("captured", "confirmed", 12_000, "outside"),
        "is captured with 12000 of its 12000 EUR paid back",
    )
    .await;
    // Tickets become void first, and the money follows.
    sound(&(refunded("captured", "refunded", 6_000, "staff") + SEATS_GIVEN_BACK)).await;
    check(
        &refunded("refunded", "confirmed", 12_000, "staff"),
        "is confirmed and has 0 payments that stand",
    )
    .await;
    // The refund was made at the provider, without the shop: a person decides about the tickets.
    sound(&refunded("refunded", "confirmed", 12_000, "outside")).await;
}

#[tokio::test]
async fn finds_a_payment_that_did_not_confirm_its_booking() {
    let sql = format!("{NOT_CAPTURED} delete from payment_stamp where kind = 'confirmed'");
    check(&sql, "but did not confirm it").await;
}

#[tokio::test]
async fn finds_a_payment_that_is_stuck() {
    check(
        &started(31),
        "4: payment 0199aaaa-0000-7000-8000-000000000001 has been started for 00:31:",
    )
    .await;
    sound(&started(29)).await;
    sound(NOT_CAPTURED).await;
    let old = format!("{NOT_CAPTURED} update payment set changed_at = now() - interval '1 hour'");
    check(&old, "has been authorised for 01:00:00").await;
}

#[tokio::test]
async fn finds_a_payment_whose_provider_is_no_longer_asked() {
    check(
        &format!("{NOT_CAPTURED} update payment set closed_at = now()"),
        "is authorised, and its provider is not asked any more",
    )
    .await;
}

#[tokio::test]
async fn finds_a_payment_that_needs_a_person() {
    let alarm = format!(
        "{} update payment set alarm = 'the provider has another amount' where state = 'started'",
        started(0)
    );
    check(
        &alarm,
        "is started and needs a person: the provider has another amount",
    )
    .await;
}

#[tokio::test]
async fn finds_money_that_no_job_gives_back() {
    let voiding = started(0)
        + "update payment set state = 'voiding' where state = 'started';
           insert into payment_stamp (payment_id, kind, amount, currency)
           select id, kind, amount, currency from payment, unnest(array['authorised', 'voiding']) kind where state = 'voiding';";
    check(
        &voiding,
        "is voiding, but no job is there to give its money back",
    )
    .await;
    let job = |columns: &str, values: &str| {
        format!(
            "{voiding} insert into money_job (kind, payment_id, run_at{columns})
             select 'give_back', id, now() + interval '1 minute'{values} from payment where state = 'voiding'"
        )
    };
    sound(&job("", "")).await;
    let dead = job(
        ", at, dead_at, last_error",
        ", now() - interval '2 days', now(), 'the provider: is closed'",
    );
    check(&dead, "the job to give_back has failed since").await;
}

#[tokio::test]
async fn finds_refunds_that_no_job_pays() {
    let back = refunded("captured", "refunded", 6_000, "staff") + SEATS_GIVEN_BACK + ";";
    check(
        &format!("{back} update payment set refunded = 0"),
        "promises 6000 and has paid back 0, but its refunds say 6000 and 6000",
    )
    .await;
    check(
        &format!("{back} update refund_line set amount = 1"),
        "is over 6000, but its lines over 2",
    )
    .await;
    check(
        &format!("{back} update refund set state = 'pending'"),
        "is pending, but no job is there to pay it",
    )
    .await;
    let failed =
        format!("{back} update refund set state = 'failed', last_error = 'the card is closed'");
    check(
        &failed,
        "has failed, so the shop owes 6000 EUR: the card is closed",
    )
    .await;
}

#[tokio::test]
async fn finds_a_ticket_that_is_refunded_and_valid() {
    check(
        &refunded("captured", "confirmed", 6_000, "staff"),
        "but it is valid",
    )
    .await;
}
