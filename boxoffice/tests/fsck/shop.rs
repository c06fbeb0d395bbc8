//! A shop that has sold, held and taken back some seats, for the tests to break.

use boxoffice::BoxOffice;
use domain::{
    BuyerId, SeatNo,
    selling::{Booking, BookingRequest, IdempotencyKey},
};
use testing::{Hall, TestDatabase, TestEvent};

pub struct Shop {
    pub database: TestDatabase,
    pub event: TestEvent,
    pub office: BoxOffice,
}

pub fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

impl Shop {
    /// One event: seats 7 and 8 are sold for 120 euros, seat 20 is held for 60, seat 30 was held
    /// and is available again.
    pub async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let office = database.box_office().await;
        let shop = Self {
            database,
            event,
            office,
        };
        shop.buy(&[7, 8]).await;
        shop.hold(BuyerId::new(), &[20]).await;
        let buyer = BuyerId::new();
        let released = shop.hold(buyer, &[30]).await;
        shop.office
            .release(buyer, released.id)
            .await
            .expect("released");
        shop.until("select count(*) from payment where closed_at is null", 0)
            .await;
        assert_eq!(shop.database.violations().await, Vec::<String>::new());
        shop
    }

    pub async fn hold(&self, buyer: BuyerId, seats: &[u32]) -> Booking {
        let request = BookingRequest::seats(seats.iter().copied().map(SeatNo).collect());
        self.office
            .hold(buyer, self.event.id, &fresh_key(), request)
            .await
            .expect("held")
    }

    pub async fn buy(&self, seats: &[u32]) -> Booking {
        let buyer = BuyerId::new();
        let held = self.hold(buyer, seats).await;
        let token = self
            .office
            .sandbox_token("4242 4242 4242 4242")
            .await
            .expect("a token");
        self.office
            .pay(buyer, held.id, &fresh_key(), &token)
            .await
            .expect("paid")
    }

    /// Waits until a query returns this number.
    pub async fn until(&self, sql: &str, number: i64) {
        let reached = async {
            while self.database.number(sql).await != number {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), reached)
            .await
            .unwrap_or_else(|_| panic!("never {number}: {sql}"));
    }
}

/// Breaks the tables, and expects `fsck` to report this.
pub async fn check(sql: &str, expected: &str) {
    let shop = Shop::open().await;
    shop.database.execute(sql).await;
    let found = shop.database.violations().await;
    assert!(
        found.iter().any(|violation| violation.contains(expected)),
        "expected `{expected}` among {found:#?}"
    );
}

/// Changes the tables, and expects `fsck` to report nothing.
pub async fn sound(sql: &str) {
    let shop = Shop::open().await;
    shop.database.execute(sql).await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}
