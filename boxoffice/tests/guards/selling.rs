//! No seat goes to two buyers.

use boxoffice::Refusal;
use domain::{BuyerId, SeatNo};
use store::desk::ConfirmationOutcome;

use crate::{
    goes_well, goes_wrong,
    removals::{
        CLOCK_AFTER_LOCK, COUNT_OF_HELD_ROWS, COUNT_OF_SOLD_ROWS, STATUS_TEST_OF_HELD_ROWS,
        STATUS_TEST_OF_HOLDS, STATUS_TEST_OF_SALES, UNIQUE_TICKET, VERSION_LOCK,
    },
    shop::{Shop, fresh_key, request, unless},
};

/// A buyer who asks for a held seat is refused.
async fn second_buyer(shop: Shop) -> Vec<String> {
    shop.hold(BuyerId::new(), &[7]).await.expect("held");
    let second = shop.hold(BuyerId::new(), &[7, 8]).await;
    let told = matches!(&second, Err(Refusal::SeatsTaken { lost, .. }) if *lost == [SeatNo(7)]);
    shop.and_violations(unless(
        told,
        format!("the second buyer was told {second:?}"),
    ))
    .await
}

#[tokio::test]
async fn a_hold_tests_its_seats_before_the_update() {
    goes_well(second_buyer).await;
    goes_wrong(&[STATUS_TEST_OF_HOLDS], "held 1 of 2 seats", second_buyer).await;
}

#[tokio::test]
async fn a_hold_tests_and_counts_each_row_during_the_update() {
    goes_wrong(
        &[STATUS_TEST_OF_HOLDS, COUNT_OF_HELD_ROWS],
        "lists seat 7, which is not held for it",
        second_buyer,
    )
    .await;
    goes_wrong(
        &[STATUS_TEST_OF_HOLDS, STATUS_TEST_OF_HELD_ROWS],
        "lists seat 7, which is not held for it",
        second_buyer,
    )
    .await;
}

/// Two servers ask for a seat at the same moment: a lock on the row delays both until both have
/// sent their requests.
async fn two_servers(shop: Shop) -> Vec<String> {
    let busy = shop
        .somebody_elses("select from seat_status where seat_no = 7 for update")
        .await;
    let asking = shop.offices.clone().map(|office| {
        let event = shop.event.id;
        tokio::spawn(async move {
            office
                .hold(BuyerId::new(), event, &fresh_key(), request(&[7]))
                .await
        })
    });
    shop.until_waiting(2).await;
    busy.rollback().await.expect("let go");
    let (mut winners, mut faults) = (0, vec![]);
    for answer in asking {
        match answer.await.expect("joins") {
            Ok(_) => winners += 1,
            Err(Refusal::SeatsTaken { .. }) => {}
            Err(other) => faults.push(format!("one of two was told {other}")),
        }
    }
    faults.extend(unless(winners == 1, format!("{winners} winners")));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn one_server_at_a_time_changes_an_events_seats() {
    goes_well(two_servers).await;
    goes_wrong(&[VERSION_LOCK], "held 0 of 1 seats", two_servers).await;
    goes_wrong(
        &[VERSION_LOCK, COUNT_OF_HELD_ROWS],
        "2 winners",
        two_servers,
    )
    .await;
}

/// A hold ends while a request for its seat waits.
async fn expiry_during_the_wait(shop: Shop) -> Vec<String> {
    shop.hold(BuyerId::new(), &[7]).await.expect("held");
    let mut busy = shop
        .somebody_elses("select from event_version for update")
        .await;
    let (office, event) = (shop.offices[1].clone(), shop.event.id);
    let asking = tokio::spawn(async move {
        office
            .hold(BuyerId::new(), event, &fresh_key(), request(&[7]))
            .await
    });
    shop.until_waiting(1).await;
    for table in [
        "update booking set expires_at = clock_timestamp()",
        "update seat_status set expires_at = clock_timestamp() where status = 1",
    ] {
        sqlx::query(table)
            .execute(&mut *busy)
            .await
            .expect("time goes by");
    }
    busy.commit().await.expect("let go");
    let answer = asking.await.expect("joins");
    shop.and_violations(unless(
        answer.is_ok(),
        format!("whoever waited was told {answer:?}"),
    ))
    .await
}

#[tokio::test]
async fn expiry_is_decided_after_the_wait_for_the_lock() {
    goes_well(expiry_during_the_wait).await;
    goes_wrong(
        &[CLOCK_AFTER_LOCK],
        "whoever waited was told",
        expiry_during_the_wait,
    )
    .await;
}

/// A payment takes so long that another buyer gets the seat and pays for it.
async fn late_payer(shop: Shop) -> Vec<String> {
    let late = shop.hold(BuyerId::new(), &[7]).await.expect("held");
    let payment = shop.authorised(&late).await;
    shop.lapse().await;
    let quicker = BuyerId::new();
    let held = shop
        .hold(quicker, &[7])
        .await
        .expect("the seat is free again");
    shop.pay(quicker, held.id).await.expect("paid");
    let told = shop.confirm(payment, &late).await;
    let tickets = shop
        .database
        .number("select count(*) from ticket where seat_no = 7 and voided_at is null")
        .await;
    let mut faults = unless(
        told == Ok(ConfirmationOutcome::Lost(vec![SeatNo(7)])),
        format!("the late payer was told {told:?}"),
    );
    faults.extend(unless(
        tickets == 1,
        format!("{tickets} tickets for one seat"),
    ));
    shop.and_violations(faults).await
}

#[tokio::test]
async fn a_sale_tests_and_counts_its_seats() {
    goes_well(late_payer).await;
    goes_wrong(&[STATUS_TEST_OF_SALES], "sold 0 of 1 seats", late_payer).await;
}

#[tokio::test]
async fn a_seat_has_one_ticket_even_without_the_other_guards() {
    let all_else = [STATUS_TEST_OF_SALES, COUNT_OF_SOLD_ROWS];
    // The last guard works: there is no second ticket, and the sale fails.
    goes_wrong(&all_else, "ticket_", late_payer).await;
    goes_wrong(
        &[&all_else[..], &[UNIQUE_TICKET]].concat(),
        "2 tickets for one seat",
        late_payer,
    )
    .await;
    // Without it, `fsck` names the fault.
    goes_wrong(
        &[&all_else[..], &[UNIQUE_TICKET]].concat(),
        "seat 7 has 2 live tickets",
        late_payer,
    )
    .await;
}
