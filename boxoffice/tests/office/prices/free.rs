//! Bookings that cost nothing need no payment.

use boxoffice::Refusal;
use domain::selling::BookingStatus;
use store::desk::{Batch, Begin, BeginOutcome, FREE};
use uuid::Uuid;

use super::{ACCEPTED, FRONT, Shop, fresh_key};

#[tokio::test]
async fn a_booking_that_costs_nothing_gets_its_tickets_without_a_provider() {
    let shop = Shop::open().await;
    shop.code("GIFT", "percent", "100").await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    for (number, way) in ["free", "direct", "hosted"].into_iter().enumerate() {
        let held = shop.hold(&[FRONT[number]]).await;
        let gift = shop.with_code(&held, "GIFT").await.expect("a code");
        assert_eq!(
            (
                gift.total.amount,
                gift.seats[0].full_price.map(|price| price.amount)
            ),
            (0, Some(6_000)),
            "{way}"
        );
        let key = fresh_key();
        for time in ["the first time", "again"] {
            match way {
                "free" => drop(
                    shop.office
                        .take_free(shop.buyer, held.id, &key, None)
                        .await
                        .expect(time),
                ),
                "direct" => drop(
                    shop.office
                        .pay(shop.buyer, held.id, &key, &token)
                        .await
                        .expect(time),
                ),
                _ => {
                    let page = shop
                        .office
                        .pay_on_page(shop.buyer, held.id, &key, None, None)
                        .await
                        .expect(time);
                    assert_eq!(page, format!("/bookings/{}", held.id));
                }
            }
        }
        let booking = shop
            .office
            .booking(shop.buyer, held.id)
            .await
            .expect("there");
        assert_eq!(
            (booking.status, booking.tickets.len()),
            (BookingStatus::Confirmed, 1),
            "{way}"
        );
    }
    shop.database.until("select count(*) from payment where provider = 'free' and state = 'captured' and closed_at is not null", 3).await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        0
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_booking_that_costs_something_cannot_be_taken_for_free() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let asked = shop
        .office
        .take_free(shop.buyer, held.id, &fresh_key(), None)
        .await;
    assert!(matches!(asked, Err(Refusal::PriceChanged)), "{asked:?}");
    // A command as of a server that read the booking while it cost nothing.
    let begin = Begin {
        booking: held.id,
        buyer: shop.buyer,
        payment: Uuid::now_v7(),
        provider: FREE.to_owned(),
        key: fresh_key(),
        fingerprint: vec![0],
        parameters: None,
    };
    let mut connection = shop.database.pool().acquire().await.expect("a connection");
    let outcome = store::desk::run(&mut connection, shop.event.id, &Batch::from_iter([&begin]))
        .await
        .expect("runs");
    assert_eq!(
        outcome
            .expect("there is such an event")
            .of::<Begin>()
            .expect("of one kind"),
        [BeginOutcome::Repriced]
    );
    let row = "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
               select gen_random_uuid(), event_id, id, 'free', 'k', '\\x00', amount, currency from booking";
    assert!(
        shop.database.try_execute(row).await.is_err(),
        "the tables refuse it, too"
    );
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
}

#[tokio::test]
async fn a_free_booking_whose_server_died_ends_with_tickets() {
    let shop = Shop::open().await;
    shop.code("GIFT", "percent", "100").await;
    let held = shop.hold(&[FRONT[0]]).await;
    shop.with_code(&held, "GIFT").await.expect("a code");
    shop.database
        .execute(&format!(
            "with intent as (
                 insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, ask_at)
                 values (gen_random_uuid(), {}, '{}', 'free', 'k', '\\x00', 0, 'EUR', now())
                 returning id, amount, currency
             )
             insert into payment_stamp (payment_id, kind, amount, currency) select id, 'started', amount, currency from intent",
            shop.event.id, held.id
        ))
        .await;
    shop.database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .tickets
            .len(),
        1
    );
    shop.sound().await;
}
