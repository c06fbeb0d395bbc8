//! More time to pay: five minutes, once for each booking, if the buyer asks before the last minute.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, BuyerId, SeatNo,
    selling::{Booking, BookingRequest, BookingStatus, ExtensionRefusal, IdempotencyKey},
};
use store::desk::{
    Batch, DeskKind, ExtensionOutcome, Hold, HoldExtension, HoldOutcome, HoldTarget,
};
use testing::{Hall, TestDatabase, TestEvent};
use time::Duration;
use uuid::Uuid;

const FIVE_MINUTES: Duration = Duration::minutes(5);

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

async fn hold(office: &BoxOffice, event: &TestEvent, buyer: BuyerId, seats: &[u32]) -> Booking {
    let seats = BookingRequest::seats(seats.iter().copied().map(SeatNo).collect());
    office
        .hold(buyer, event.id, &fresh_key(), seats)
        .await
        .expect("held")
}

/// Sets the end of a booking's hold to this number of seconds from now.
async fn ends_in(database: &TestDatabase, booking: BookingId, seconds: u32) {
    let end = format!("expires_at = clock_timestamp() + interval '{seconds} seconds'");
    database
        .execute(&format!("update booking set {end} where id = '{booking}'; update seat_status set {end} where booking_id = '{booking}'"))
        .await;
}

#[tokio::test]
async fn a_buyer_gets_five_more_minutes_once_for_the_booking_and_its_seats() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let held = hold(&office, &event, buyer, &[7, 8]).await;
    let other = hold(&office, &event, buyer, &[9]).await;
    assert_eq!(
        held.extendable_until,
        Some(held.expires_at - Duration::MINUTE)
    );
    let before = office.booking(buyer, held.id).await.expect("there");
    assert_eq!(
        before.extendable_until, held.extendable_until,
        "the hold and the booking have the same end"
    );

    let extended = office
        .extend(buyer, held.id, &fresh_key())
        .await
        .expect("extended");
    assert_eq!(
        (
            extended.status,
            extended.expires_at,
            extended.extendable_until
        ),
        (BookingStatus::Pending, held.expires_at + FIVE_MINUTES, None)
    );
    assert!(
        extended.expires_in_ms > 540_000,
        "{}",
        extended.expires_in_ms
    );
    let seats = "select count(*) from seat_status s join booking b on b.id = s.booking_id where s.status = 1 and s.expires_at = b.expires_at";
    assert_eq!(database.number(seats).await, 3);

    let again = office.extend(buyer, held.id, &fresh_key()).await;
    assert!(
        matches!(again, Err(Refusal::Extension(ExtensionRefusal::OnceOnly))),
        "{again:?}"
    );
    assert_eq!(
        office
            .booking(buyer, held.id)
            .await
            .expect("there")
            .expires_at,
        extended.expires_at
    );
    assert_eq!(
        office
            .booking(buyer, other.id)
            .await
            .expect("there")
            .expires_at,
        other.expires_at,
        "the other booking is as it was"
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn extended_seats_stay_held_until_the_new_end() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let held = hold(&office, &event, buyer, &[7]).await;
    office
        .extend(buyer, held.id, &fresh_key())
        .await
        .expect("extended");
    let wish = BookingRequest::seats(vec![SeatNo(7)]);
    let taken = office
        .hold(BuyerId::new(), event.id, &fresh_key(), wish)
        .await;
    assert!(
        matches!(taken, Err(Refusal::SeatsTaken { .. })),
        "{taken:?}"
    );
    database.lapse_booking(held.id).await;
    hold(&office, &event, BuyerId::new(), &[7]).await;
    let over = office.extend(buyer, held.id, &fresh_key()).await;
    assert!(matches!(over, Err(Refusal::HoldExpired)), "{over:?}");
}

#[tokio::test]
async fn a_hold_cannot_be_extended_in_its_last_minute() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let (late, early) = (
        hold(&office, &event, buyer, &[7]).await,
        hold(&office, &event, buyer, &[8]).await,
    );
    ends_in(&database, late.id, 59).await;
    // Long enough for a slow machine.
    ends_in(&database, early.id, 120).await;
    let refused = office.extend(buyer, late.id, &fresh_key()).await;
    assert!(
        matches!(
            refused,
            Err(Refusal::Extension(ExtensionRefusal::LastMinute))
        ),
        "{refused:?}"
    );
    office
        .extend(buyer, early.id, &fresh_key())
        .await
        .expect("in time");
}

