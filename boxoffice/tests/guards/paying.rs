//! A booking has one payment and one sale.

use boxoffice::{BoxOffice, Refusal, Settings, StartError};
use domain::{BuyerId, SeatNo};
use store::desk::ConfirmationOutcome;
use testing::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::{
    goes_well, goes_well_without, goes_wrong,
    removals::{
        BUYER_TEST_OF_PAYMENTS, BUYER_TEST_OF_PLAIN_PAYMENTS, COUNT_OF_PLAIN_ROWS,
        EVENT_TEST_OF_PAYMENTS, EVENT_TEST_OF_PLAIN_PAYMENTS, EVENT_TEST_OF_PLAIN_SALES,
        EVENT_TEST_OF_SALES, LAPSED_HOLDS_END_BEFORE_SALES, LOSSES_REMEMBERED, OPEN_PAYMENT_TEST,
        OPEN_PAYMENT_TEST_OF_PLAIN_PAYMENTS, PAYMENT_TEST_OF_RELEASES, SALE_MADE_ONCE,
        SEAT_TEST_OF_PLAIN_SALES, STATUS_TEST_OF_PLAIN_SALES, TIME_TEST_OF_PAYMENTS,
        TIME_TEST_OF_PLAIN_PAYMENTS, UNIQUE_OPEN_PAYMENT,
    },
    shop::{Shop, fresh_key, unless},
};

const ACCEPTED: &str = "4242 4242 4242 4242";

/// Keeps the provider from answering until the lock is released.
const BUSY_PROVIDER: &str = "lock table sandbox_charge in share row exclusive mode";

/// Two payments of one booking, the second while the first is in progress.
async fn paid_twice_at_once(shop: Shop) -> Vec<String> {
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[7]).await.expect("held");
    let busy = shop.somebody_elses(BUSY_PROVIDER).await;
    let mut asking = vec![];
    for (number, office) in shop.offices.iter().cloned().enumerate() {
        let token = office.sandbox_token(ACCEPTED).await.expect("a token");
        asking.push(tokio::spawn(async move {
            office.pay(buyer, held.id, &fresh_key(), &token).await
        }));
        if number == 0 {
            shop.until_waiting(1).await;
        }
    }
    // The second is refused at once, or waits for the provider too.
    let second_waits = async { shop.until_waiting(2).await };
    let second = tokio::select! {
        answer = &mut asking[1] => Some(answer.expect("joins")),
        () = second_waits => None,
    };
    busy.rollback().await.expect("let go");
    let mut faults = unless(
        matches!(second, Some(Err(Refusal::PaymentInProgress))),
        format!("the second was told {second:?}"),
    );
    let mut sales = u32::from(asking.swap_remove(0).await.expect("joins").is_ok());
    if second.is_none() {
        sales += u32::from(asking.swap_remove(0).await.expect("joins").is_ok());
    }
    faults.extend(unless(
        sales == 1,
        format!("{sales} payments of one booking led to tickets"),
    ));
    let charges = shop
        .database
        .number("select count(*) from sandbox_charge")
        .await;
    faults.extend(unless(
        charges == 1,
        format!("{charges} charges for one booking"),
    ));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_booking_is_paid_by_one_payment_at_a_time() {
    goes_well(paid_twice_at_once).await;
    goes_wrong(
        &[OPEN_PAYMENT_TEST],
        "payment_open_unique",
        paid_twice_at_once,
    )
    .await;
    goes_wrong(
        &[OPEN_PAYMENT_TEST_OF_PLAIN_PAYMENTS],
        "payment_open_unique",
        paid_twice_at_once,
    )
    .await;
    goes_wrong(
        &[OPEN_PAYMENT_TEST, UNIQUE_OPEN_PAYMENT],
        "2 charges for one booking",
        paid_twice_at_once,
    )
    .await;
}

/// A booking is released while it is being paid.
async fn released_while_paid(shop: Shop) -> Vec<String> {
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[7]).await.expect("held");
    shop.authorised(&held).await;
    let released = shop.offices[0].release(buyer, held.id).await;
    let told = matches!(released, Err(Refusal::PaymentInProgress));
    shop.and_violations(unless(
        told,
        format!("the release was answered {released:?}"),
    ))
    .await
}

#[tokio::test]
async fn a_booking_that_is_being_paid_cannot_be_released() {
    goes_well(released_while_paid).await;
    goes_wrong(
        &[PAYMENT_TEST_OF_RELEASES],
        "the release was answered Ok",
        released_while_paid,
    )
    .await;
}

