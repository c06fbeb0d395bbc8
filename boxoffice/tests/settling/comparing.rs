//! Compares the shop's payments with the records of its providers.

use boxoffice::{ProviderCheck, StripeSettings, fsck_providers};
use testing::StripeServer;

use crate::shop::Shop;

async fn compared(shop: &Shop) -> ProviderCheck {
    fsck_providers(shop.database.pool(), None, None, |_, _| {})
        .await
        .expect("compared")
}

#[tokio::test]
async fn the_records_of_a_sound_shop_agree_with_the_sandbox() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.pay(&held).await.expect("paid");
    shop.until_state("captured").await;
    let mut told = Vec::new();
    let check = fsck_providers(
        shop.database.pool(),
        None,
        Some(shop.event.id),
        |done, total| told.push((done, total)),
    )
    .await;
    assert_eq!(
        check.expect("compared"),
        ProviderCheck {
            compared: 1,
            ..ProviderCheck::default()
        }
    );
    assert_eq!(told, [(1, 1)]);
    let elsewhere = fsck_providers(
        shop.database.pool(),
        None,
        Some(domain::EventId(77)),
        |_, _| {},
    )
    .await;
    assert_eq!(elsewhere.expect("compared"), ProviderCheck::default());
}

#[tokio::test]
async fn a_payment_that_a_buyer_is_making_is_no_difference() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let paying = shop.begin(&held).await;
    assert_eq!(
        compared(&shop).await,
        ProviderCheck {
            compared: 1,
            under_way: 1,
            ..ProviderCheck::default()
        }
    );
    paying.await.expect("joins").expect("paid");
}

#[tokio::test]
async fn each_kind_of_difference_is_named() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.pay(&held).await.expect("paid");
    shop.until_state("captured").await;
    for (change, words) in [
        (
            "amount = 5000",
            "the payment is for €60, and the provider has €50",
        ),
        (
            "amount = 6000, refunded = 2000",
            "the shop counts €0 paid back, and the provider €20",
        ),
        (
            "refunded = 0, state = 'authorised'",
            "the provider says that €60 are reserved",
        ),
        (
            "state = 'voided'",
            "the provider says that it has ended without money",
        ),
        (
            "state = 'refused'",
            "the provider says that the bank refused",
        ),
    ] {
        shop.database
            .execute(&format!("update sandbox_charge set {change}"))
            .await;
        let check = compared(&shop).await;
        let said: Vec<&str> = check
            .differences
            .iter()
            .map(|difference| &*difference.what)
            .collect();
        assert!(
            said.len() == 1 && said[0].contains("is captured") && said[0].contains(words),
            "{change}: {said:?}"
        );
        assert_eq!(check.differences[0].event, shop.event.id);
    }
    shop.database.execute("delete from sandbox_charge").await;
    assert!(
        compared(&shop).await.differences[0]
            .what
            .contains("knows of no such payment")
    );
}

#[tokio::test]
async fn money_at_the_provider_that_the_shop_does_not_count_is_named() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.left(&held, "lapsed", "'started', 'lapsed'", Some("captured"))
        .await;
    shop.database
        .execute("update payment set closed_at = clock_timestamp()")
        .await;
    let check = compared(&shop).await;
    assert!(
        check.differences[0]
            .what
            .contains("is lapsed: the provider says that €60 are captured"),
        "{check:?}"
    );
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_a_difference() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.pay(&held).await.expect("paid");
    shop.until_state("captured").await;
    shop.database
        .execute("update payment set provider = 'stripe', provider_ref = 'cs_1'")
        .await;
    let stripe = StripeServer::start();
    let mut settings = stripe.settings();
    let ask = async |settings: StripeSettings| {
        fsck_providers(shop.database.pool(), Some(settings), None, |_, _| {})
            .await
            .expect("compared")
    };
    assert!(
        ask(settings.clone()).await.differences[0]
            .what
            .contains("knows of no such payment")
    );
    "http://127.0.0.1:9".clone_into(&mut settings.api);
    let check = ask(settings).await;
    assert!(
        check.differences[0]
            .what
            .contains("is captured: the provider: Stripe"),
        "{check:?}"
    );
    let without = compared(&shop).await;
    assert_eq!(
        (without.compared, without.unasked.get("stripe")),
        (0, Some(&1))
    );
}