#[tokio::test]
async fn an_organiser_can_switch_extensions_off_for_an_event() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    database
        .execute("update event set hold_extension = false, revision = revision + 1")
        .await;
    let buyer = BuyerId::new();
    let held = hold(&office, &event, buyer, &[7]).await;
    assert_eq!(held.extendable_until, None);
    let refused = office.extend(buyer, held.id, &fresh_key()).await;
    assert!(
        matches!(
            refused,
            Err(Refusal::Extension(ExtensionRefusal::NoExtensions))
        ),
        "{refused:?}"
    );
    assert_eq!(
        office
            .booking(buyer, held.id)
            .await
            .expect("there")
            .expires_at,
        held.expires_at
    );
}

#[tokio::test]
async fn a_booking_that_is_paid_released_or_another_buyers_cannot_be_extended() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let (paid, released, mine) = (
        hold(&office, &event, buyer, &[7]).await,
        hold(&office, &event, buyer, &[8]).await,
        hold(&office, &event, buyer, &[9]).await,
    );
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    office
        .pay(buyer, paid.id, &fresh_key(), &token)
        .await
        .expect("paid");
    office.release(buyer, released.id).await.expect("released");
    for booking in [paid.id, released.id] {
        let refused = office.extend(buyer, booking, &fresh_key()).await;
        assert!(
            matches!(refused, Err(Refusal::BookingState(_))),
            "{refused:?}"
        );
    }
    let stranger = office.extend(BuyerId::new(), mine.id, &fresh_key()).await;
    assert!(
        matches!(stranger, Err(Refusal::UnknownBooking)),
        "{stranger:?}"
    );
    database
        .execute("update event set cancelled_at = clock_timestamp()")
        .await;
    let cancelled = office.extend(buyer, mine.id, &fresh_key()).await;
    assert!(
        matches!(cancelled, Err(Refusal::NotOnSale)),
        "{cancelled:?}"
    );
}

#[tokio::test]
async fn only_one_of_two_concurrent_tabs_gets_more_time() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let (office, elsewhere) = (database.box_office().await, database.box_office().await);
    let buyer = BuyerId::new();
    let held = hold(&office, &event, buyer, &[7]).await;
    let (one, two, three) = (fresh_key(), fresh_key(), fresh_key());
    let answers: [Result<Booking, Refusal>; 3] = tokio::join!(
        office.extend(buyer, held.id, &one),
        elsewhere.extend(buyer, held.id, &two),
        office.extend(buyer, held.id, &three)
    )
    .into();
    assert_eq!(
        answers.iter().filter(|answer| answer.is_ok()).count(),
        1,
        "{answers:?}"
    );
    let once_only = |answer: &&Result<Booking, Refusal>| {
        matches!(answer, Err(Refusal::Extension(ExtensionRefusal::OnceOnly)))
    };
    assert_eq!(answers.iter().filter(once_only).count(), 2, "{answers:?}");
    assert_eq!(
        office
            .booking(buyer, held.id)
            .await
            .expect("there")
            .expires_at,
        held.expires_at + FIVE_MINUTES
    );
}

#[tokio::test]
async fn an_extension_that_is_repeated_after_a_lost_answer_runs_once() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let held = hold(&office, &event, buyer, &[7]).await;
    let mut connection = database.pool().acquire().await.expect("a connection");
    let extension = HoldExtension {
        id: Uuid::now_v7(),
        booking: held.id,
        buyer,
    };
    let unknown = HoldExtension {
        id: Uuid::now_v7(),
        booking: BookingId::of(event.id),
        buyer,
    };
    for _ in 0..2 {
        let batch = Batch::from_iter(&[extension, unknown]);
        let outcome = store::desk::run(&mut connection, event.id, &batch)
            .await
            .expect("runs")
            .expect("there is such an event");
        assert_eq!(
            outcome.of::<HoldExtension>().expect("of one kind"),
            [ExtensionOutcome::Extended, ExtensionOutcome::Unknown]
        );
        assert_eq!(outcome.frame, None, "no seat changed");
    }
    assert_eq!(
        office
            .booking(buyer, held.id)
            .await
            .expect("there")
            .expires_at,
        held.expires_at + FIVE_MINUTES
    );
}

