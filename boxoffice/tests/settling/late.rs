//! Late payments, whose seats are gone: the buyer accepts or declines other seats; otherwise the
//! money goes back.

use std::time::Duration;

use boxoffice::{Refusal, SandboxCall, SandboxFault, SandboxOutcome};
use domain::{
    BuyerId,
    plan::SeatingPlan,
    selling::{Booking, BookingPayment, BookingStatus, PaymentStage},
};
use testing::Hall;

use crate::shop::{ACCEPTED, Shop, fresh_key};

/// A row of four seats at a separate price.
fn small() -> Hall {
    Hall {
        rows: 2,
        seats: 4,
        ..Hall::default()
    }
}

/// Pays on the provider's page for these seats after the hold has lapsed and another buyer has
/// taken some.
async fn pay_late(shop: &Shop, seats: &[u32], taken: &[u32]) -> Booking {
    let held = shop.hold(shop.buyer, seats).await;
    let address = "ada@example.com".parse().expect("an address");
    shop.office
        .note_contact(shop.buyer, held.id, &address)
        .await
        .expect("noted");
    let page = shop
        .office
        .pay_on_page(shop.buyer, held.id, &fresh_key(), None, None)
        .await
        .expect("a page");
    let payment = page
        .strip_prefix("/sandbox/pay/")
        .expect("the sandbox's page")
        .parse()
        .expect("a number");
    shop.lapse().await;
    shop.hold(BuyerId::new(), taken).await;
    let (_, outcome) = shop
        .office
        .pay_at_sandbox(payment, ACCEPTED, None)
        .await
        .expect("there is such a page");
    assert_eq!(outcome, SandboxOutcome::Paid);
    held
}

/// The buyer returns to the shop until the payment has this state. The provider is asked once in
/// two seconds.
async fn come_back_until(shop: &Shop, booking: &Booking, stage: PaymentStage) {
    let stands = async {
        while shop
            .office
            .settled_progress(booking.id)
            .await
            .expect("answers")
            != Some(stage)
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), stands)
        .await
        .unwrap_or_else(|_| panic!("never {stage:?}"));
}

/// A shop that has offered other seats to a buyer who paid late for 7 and 8, and the booking.
async fn offered() -> (Shop, Booking) {
    let shop = Shop::with_offers(&Hall::default()).await;
    let held = pay_late(&shop, &[7, 8], &[8]).await;
    come_back_until(&shop, &held, PaymentStage::Offered).await;
    let booking = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    (shop, booking)
}

