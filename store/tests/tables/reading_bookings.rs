//! The query for one booking and the query for many bookings give the same result.

use domain::{BookingId, BuyerId};
use testing::{Hall, TestDatabase};

/// Counts the bookings for which the function for one booking and the view for many differ. The
/// remaining time is not compared, because it changes between the two.
const DIFFERENT: &str = "select count(*) from booking b
     cross join lateral (
         select to_jsonb(w) - 'expires_in_ms' as whole from booking_shown w where w.event_id = b.event_id and w.id = b.id
     ) listed
     left join lateral (
         select to_jsonb(w) - 'expires_in_ms' as whole from booking_of_buyer(b.event_id, b.id, b.buyer_id) w
     ) own on true
     where own.whole is distinct from listed.whole";

#[tokio::test]
async fn one_booking_is_read_as_it_is_in_the_list() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await.id;
    let [held, sold, lapsed] = [(); 3].map(|()| BookingId::of(event));
    let buyer = BuyerId::new();
    database
        .execute(&format!(
            "insert into booking (event_id, id, buyer_id, status, expires_at, amount, currency) values
                 ({event}, '{held}', '{buyer}', 'pending', now() + interval '5 minutes', 6000, 'EUR'),
                 ({event}, '{sold}', '{buyer}', 'pending', now() + interval '5 minutes', 6000, 'EUR'),
                 ({event}, '{lapsed}', '{buyer}', 'pending', now() - interval '5 minutes', 6000, 'EUR');
             insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
             select event_id, id, seat, 1, 3000 from booking, generate_series(1, 2) seat;
             insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
             select gen_random_uuid(), event_id, id, 'sandbox', 'key', '', amount, currency from booking where id = '{held}';
             update booking set status = 'confirmed', confirmed_at = now() where id = '{sold}';
             insert into ticket (event_id, id, booking_id, seat_no, code)
             select event_id, gen_random_uuid(), id, seat, 'a code' from booking, generate_series(1, 2) seat where id = '{sold}';
             insert into ticket_holder (event_id, ticket_id, booking_id, email, locale)
             select event_id, id, booking_id, 'ada@example.com', 'en' from ticket where seat_no = 1;
             insert into refund (id, event_id, booking_id, amount, currency, why, state, key, fingerprint)
             select gen_random_uuid(), event_id, id, 3000, 'EUR', 'staff', 'requested', 'key', '' from booking where id = '{sold}';
             update booking set extension = gen_random_uuid() where id = '{held}'"
        ))
        .await;
    let of_buyer = |buyer: &str| {
        format!("select count(*) from booking b, booking_of_buyer(b.event_id, b.id, {buyer})")
    };
    assert_eq!(database.number(&of_buyer("b.buyer_id")).await, 3);
    assert_eq!(database.number(DIFFERENT).await, 0);
    assert_eq!(
        database.number(&of_buyer("gen_random_uuid()")).await,
        0,
        "another buyer has none of them"
    );
    let facts = "select count(*) from booking_shown where (number is not null) = has_refunds and extended = (money is not null)";
    assert_eq!(database.number(facts).await, 3, "the parts are there");
}

#[tokio::test]
async fn the_event_of_a_booking_is_found_if_its_identifier_does_not_name_it() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await.id;
    let [old, unknown] = [(); 2].map(|()| BookingId::new());
    database
        .execute(&format!(
            "insert into booking (event_id, id, buyer_id, expires_at, amount, currency)
             values ({event}, '{old}', '{}', now() + interval '5 minutes', 6000, 'EUR')",
            BuyerId::new()
        ))
        .await;
    for (booking, of) in [(old, Some(event)), (unknown, None)] {
        let found = store::bookings::event_of(database.pool(), booking).await;
        assert_eq!(found.expect("the database answers"), of);
    }
}
