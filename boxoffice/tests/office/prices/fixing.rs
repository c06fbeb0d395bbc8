//! The beginning of a payment fixes the prices.

use boxoffice::Refusal;
use domain::{
    BuyerId, Money,
    selling::{Booking, IdempotencyKey, RepriceRequest},
};
use store::Transaction;

use super::{ACCEPTED, DECLINED, FRONT, SLOW, Shop, fresh_key};

/// Another request of the buyer has changed the price of the first seat to a child's, and holds the
/// lock of the booking until it commits.
async fn child_price_uncommitted(shop: &Shop, held: &Booking) -> Transaction {
    let child = shop.price_type("Child").await;
    let mut theirs = shop.database.pool().begin().await.expect("a transaction");
    sqlx::query("select reprice_booking($1, $2, $3, $4, $5, null)")
        .bind(shop.event.id.0)
        .bind(held.id.0)
        .bind(shop.buyer.0)
        .bind(vec![FRONT[0] as i32])
        .bind(vec![child.0])
        .execute(&mut *theirs)
        .await
        .expect("repriced");
    theirs
}

#[tokio::test]
async fn prices_stay_fixed_during_and_after_a_payment() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let token = shop.office.sandbox_token(SLOW).await.expect("a token");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    shop.database
        .until("select count(*) from payment where state = 'started'", 1)
        .await;
    let child = [(FRONT[0], "Child")];
    assert!(matches!(
        shop.choose(&held, &child).await,
        Err(Refusal::PaymentInProgress)
    ));
    assert_eq!(
        paying.await.expect("joins").expect("paid").total,
        held.total
    );
    assert!(matches!(
        shop.choose(&held, &child).await,
        Err(Refusal::BookingState(_))
    ));

    let late = shop.hold(&[FRONT[1]]).await;
    shop.database.lapse_booking(late.id).await;
    assert!(matches!(
        shop.choose(&late, &[(FRONT[1], "Child")]).await,
        Err(Refusal::HoldExpired)
    ));
    let stranger = shop
        .office
        .reprice(BuyerId::new(), late.id, RepriceRequest::default())
        .await;
    assert!(
        matches!(stranger, Err(Refusal::UnknownBooking)),
        "{stranger:?}"
    );
    assert_eq!(shop.office.expire(shop.event.id).await.expect("ended"), 1);
    shop.sound().await;
}

#[tokio::test]
async fn after_a_declined_card_the_buyer_can_choose_other_prices_and_pay() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let pay = async |card: &str| {
        let token = shop.office.sandbox_token(card).await.expect("a token");
        let (buyer, id) = (shop.buyer, held.id);
        shop.office.pay(buyer, id, &fresh_key(), &token).await
    };
    assert!(matches!(pay(DECLINED).await, Err(Refusal::Declined(_))));
    shop.choose(&held, &[(FRONT[0], "Child")])
        .await
        .expect("a child's price");
    shop.sound().await;
    assert_eq!(pay(ACCEPTED).await.expect("paid").total.amount, 3_000);
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_that_begins_during_a_price_change_has_the_new_price() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let theirs = child_price_uncommitted(&shop, &held).await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    shop.database.until("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", 1).await;
    theirs.commit().await.expect("committed");
    assert_eq!(
        paying.await.expect("joins").expect("paid").total.amount,
        3_000
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_for_another_total_than_the_booking_has_charges_nothing() {
    let shop = Shop::open().await;
    shop.code("GIFT", "percent", "100").await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    let held = shop.hold(&[FRONT[0]]).await;
    let seen = held.total;
    let (office, buyer, id) = (&shop.office, shop.buyer, held.id);
    let pay = async |key: &IdempotencyKey, expected: Money| {
        office
            .pay_from(None, buyer, id, key, &token, Some(expected))
            .await
    };
    shop.choose(&held, &[(FRONT[0], "Child")])
        .await
        .expect("a child's price");
    let key = fresh_key();
    for time in ["the first time", "again"] {
        let paid = pay(&key, seen).await;
        assert!(
            matches!(paid, Err(Refusal::PriceChanged)),
            "{time}: {paid:?}"
        );
    }
    let page = office
        .pay_on_page(buyer, id, &fresh_key(), None, Some(seen))
        .await;
    assert!(matches!(page, Err(Refusal::PriceChanged)), "{page:?}");

    // A total of 0 is another total, too.
    let gift = shop.with_code(&held, "GIFT").await.expect("a code");
    assert_eq!(gift.total.amount, 0);
    for paid in [
        pay(&fresh_key(), seen).await,
        office.take_free(buyer, id, &fresh_key(), Some(seen)).await,
    ] {
        assert!(matches!(paid, Err(Refusal::PriceChanged)), "{paid:?}");
    }
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        0
    );
    let child = shop.with_code(&held, "").await.expect("no code");
    assert_eq!(child.total.amount, 3_000);
    let paid = pay(&fresh_key(), child.total).await.expect("paid");
    assert_eq!(paid.total, child.total);
    shop.sound().await;
}

#[tokio::test]
async fn a_price_that_changes_while_a_payment_begins_is_not_charged_to_a_buyer_who_saw_another() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let theirs = child_price_uncommitted(&shop, &held).await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    let (office, buyer, id, seen) = (shop.office.clone(), shop.buyer, held.id, held.total);
    let paying = tokio::spawn(async move {
        office
            .pay_from(None, buyer, id, &fresh_key(), &token, Some(seen))
            .await
    });
    shop.database.until("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", 1).await;
    theirs.commit().await.expect("committed");
    assert!(matches!(
        paying.await.expect("joins"),
        Err(Refusal::PriceChanged)
    ));
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        0
    );
    shop.sound().await;
}