#[tokio::test]
async fn a_late_payment_is_offered_seats_together_at_the_same_price_and_can_buy_them() {
    let (shop, booking) = offered().await;
    assert_eq!(
        (booking.status, booking.payment, booking.total.amount),
        (
            BookingStatus::Pending,
            Some(BookingPayment::Offered),
            12_000
        )
    );
    assert!(
        (150_000..=180_000).contains(&booking.expires_in_ms),
        "{}",
        booking.expires_in_ms
    );
    let seats: Vec<u32> = booking.seats.iter().map(|seat| seat.seat.0).collect();
    assert!(
        seats.len() == 2 && seats[1] == seats[0] + 1 && !seats.contains(&8),
        "{seats:?}"
    );
    let held = format!(
        "select count(*) from seat_status where status = 1 and booking_id = '{}'",
        booking.id
    );
    assert_eq!(shop.database.number(&held).await, 2);
    assert_eq!(
        shop.database
            .number("select count(*) from letter where kind = 'offer'")
            .await,
        1
    );
    // While the buyer decides, no task decides for them.
    shop.hurry().await;
    shop.until(
        "select count(*) from payment where ask_at > clock_timestamp() + interval '30 seconds'",
        1,
    )
    .await;
    assert!(
        matches!(shop.pay(&booking).await, Err(Refusal::PaymentInProgress)),
        "a second payment"
    );
    assert_eq!(booking.extendable_until, None);
    let extended = shop
        .office
        .extend(shop.buyer, booking.id, &fresh_key())
        .await;
    assert!(
        matches!(extended, Err(Refusal::BookingState(_))),
        "an offer has its own time"
    );
    assert!(
        matches!(
            shop.office.take_offer(BuyerId::new(), booking.id).await,
            Err(Refusal::UnknownBooking)
        ),
        "a stranger"
    );

    let paid = shop
        .office
        .take_offer(shop.buyer, booking.id)
        .await
        .expect("taken");
    assert_eq!(paid.status, BookingStatus::Confirmed);
    assert_eq!(
        paid.tickets
            .iter()
            .map(|ticket| ticket.seat.0)
            .collect::<Vec<_>>(),
        seats
    );
    let again = shop
        .office
        .take_offer(shop.buyer, booking.id)
        .await
        .expect("the form was sent twice");
    assert_eq!(again.tickets, paid.tickets);
    shop.until_state("captured").await;
    assert!(
        matches!(
            shop.office.leave_offer(shop.buyer, booking.id).await,
            Err(Refusal::BookingState(_))
        ),
        "what is sold stays sold"
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_declined_offer_returns_the_money_and_frees_the_seats() {
    let (shop, booking) = offered().await;
    shop.office
        .leave_offer(shop.buyer, booking.id)
        .await
        .expect("left");
    let left = shop
        .office
        .booking(shop.buyer, booking.id)
        .await
        .expect("there");
    assert_eq!(left.status, BookingStatus::Expired);
    shop.hurry_until_state("voided").await;
    assert_eq!(
        shop.database
            .number("select count(*) from seat_status where status = 1")
            .await,
        1,
        "but that of somebody else"
    );
    assert!(matches!(
        shop.office.take_offer(shop.buyer, booking.id).await,
        Err(Refusal::BookingState(_))
    ));
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn an_offer_that_is_not_accepted_in_time_ends_and_the_money_goes_back() {
    let (shop, booking) = offered().await;
    shop.database.lapse_booking(booking.id).await;
    shop.database
        .execute("update payment set offered_until = clock_timestamp()")
        .await;
    assert!(matches!(
        shop.office.take_offer(shop.buyer, booking.id).await,
        Err(Refusal::BookingState(_))
    ));
    shop.hurry_until_state("voided").await;
    assert_eq!(
        shop.office
            .booking(shop.buyer, booking.id)
            .await
            .expect("there")
            .status,
        BookingStatus::Expired
    );
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn captured_money_is_refunded_when_the_offer_is_declined() {
    let shop = Shop::with_offers(&Hall::default()).await;
    shop.fault(SandboxCall::Authorise, SandboxFault::CapturesAtOnce);
    let held = pay_late(&shop, &[7], &[7]).await;
    come_back_until(&shop, &held, PaymentStage::Offered).await;
    shop.office
        .leave_offer(shop.buyer, held.id)
        .await
        .expect("left");
    shop.hurry_until_state("returned").await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge where refunded = amount")
            .await,
        1
    );
    shop.sound().await;
}

#[tokio::test]
async fn without_seats_together_at_the_same_price_the_money_goes_back_at_once() {
    // The first and the last available seats have no available neighbour, and the other row has
    // another price.
    let shop = Shop::with_offers(&small()).await;
    let held = pay_late(&shop, &[0, 1], &[1, 2]).await;
    shop.hurry_until_state("voided").await;
    assert_eq!(
        shop.database
            .number("select count(*) from payment where offered_until is not null")
            .await,
        0
    );
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .status,
        BookingStatus::Expired
    );
    shop.sound().await;
}

/// The plan of a hall with these wheelchair places and companions' seats in its first row.
fn with_places(hall: &Hall, accessible: &[u16], companion: &[u16]) -> SeatingPlan {
    let mut plan = hall.plan();
    let row = &mut plan.sections[0].rows[0];
    (row.accessible, row.companion) = (accessible.to_vec(), companion.to_vec());
    plan
}

#[tokio::test]
async fn an_offer_keeps_the_kind_of_each_seat_and_its_ticket() {
    // Two adjacent wheelchair places are nearer than a companion's seat with the wheelchair place
    // behind it.
    let hall = Hall::default();
    let shop = Shop::with_offers_in_plan(&hall, &with_places(&hall, &[0, 3, 4, 9], &[1, 8])).await;
    let held = shop.hold(shop.buyer, &[0, 1]).await;
    shop.database
        .execute(&format!(
            "insert into price_type (event_id, name, position, companion) values ({}, 'Companion', 0, true);
             update booking_seat set price_type_id = (select id from price_type), full_amount = amount where booking_id = '{}' and seat_no = 1",
            shop.event.id, held.id
        ))
        .await;
    let paying = shop.begin(&held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[1]).await;
    assert!(matches!(
        paying.await.expect("joins"),
        Err(Refusal::OtherSeats)
    ));
    let seats = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there")
        .seats;
    let kinds: Vec<_> = seats
        .iter()
        .map(|seat| {
            (
                seat.seat.0,
                seat.accessible,
                seat.companion,
                seat.price_type.is_some(),
            )
        })
        .collect();
    assert_eq!(kinds, [(8, false, true, true), (9, true, false, false)]);
    shop.office
        .take_offer(shop.buyer, held.id)
        .await
        .expect("taken");
    shop.until_state("captured").await;
    shop.sound().await;
}

#[tokio::test]
async fn without_available_seats_of_the_same_kinds_the_money_goes_back() {
    let hall = Hall::default();
    let shop = Shop::with_offers_in_plan(&hall, &with_places(&hall, &[0, 3, 4], &[1])).await;
    pay_late(&shop, &[0, 1], &[1]).await;
    shop.hurry_until_state("voided").await;
    assert_eq!(
        shop.database
            .number("select count(*) from payment where offered_until is not null")
            .await,
        0
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_paused_sale_offers_nothing() {
    let shop = Shop::with_offers(&Hall::default()).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let paying = shop.begin(&held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[7]).await;
    shop.database
        .execute("update event set paused_at = clock_timestamp()")
        .await;
    assert!(matches!(
        paying.await.expect("joins"),
        Err(Refusal::HoldExpired)
    ));
    shop.hurry_until_state("voided").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_buyer_who_pays_with_a_token_learns_of_the_offer() {
    let shop = Shop::with_offers(&Hall::default()).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let paying = shop.begin(&held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[7]).await;
    let told = paying.await.expect("joins");
    assert!(matches!(told, Err(Refusal::OtherSeats)), "{told:?}");
    let paid = shop
        .office
        .take_offer(shop.buyer, held.id)
        .await
        .expect("taken");
    assert_eq!(
        (paid.status, paid.tickets.len()),
        (BookingStatus::Confirmed, 1)
    );
    shop.until_state("captured").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_late_payment_whose_reservation_ends_soon_raises_an_alarm_with_the_remaining_hours() {
    let shop = Shop::with_offers(&small()).await;
    let held = shop.hold(shop.buyer, &[0, 1]).await;
    shop.fault(SandboxCall::LookUp, SandboxFault::FailsBefore);
    shop.left(
        &held,
        "late",
        "'started', 'authorised', 'late'",
        Some("authorised"),
    )
    .await;
    shop.lapse().await;
    assert_eq!(shop.office.expire(shop.event.id).await.expect("expired"), 1);
    shop.hold(BuyerId::new(), &[1, 2]).await;
    shop.hurry().await;
    shop.until("select count(*) from payment where asks > 0", 1)
        .await;
    assert_eq!(
        shop.database
            .number("select count(*) from payment where alarm is not null")
            .await,
        0,
        "there is time"
    );

    shop.database
        .execute(
            "update payment set capture_before = clock_timestamp() + interval '5 hours 30 minutes'",
        )
        .await;
    shop.hurry_until(
        "select count(*) from payment where alarm like '5 hours are left to capture the money: %'",
    )
    .await;
    let found = shop.database.violations().await;
    assert!(
        found
            .iter()
            .any(|found| found.contains("is late and needs a person: 5 hours are left")),
        "{found:?}"
    );
    let pulse = store::payments::pulse(shop.database.pool())
        .await
        .expect("counted");
    assert_eq!((pulse.ending, pulse.alarms), (1, 1));

    // The provider answers again, with days left for the capture. No two adjacent seats are
    // available, so the money goes back.
    shop.all_is_well();
    shop.hurry_until_state("voided").await;
    assert_eq!(shop.database.number("select count(*) from payment where capture_before > clock_timestamp() + interval '6 days'").await, 1);
    let pulse = store::payments::pulse(shop.database.pool())
        .await
        .expect("counted");
    assert_eq!((pulse.ending, pulse.alarms), (0, 0));
    shop.sound().await;
}

#[tokio::test]
async fn the_provider_is_asked_about_late_money_several_times_before_its_capture_time_ends() {
    let shop = Shop::with_offers(&small()).await;
    let held = shop.hold(shop.buyer, &[0, 1]).await;
    shop.fault(SandboxCall::LookUp, SandboxFault::FailsBefore);
    shop.left(
        &held,
        "late",
        "'started', 'authorised', 'late'",
        Some("authorised"),
    )
    .await;
    // After this number of failures, the next question would come in an hour.
    let ends = "capture_before = clock_timestamp() + interval '10 minutes'";
    shop.database
        .execute(&format!(
            "update payment set asks = 9, ask_at = clock_timestamp(), {ends}"
        ))
        .await;
    let soon = "ask_at between clock_timestamp() + interval '1 minute' and clock_timestamp() + interval '5 minutes'";
    shop.until(&format!("select count(*) from payment where {soon}"), 1)
        .await;
}

#[tokio::test]
async fn another_server_makes_the_offer_if_the_first_one_dies() {
    let shop = Shop::with_offers(&Hall::default()).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.left(
        &held,
        "late",
        "'started', 'authorised', 'late'",
        Some("authorised"),
    )
    .await;
    shop.lapse().await;
    assert_eq!(shop.office.expire(shop.event.id).await.expect("expired"), 1);
    shop.hold(BuyerId::new(), &[7]).await;
    shop.hurry().await;
    shop.until(
        "select count(*) from payment where offered_until is not null",
        1,
    )
    .await;
    let booking = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert_eq!(
        (booking.status, booking.payment),
        (BookingStatus::Pending, Some(BookingPayment::Offered))
    );
    shop.sound().await;
}
