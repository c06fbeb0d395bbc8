//! Which tickets can be given back, and how much is refunded.

use boxoffice::{Refusal, SandboxCall, SandboxFault, operating};
use domain::{
    BuyerId,
    selling::{BookingStatus, RefundCause, RefundRefusal},
};

use super::{FULL, refused, tickets};
use crate::shop::{Shop, fresh_key};

#[tokio::test]
async fn a_buyer_gives_back_one_of_three_tickets_and_the_others_stay_valid() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8, 9]).await;
    let left = shop
        .refund(&sold, &tickets(&sold)[..1])
        .await
        .expect("refunded");
    assert_eq!(
        (left.status, left.tickets.len(), left.refunds.len()),
        (BookingStatus::Confirmed, 2, 1)
    );
    let refund = &left.refunds[0];
    assert_eq!(
        (refund.amount.amount, refund.fee.amount, refund.why),
        (6_000, 0, RefundCause::Buyer)
    );
    assert_eq!(refund.tickets[0].ticket, sold.tickets[0].id);
    // Its seat is available again before the money has moved.
    shop.hold(BuyerId::new(), &[7]).await;
    shop.hurry_refunds("succeeded", 1).await;
    assert_eq!(
        shop.database
            .number("select sum(amount)::bigint from sandbox_refund where key like 'refund:%'")
            .await,
        6_000
    );
    assert_eq!(
        shop.database
            .number("select count(*) from payment where state = 'captured' and refunded = 6000")
            .await,
        1
    );
    shop.sound().await;

    let none = shop.refund(&sold, &[]).await.expect("the rest");
    assert_eq!(
        (none.status, none.tickets.len(), none.refunds.len()),
        (BookingStatus::Refunded, 0, 2)
    );
    shop.hurry_refunds("succeeded", 2).await;
    shop.until_state("refunded").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_quote_has_the_refund_and_the_fee_by_the_terms_of_the_sale() {
    let shop = Shop::open().await;
    shop.database
        .execute("update event set refund_hours = 24, refund_percent = 75, refund_fee = 201")
        .await;
    let sold = shop.sold(&[7, 8]).await;
    // Later sales have other terms.
    shop.database
        .execute("update event set refund_hours = null, refund_percent = 1")
        .await;
    let both = tickets(&sold);
    let quote = shop
        .office
        .refund_quote(shop.buyer, sold.id, &both)
        .await
        .expect("a quote");
    assert_eq!(
        (quote.amount.amount, quote.fee.amount),
        (2 * (4_500 - 201), 2 * (1_500 + 201))
    );
    assert_eq!(
        quote
            .tickets
            .iter()
            .map(|line| line.ticket)
            .collect::<Vec<_>>(),
        both
    );
    assert_eq!(shop.database.number("select count(*) from refund").await, 0);
    let after = shop.refund(&sold, &both).await.expect("refunded");
    assert_eq!(
        (after.refunds[0].amount, after.refunds[0].fee),
        (quote.amount, quote.fee)
    );
    shop.hurry_refunds("succeeded", 1).await;
    assert_eq!(
        shop.database.number("select refunded from payment").await,
        quote.amount.amount
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_sale_whose_hold_ended_meanwhile_keeps_the_terms_of_the_event() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let paying = shop.begin(&held).await;
    shop.lapse().await;
    assert_eq!(shop.office.expire(shop.event.id).await.expect("expired"), 1);
    let sold = paying.await.expect("joins").expect("sold");
    shop.until_state("captured").await;
    let quote = shop
        .office
        .refund_quote(shop.buyer, sold.id, &tickets(&sold))
        .await
        .expect("a quote");
    assert_eq!(quote.amount.amount, 6_000);
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_is_refused_with_its_reason_and_changes_nothing() {
    let shop = Shop::open().await;
    let without = shop.sold(&[1]).await;
    assert_eq!(
        refused(shop.refund(&without, &[]).await),
        RefundRefusal::NotOffered
    );
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[3]).await;
    let held = shop.hold(shop.buyer, &[5]).await;
    assert_eq!(
        refused(shop.refund(&held, &[]).await),
        RefundRefusal::NotPaid
    );
    let stranger = shop
        .office
        .refund(BuyerId::new(), sold.id, &fresh_key(), vec![])
        .await;
    assert!(
        matches!(stranger, Err(Refusal::UnknownBooking)),
        "{stranger:?}"
    );
    let anothers = shop.refund(&sold, &tickets(&without)).await;
    assert!(
        matches!(anothers, Err(Refusal::UnknownBooking)),
        "{anothers:?}"
    );
    shop.database.execute("update event set starts_at = now() + interval '23 hours', ends_at = now() + interval '25 hours'").await;
    assert_eq!(
        refused(shop.refund(&sold, &[]).await),
        RefundRefusal::TooLate
    );
    let quote = shop.office.refund_quote(shop.buyer, sold.id, &[]).await;
    assert_eq!(refused(quote), RefundRefusal::TooLate);
    shop.database
        .execute("update event set cancelled_at = now()")
        .await;
    assert_eq!(
        refused(shop.refund(&sold, &[]).await),
        RefundRefusal::EventCancelled
    );
    assert_eq!(shop.database.number("select count(*) from refund").await, 0);
    assert_eq!(
        shop.database
            .number("select count(*) from ticket where voided_at is null")
            .await,
        2
    );
}

#[tokio::test]
async fn tickets_cannot_be_given_back_before_their_money_has_moved() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    shop.fault(SandboxCall::Capture, SandboxFault::FailsBefore);
    let held = shop.hold(shop.buyer, &[7]).await;
    let paid = shop.pay(&held).await.expect("paid");
    let early = shop.refund(&paid, &[]).await;
    assert!(matches!(early, Err(Refusal::RefundTooEarly)), "{early:?}");
    shop.all_is_well();
    shop.hurry_until_state("captured").await;
    shop.refund(&paid, &[]).await.expect("refunded");
    shop.hurry_refunds("succeeded", 1).await;
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_is_an_amount_that_the_provider_accepts() {
    let shop = Shop::open().await;
    shop.database
        .execute("update price_level set currency = 'KWD', amount = 4505")
        .await;
    shop.database
        .execute("update event set refund_hours = 24, refund_percent = 75")
        .await;
    let sold = shop.sold(&[7, 8]).await;
    // 3.378 dinars for each ticket, and no thousandths in the total.
    let quote = shop
        .office
        .refund_quote(shop.buyer, sold.id, &[])
        .await
        .expect("a quote");
    assert_eq!((quote.amount.amount, quote.fee.amount), (6_750, 2_260));
    assert_eq!(
        quote
            .tickets
            .iter()
            .map(|line| line.amount.amount)
            .sum::<i64>(),
        6_750
    );
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id)
        .await
        .expect("a plan");
    assert_eq!(plan.refunds[0].amount, 9_010);
    shop.refund(&sold, &[]).await.expect("refunded");
    shop.hurry_refunds("succeeded", 1).await;
    shop.sound().await;
}