#[tokio::test]
async fn a_wish_for_more_time_with_the_same_key_has_the_same_answer() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let (office, elsewhere) = (database.box_office().await, database.box_office().await);
    let buyer = BuyerId::new();
    let (held, key) = (hold(&office, &event, buyer, &[7]).await, fresh_key());
    let extended = office.extend(buyer, held.id, &key).await.expect("extended");
    let again = elsewhere
        .extend(buyer, held.id, &key)
        .await
        .expect("the answer was lost");
    assert_eq!(
        (again.id, again.expires_at),
        (extended.id, held.expires_at + FIVE_MINUTES)
    );
    let second = office.extend(buyer, held.id, &fresh_key()).await;
    assert!(
        matches!(second, Err(Refusal::Extension(ExtensionRefusal::OnceOnly))),
        "{second:?}"
    );
    // Also in the last minute, because the booking already has this extension.
    ends_in(&database, held.id, 30).await;
    office
        .extend(buyer, held.id, &key)
        .await
        .expect("the answer was lost");
    // A key belongs to its booking.
    let other = hold(&office, &event, buyer, &[9]).await;
    let extended = office
        .extend(buyer, other.id, &key)
        .await
        .expect("extended");
    assert_eq!(extended.expires_at, other.expires_at + FIVE_MINUTES);
}

#[tokio::test]
async fn extensions_lock_payments_in_the_order_in_which_captures_do() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    for seat in [7, 8] {
        let held = hold(&office, &event, buyer, &[seat]).await;
        office
            .pay_on_page(buyer, held.id, &fresh_key(), None, None)
            .await
            .expect("a page");
    }
    let bookings: Vec<Uuid> = sqlx::query_scalar("select booking_id from payment order by id")
        .fetch_all(database.pool())
        .await
        .expect("payments");
    let [first, second] = bookings[..] else {
        panic!("{bookings:?}")
    };
    let lock = "select from payment where booking_id = $1 for no key update";
    let mut capturing = database.pool().begin().await.expect("a transaction");
    sqlx::query(lock)
        .bind(first)
        .execute(&mut *capturing)
        .await
        .expect("the first is locked");

    let (pool, event) = (database.pool().clone(), event.id);
    let extending = tokio::spawn(async move {
        let of = |booking| HoldExtension {
            id: Uuid::now_v7(),
            booking: BookingId(booking),
            buyer,
        };
        let batch = Batch::from_iter(&[of(second), of(first)]);
        let mut connection = pool.acquire().await.expect("a connection");
        store::desk::run(&mut connection, event, &batch).await
    });
    let waits = "select count(*) from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock' and query like '%desk_extend%'";
    database.until(waits, 1).await;
    sqlx::query(lock)
        .bind(second)
        .execute(&mut *capturing)
        .await
        .expect("the extensions wait without it");
    capturing.commit().await.expect("committed");
    let outcome = extending
        .await
        .expect("joins")
        .expect("runs")
        .expect("there is such an event");
    assert_eq!(
        outcome.of::<HoldExtension>().expect("of one kind"),
        [ExtensionOutcome::Extended, ExtensionOutcome::Extended]
    );
}

#[tokio::test]
async fn an_extension_runs_before_the_holds_of_its_batch() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let held = hold(&office, &event, buyer, &[7]).await;
    let mut batch = Batch::default();
    let (other, target) = (BuyerId::new(), HoldTarget::Seats(vec![SeatNo(7)]));
    let (booking, key, fingerprint) = (BookingId::of(event.id), fresh_key(), vec![1]);
    Hold {
        booking,
        buyer: other,
        key,
        fingerprint,
        target,
        second: false,
        remember_refusal: false,
    }
    .push_to(&mut batch);
    HoldExtension {
        id: Uuid::now_v7(),
        booking: held.id,
        buyer,
    }
    .push_to(&mut batch);
    let mut connection = database.pool().acquire().await.expect("a connection");
    let outcome = store::desk::run(&mut connection, event.id, &batch)
        .await
        .expect("runs")
        .expect("there is such an event");
    let [taken, extended] = &outcome.outcomes[..] else {
        panic!("{:?}", outcome.outcomes)
    };
    assert_eq!(
        Hold::outcome(taken.clone()).expect("of a hold"),
        HoldOutcome::Taken(vec![SeatNo(7)])
    );
    assert_eq!(
        HoldExtension::outcome(extended.clone()).expect("of an extension"),
        ExtensionOutcome::Extended
    );
}