/// The same sale is requested twice: the answer to the first was lost, or its server died before
/// the capture.
async fn sale_made_twice(shop: Shop) -> Vec<String> {
    let held = shop.hold(BuyerId::new(), &[7]).await.expect("held");
    let payment = shop.authorised(&held).await;
    let told = [
        shop.confirm(payment, &held).await,
        shop.confirm(payment, &held).await,
    ];
    let mut faults = unless(
        matches!(
            &told,
            [
                Ok(ConfirmationOutcome::Confirmed(_)),
                Ok(ConfirmationOutcome::Sold)
            ]
        ),
        format!("told {told:?}"),
    );
    let given_back = shop
        .database
        .number("select count(*) from payment where state in ('voiding', 'voided')")
        .await;
    faults.extend(unless(
        given_back == 0,
        "the money of a sale was given back",
    ));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_sale_that_was_made_stays_made() {
    goes_well(sale_made_twice).await;
    goes_wrong(
        &[SALE_MADE_ONCE],
        "the money of a sale was given back",
        sale_made_twice,
    )
    .await;
}

/// A payment succeeds late. In the meantime another buyer's hold of one of its seats has lapsed.
async fn sold_after_anothers_hold(shop: Shop) -> Vec<String> {
    let held = shop.hold(BuyerId::new(), &[7, 8]).await.expect("held");
    let payment = shop.authorised(&held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[8, 9])
        .await
        .expect("held by another");
    shop.lapse().await;
    let told = shop.confirm(payment, &held).await;
    let mut faults = unless(
        matches!(&told, Ok(ConfirmationOutcome::Confirmed(_))),
        format!("told {told:?}"),
    );
    let ended = shop
        .database
        .number("select count(*) from booking where status = 'expired'")
        .await;
    faults.extend(unless(
        ended == 1,
        format!("{ended} holds ended for the sale"),
    ));
    let free = shop
        .database
        .number("select count(*) from seat_status where seat_no = 9 and status = 0")
        .await;
    faults.extend(unless(free == 1, "a lapsed hold keeps its other seat"));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_late_sale_ends_lapsed_holds_of_its_seats() {
    goes_well(sold_after_anothers_hold).await;
    goes_wrong(
        &[LAPSED_HOLDS_END_BEFORE_SALES],
        "sold 1 of 2 seats",
        sold_after_anothers_hold,
    )
    .await;
}

/// A buyer pays after the hold has ended.
async fn paid_too_late(shop: Shop) -> Vec<String> {
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[7]).await.expect("held");
    shop.lapse().await;
    let told = shop.pay(buyer, held.id).await;
    unless(
        matches!(told, Err(Refusal::HoldExpired)),
        format!("whoever was late was told {told:?}"),
    )
}

#[tokio::test]
async fn nobody_begins_to_pay_after_the_hold_has_ended() {
    goes_well(paid_too_late).await;
    goes_wrong(
        &[TIME_TEST_OF_PAYMENTS],
        "whoever was late was told",
        paid_too_late,
    )
    .await;
    goes_wrong(
        &[TIME_TEST_OF_PLAIN_PAYMENTS],
        "whoever was late was told",
        paid_too_late,
    )
    .await;
}

/// A buyer pays for another buyer's booking.
async fn paid_by_a_stranger(shop: Shop) -> Vec<String> {
    let held = shop.hold(BuyerId::new(), &[7]).await.expect("held");
    let told = shop.pay(BuyerId::new(), held.id).await;
    let charges = shop
        .database
        .number("select count(*) from sandbox_charge")
        .await;
    let mut faults = unless(
        matches!(told, Err(Refusal::UnknownBooking)),
        format!("the stranger was told {told:?}"),
    );
    faults.extend(unless(charges == 0, "a stranger was charged"));
    faults
}

#[tokio::test]
async fn only_its_buyer_can_pay_for_a_booking() {
    goes_well(paid_by_a_stranger).await;
    goes_wrong(
        &[BUYER_TEST_OF_PAYMENTS],
        "a stranger was charged",
        paid_by_a_stranger,
    )
    .await;
    goes_wrong(
        &[BUYER_TEST_OF_PLAIN_PAYMENTS],
        "a stranger was charged",
        paid_by_a_stranger,
    )
    .await;
}

const CANCELLED: &str = "update event set cancelled_at = clock_timestamp()";
const OVER: &str = "update event set on_sale_at = on_sale_at - interval '2 months', starts_at = clock_timestamp() - interval '3 hours',
                                     ends_at = clock_timestamp() - interval '1 hour'";

/// A buyer pays for an event that is cancelled or over.
async fn paid_when_there_is_nothing_to_see(shop: Shop, how: &str) -> Vec<String> {
    let buyer = BuyerId::new();
    let held = shop.hold(buyer, &[7]).await.expect("held");
    shop.database.execute(how).await;
    let told = shop.pay(buyer, held.id).await;
    let charges = shop
        .database
        .number("select count(*) from sandbox_charge")
        .await;
    let mut faults = unless(
        matches!(told, Err(Refusal::NotOnSale)),
        format!("the buyer was told {told:?}"),
    );
    faults.extend(unless(charges == 0, "the bank was asked"));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn nobody_begins_to_pay_for_an_event_that_is_cancelled_or_over() {
    for how in [CANCELLED, OVER] {
        goes_well(|shop| paid_when_there_is_nothing_to_see(shop, how)).await;
        for test in [EVENT_TEST_OF_PAYMENTS, EVENT_TEST_OF_PLAIN_PAYMENTS] {
            goes_wrong(&[test], "the bank was asked", |shop| {
                paid_when_there_is_nothing_to_see(shop, how)
            })
            .await;
        }
    }
}

/// The event is cancelled while the provider is busy.
async fn cancelled_while_paid(shop: Shop) -> Vec<String> {
    let held = shop.hold(BuyerId::new(), &[7]).await.expect("held");
    let payment = shop.authorised(&held).await;
    shop.database.execute(CANCELLED).await;
    let told = [
        shop.confirm(payment, &held).await,
        shop.confirm(payment, &held).await,
    ];
    let mut faults = unless(
        told == [
            Ok(ConfirmationOutcome::Cancelled),
            Ok(ConfirmationOutcome::Cancelled),
        ],
        format!("told {told:?}"),
    );
    let tickets = shop.database.number("select count(*) from ticket").await;
    faults.extend(unless(tickets == 0, "a cancelled event was sold"));
    let given_back = shop
        .database
        .number("select count(*) from payment where state in ('voiding', 'voided')")
        .await;
    faults.extend(unless(given_back == 1, "the money was kept"));
    let free = shop
        .database
        .number("select count(*) from seat_status where seat_no = 7 and status = 0")
        .await;
    faults.extend(unless(free == 1, "the seat stays held"));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_payment_for_a_cancelled_event_goes_back() {
    goes_well(cancelled_while_paid).await;
    goes_wrong(
        &[EVENT_TEST_OF_SALES],
        "a cancelled event was sold",
        cancelled_while_paid,
    )
    .await;
    goes_wrong(
        &[EVENT_TEST_OF_PLAIN_SALES],
        "a cancelled event was sold",
        cancelled_while_paid,
    )
    .await;
    goes_wrong(
        &[LOSSES_REMEMBERED],
        "told [Ok(Cancelled), Ok(Unchanged)]",
        cancelled_while_paid,
    )
    .await;
}

/// A sale finds its seat taken, and the answer is lost, so the desk sends the sale again.
async fn loss_asked_for_twice(shop: Shop) -> Vec<String> {
    let held = shop.hold(BuyerId::new(), &[7]).await.expect("held");
    let payment = shop.authorised(&held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[7])
        .await
        .expect("the seat is free again");
    let told = [
        shop.confirm(payment, &held).await,
        shop.confirm(payment, &held).await,
    ];
    let right = [
        Ok(ConfirmationOutcome::Lost(vec![SeatNo(7)])),
        Ok(ConfirmationOutcome::Lost(vec![])),
    ];
    shop.and_violations(unless(told == right, format!("told {told:?}")))
        .await
}

#[tokio::test]
async fn a_lost_sale_is_answered_as_lost_again() {
    goes_well(loss_asked_for_twice).await;
    goes_wrong(&[LOSSES_REMEMBERED], "Ok(Unchanged)", loss_asked_for_twice).await;
    // Each of these two guards alone keeps a lost sale out of the plain sales. Without both, the
    // counts of changed rows find it.
    let tests = [STATUS_TEST_OF_PLAIN_SALES, SEAT_TEST_OF_PLAIN_SALES];
    goes_well_without(&tests[..1], loss_asked_for_twice).await;
    goes_well_without(&tests[1..], loss_asked_for_twice).await;
    goes_wrong(&tests, "sold 0 of 1 seats", loss_asked_for_twice).await;
    goes_wrong(
        &[tests[0], tests[1], COUNT_OF_PLAIN_ROWS],
        "confirmed 0 of 1 bookings",
        loss_asked_for_twice,
    )
    .await;
}

#[tokio::test]
async fn nothing_is_sold_if_a_crash_could_lose_the_sale() {
    let database = TestDatabase::new().await;
    database.execute("do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$").await;
    let start = async |allow_undurable| {
        let pool = store::connect(database.url()).await.expect("connects");
        BoxOffice::start(
            pool,
            Settings {
                sweep: false,
                allow_undurable,
                ..Settings::default()
            },
            CancellationToken::new(),
        )
        .await
    };
    let refused = start(false).await;
    assert!(
        matches!(&refused, Err(StartError::Undurable(off)) if off.contains("synchronous_commit")),
        "{refused:?}"
    );
    start(true).await.expect("without the guard it opens");
}
