//! Booking numbers, tested on the tables alone.

use domain::{BookingId, BuyerId, EventId};
use store::booking_numbers::{find, of_booking};
use testing::{Hall, TestDatabase};

struct Shop {
    database: TestDatabase,
    event: EventId,
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await.id;
        Self { database, event }
    }

    async fn hold(&self, buyer: BuyerId) -> BookingId {
        let (event, booking) = (self.event, BookingId::of(self.event));
        self.database
            .execute(&format!(
                "insert into booking (event_id, id, buyer_id, status, expires_at, amount, currency)
                 values ({event}, '{booking}', '{buyer}', 'pending', now() + interval '5 minutes', 6000, 'EUR')"
            ))
            .await;
        booking
    }

    /// Sells every hold, in one statement.
    async fn sell(&self) {
        self.database.execute("update booking set status = 'confirmed', confirmed_at = now() where status = 'pending'").await;
    }

    async fn number(&self, booking: BookingId) -> Option<String> {
        of_booking(self.database.pool(), self.event, booking)
            .await
            .expect("read")
            .map(|number| number.to_string())
    }

    async fn count(&self) -> i64 {
        self.database
            .number("select count(*) from booking_number")
            .await
    }
}

#[tokio::test]
async fn a_booking_gets_its_number_when_it_is_confirmed_and_keeps_it() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let (first, second) = (shop.hold(buyer).await, shop.hold(buyer).await);
    assert_eq!(
        (shop.number(first).await, shop.count().await),
        (None, 0),
        "a hold has none"
    );
    shop.sell().await;
    let number = shop.number(first).await.expect("a number");
    assert_ne!(Some(&number), shop.number(second).await.as_ref());
    let found = find(shop.database.pool(), &number.parse().expect("a number"))
        .await
        .expect("read")
        .expect("found");
    assert_eq!((found.id, found.buyer, found.email), (first, buyer, None));
    assert_eq!(
        find(shop.database.pool(), &"00000000".parse().expect("a number"))
            .await
            .expect("read"),
        None
    );

    shop.database
        .execute("update booking set status = 'refunded'")
        .await;
    shop.database
        .execute("update booking set status = 'confirmed'")
        .await;
    assert_eq!(
        (shop.number(first).await, shop.count().await),
        (Some(number), 2)
    );
}

#[tokio::test]
async fn a_booking_number_in_use_is_replaced_by_another() {
    let shop = Shop::open().await;
    // The first four random numbers are the same.
    shop.database
        .execute(
            "create sequence draws;
             create or replace function draw_booking_number() returns text language sql volatile as $$
                 select lpad(greatest(nextval('draws') - 4, 0)::text, 8, '0')
             $$",
        )
        .await;
    shop.hold(BuyerId::new()).await;
    shop.hold(BuyerId::new()).await;
    shop.sell().await;
    shop.hold(BuyerId::new()).await;
    shop.sell().await;
    assert_eq!(shop.count().await, 3);
    assert_eq!(
        shop.database
            .number("select count(*) from booking_number where number = '00000000'")
            .await,
        1
    );
}

#[tokio::test]
async fn booking_numbers_are_random_and_avoid_letters_that_look_alike() {
    let shop = Shop::open().await;
    let drawn = "select draw_booking_number() as number from generate_series(1, 2000) offset 0";
    assert_eq!(
        shop.database
            .number(&format!("select count(distinct d.number) from ({drawn}) d"))
            .await,
        2_000
    );
    let letters = format!(
        "from ({drawn}) d cross join lateral regexp_split_to_table(d.number, '') l (letter)"
    );
    assert_eq!(
        shop.database
            .number(&format!("select count(distinct l.letter) {letters}"))
            .await,
        32
    );
    assert_eq!(
        shop.database
            .number(&format!(
                "select count(*) {letters} where l.letter !~ '^[0-9A-HJKMNP-TV-Z]$'"
            ))
            .await,
        0
    );
}
