//! The beginning of a payment fixes the prices.

use boxoffice::Refusal;
use domain::{BuyerId, selling::RepriceRequest};

use super::{ACCEPTED, FRONT, SLOW, Shop, fresh_key};

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
async fn a_payment_that_begins_during_a_price_change_has_the_new_price() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
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
