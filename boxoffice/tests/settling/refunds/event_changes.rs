//! Refunds of all bookings when the event is cancelled or moves.

use boxoffice::operating;
use domain::{BuyerId, selling::RefundRefusal};
use store::operator_actions::Operator;

use super::{FULL, refused, tickets};
use crate::shop::{ACCEPTED, Shop, fresh_key};

/// Buys one seat for a new buyer, and returns the price.
async fn buy(shop: &Shop, seat: u32) -> i64 {
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[seat]).await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    shop.office
        .pay(buyer, held.id, &fresh_key(), &token)
        .await
        .expect("paid")
        .total
        .amount
}

#[tokio::test]
async fn bookings_of_a_cancelled_event_are_refunded_once_even_if_a_server_dies() {
    let shop = Shop::open().await;
    let mut total = 0;
    for seat in 0..60 {
        total += buy(&shop, seat).await;
    }
    shop.until("select count(*) from payment where state = 'captured'", 60)
        .await;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id)
        .await
        .expect("a plan");
    assert_eq!((plan.bookings, plan.refunds[0].amount), (60, total));
    let cancel = async || {
        operating::cancel(shop.database.pool(), &operator, shop.event.id, &plan.code)
            .await
            .expect("cancelled")
    };
    cancel().await;
    shop.until("select count(*) from booking where status = 'refunded'", 50)
        .await;
    assert_eq!(
        shop.database
            .number("select count(*) from event_cancellation where done_at is null")
            .await,
        1
    );

    // A server died during a batch, and the operator runs the command again.
    cancel().await;
    shop.until("select count(*) from booking where status = 'refunded'", 60)
        .await;
    shop.until(
        "select count(*) from event_cancellation where done_at is not null",
        1,
    )
    .await;
    shop.hurry_refunds("succeeded", 60).await;
    shop.until("select count(*) from payment where state = 'refunded'", 60)
        .await;
    assert_eq!(
        shop.database
            .number("select sum(amount)::bigint from refund")
            .await,
        total
    );
    assert_eq!(
        shop.database
            .number("select sum(amount)::bigint from sandbox_refund")
            .await,
        total
    );
    shop.sound().await;
    cancel().await;
    assert_eq!(
        shop.database.number("select count(*) from refund").await,
        60
    );
}

#[tokio::test]
async fn buyers_from_before_an_event_moved_can_get_the_full_price_back_for_a_while() {
    let shop = Shop::open().await;
    let before = shop.sold(&[7]).await;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let (now, day) = (time::OffsetDateTime::now_utc(), time::Duration::DAY);
    let moved = operating::move_event(
        shop.database.pool(),
        &operator,
        shop.event.id,
        now + day * 60,
        now + day * 14,
    )
    .await;
    assert_eq!(moved.expect("moved"), 0, "nobody has an address");
    let after = shop.sold(&[9]).await;
    assert_eq!(
        refused(shop.refund(&after, &[]).await),
        RefundRefusal::NotOffered
    );
    assert_eq!(
        shop.refund(&before, &[]).await.expect("refunded").refunds[0].amount,
        before.total
    );
    let again = operating::move_event(
        shop.database.pool(),
        &operator,
        shop.event.id,
        now - day,
        now + day,
    )
    .await;
    assert!(again.is_err(), "the date is over");
    shop.hurry_refunds("succeeded", 1).await;
    shop.sound().await;
}

#[tokio::test]
async fn a_dry_run_of_a_cancellation_waits_for_no_desk_and_has_the_sum_of_the_refunds() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let partly = shop.sold(&[7, 8, 9]).await;
    shop.refund(&partly, &tickets(&partly)[..1])
        .await
        .expect("refunded");
    shop.sold(&[3, 60]).await;
    shop.hurry_refunds("succeeded", 1).await;
    // Money of the second booking was refunded at the provider, without the shop.
    shop.database
        .execute("update payment set promised = promised + 7000 where promised = 0")
        .await;
    let mut desk = shop.database.pool().begin().await.expect("a transaction");
    sqlx::query("select from event_version for update")
        .execute(&mut *desk)
        .await
        .expect("locked");
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id)
        .await
        .expect("a plan");
    desk.rollback().await.expect("ended");
    assert_eq!((plan.bookings, plan.refunds[0].amount), (2, 12_000 + 2_000));
    let quoted = "select sum(q.amount)::bigint from booking b, refund_quote(b.event_id, now(), b.id, 'event_cancelled', '{}') q";
    assert_eq!(shop.database.number(quoted).await, plan.refunds[0].amount);
}
