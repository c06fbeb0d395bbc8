//! The money of a refund: pending, owed, paid once, or refunded at the provider.

use boxoffice::{
    SandboxCall, SandboxFault,
    operating::{self, Change},
};
use domain::{
    RefundId,
    selling::{BookingStatus, RefundCause, RefundRefusal, RefundState},
};
use store::operator_actions::Operator;
use uuid::Uuid;

use super::{FULL, refused, tickets};
use crate::shop::Shop;

#[tokio::test]
async fn a_refund_that_waits_at_the_provider_is_pending_until_it_is_paid() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::RefundPends);
    shop.refund(&sold, &[]).await.expect("refunded");
    shop.hurry_refunds("pending", 1).await;
    let waiting = shop
        .office
        .booking(shop.buyer, sold.id)
        .await
        .expect("there");
    assert_eq!(
        (waiting.status, waiting.refunds[0].state),
        (BookingStatus::Refunded, RefundState::Pending)
    );
    shop.sound().await;
    shop.database
        .execute("update sandbox_refund set state = 'succeeded'")
        .await;
    shop.hurry_refunds("succeeded", 1).await;
    shop.until_state("refunded").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_failed_refund_is_a_debt_until_it_is_paid_by_other_means() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::RefundFails);
    let after = shop.refund(&sold, &[]).await.expect("refunded");
    shop.hurry_refunds("failed", 1).await;
    let found = shop.database.violations().await;
    assert!(
        found.len() == 1 && found[0].contains("so the shop owes 6000 EUR"),
        "{found:?}"
    );
    let debts = store::refunds::debts(shop.database.pool(), 10)
        .await
        .expect("debts");
    assert_eq!(
        (debts.len(), debts[0].id, debts[0].what.as_str()),
        (1, after.refunds[0].id, "failed")
    );
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let paid = async |refund: RefundId| {
        operating::paid_otherwise(shop.database.pool(), &operator, refund)
            .await
            .expect("noted")
    };
    assert_eq!(
        [paid(debts[0].id).await, paid(debts[0].id).await],
        [Change::Made, Change::None]
    );
    assert!(
        store::refunds::debts(shop.database.pool(), 10)
            .await
            .expect("debts")
            .is_empty()
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_with_a_lost_answer_is_paid_once() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    shop.fault(SandboxCall::GiveBack, SandboxFault::FailsAfter);
    shop.refund(&sold, &tickets(&sold)[..1])
        .await
        .expect("refunded");
    shop.until("select count(*) from sandbox_refund", 1).await;
    shop.all_is_well();
    shop.hurry_refunds("succeeded", 1).await;
    assert_eq!(
        shop.database
            .number("select refunded from sandbox_charge")
            .await,
        6_000
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_refund_made_at_the_provider_is_noticed_and_changes_no_ticket() {
    let shop = Shop::open().await;
    shop.database.execute(FULL).await;
    let sold = shop.sold(&[7, 8]).await;
    shop.database
        .execute(
            "insert into sandbox_refund (key, payment_id, amount) select 'by hand', payment_id, 7000 from sandbox_charge;
             update sandbox_charge set refunded = 7000",
        )
        .await;
    let payment: Uuid = sqlx::query_scalar("select id from payment")
        .fetch_one(shop.database.pool())
        .await
        .expect("the payment");
    store::jobs::read_refunds(shop.database.pool(), payment)
        .await
        .expect("ordered");
    shop.hurry_refunds("succeeded", 1).await;
    let booking = shop
        .office
        .booking(shop.buyer, sold.id)
        .await
        .expect("there");
    let outside = &booking.refunds[0];
    assert_eq!(
        (booking.tickets.len(), outside.why, outside.amount.amount),
        (2, RefundCause::Outside, 7_000)
    );
    assert!(outside.tickets.is_empty());
    shop.sound().await;
    // A ticket whose price was already refunded cannot be refunded automatically.
    assert_eq!(
        refused(shop.refund(&sold, &tickets(&sold)[..1]).await),
        RefundRefusal::MoreThanPaid
    );
    store::jobs::read_refunds(shop.database.pool(), payment)
        .await
        .expect("ordered");
    shop.until("select count(*) from money_job where done_at is null", 0)
        .await;
    assert_eq!(shop.database.number("select count(*) from refund").await, 1);
}
