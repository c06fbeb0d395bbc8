//! `fsck` reports nothing in sound tables.

use domain::{BuyerId, SeatNo, TicketId};
use store::import::{ImportedSale, add_sales};
use testing::{Hall, TestDatabase};
use time::OffsetDateTime;

use crate::shop::{Shop, fresh_key};

#[tokio::test]
async fn accepts_sales_that_were_made_elsewhere() {
    let database = TestDatabase::new().await;
    let event = Hall {
        standing: 20,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let sale = |first: u32| ImportedSale {
        buyer: BuyerId::new(),
        at: OffsetDateTime::now_utc() - time::Duration::days(1),
        tickets: (first..first + 3)
            .map(|seat| (SeatNo(seat), TicketId::new(), format!("code {seat}")))
            .collect(),
    };
    let sold = add_sales(database.pool(), event.id, &[sale(0), sale(40), sale(100)])
        .await
        .expect("sold");
    assert_eq!(sold, 9);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn accepts_payments_that_failed() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[40, 41]).await;
    for card in [
        "4000 0000 0000 0002",
        "4000 0000 0000 9995",
        "4000 0000 0000 0119",
    ] {
        let token = shop.office.sandbox_token(card).await.expect("a token");
        shop.office
            .pay(buyer, held.id, &fresh_key(), &token)
            .await
            .expect_err("no money");
    }
    assert_eq!(
        shop.database
            .number("select count(*) from payment where state in ('declined', 'failed')")
            .await,
        3
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn accepts_a_shop_without_events() {
    assert_eq!(
        TestDatabase::new().await.violations().await,
        Vec::<String>::new()
    );
}
