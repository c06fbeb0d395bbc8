//! A payment ends without success only if its provider says so.

use std::time::Duration;

use boxoffice::{Refusal, SandboxCall, SandboxFault};
use domain::selling::{BookingPayment, BookingStatus};
use uuid::Uuid;

use crate::shop::{PAYMENT, Shop, fresh_key};

#[tokio::test]
async fn time_alone_ends_no_payment() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    // The provider has the money ready, and does not answer.
    for call in [
        SandboxCall::Authorise,
        SandboxCall::LookUp,
        SandboxCall::Close,
    ] {
        shop.fault(call, SandboxFault::FailsAfter);
    }
    assert!(matches!(
        shop.pay(&held).await,
        Err(Refusal::PaymentInProgress)
    ));
    shop.run_out().await;
    for asked in 1..=5 {
        shop.hurry_until(&format!(
            "select count(*) from payment where asks >= {asked}"
        ))
        .await;
    }
    assert_eq!(
        shop.database
            .number("select count(*) from payment where state = 'started' and closed_at is null")
            .await,
        1
    );
    shop.all_is_well();
    shop.hurry_until_state("captured").await;
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .status,
        BookingStatus::Confirmed
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_unknown_to_the_provider_is_closed_there_in_time_and_cannot_succeed_later() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    // The call takes longer than the time to pay.
    shop.fault(
        SandboxCall::Authorise,
        SandboxFault::Late(Duration::from_secs(3)),
    );
    assert!(matches!(
        shop.pay(&held).await,
        Err(Refusal::PaymentInProgress)
    ));
    shop.run_out().await;
    shop.hurry_until_state("lapsed").await;
    shop.until(
        "select count(*) from payment where closed_at is not null",
        1,
    )
    .await;
    shop.all_is_well();
    shop.until_done(SandboxCall::Authorise).await;
    assert_eq!(
        shop.pay(&held).await.expect("paid").status,
        BookingStatus::Confirmed
    );
    shop.until(
        "select count(*) from payment where closed_at is not null",
        2,
    )
    .await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge where state = 'closed'")
            .await,
        1
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge where state = 'captured'")
            .await,
        1
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_closed_or_returned_charge_cannot_be_authorised() {
    let shop = Shop::open().await;
    let payment = PAYMENT.parse().expect("a number");
    let money = shop.hold(shop.buyer, &[7]).await.total;
    use store::sandbox::{ChargeMove, ChargeState, NewCharge, advance, open};
    let pool = shop.database.pool();
    let charge = NewCharge {
        payment,
        money,
        state: ChargeState::Authorised,
        capture_fails: false,
    };
    let void = ChargeMove {
        payment,
        from: ChargeState::Authorised,
        to: ChargeState::Voided,
    };
    assert_eq!(
        open(pool, &[charge, charge]).await.expect("opens"),
        [ChargeState::Authorised; 2]
    );
    assert_eq!(
        advance(
            pool,
            &[
                void,
                ChargeMove {
                    payment: Uuid::now_v7(),
                    ..void
                }
            ]
        )
        .await
        .expect("voids"),
        [Some(ChargeState::Voided), None]
    );
    assert_eq!(
        open(pool, &[charge]).await.expect("answers"),
        [ChargeState::Voided]
    );
}

#[tokio::test]
async fn the_shop_asks_for_a_missing_answer_and_meanwhile_the_buyer_reads_checking() {
    let shop = Shop::with_deadline(Duration::from_millis(300)).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let key = fresh_key();
    shop.fault(SandboxCall::Authorise, SandboxFault::HangsAfter);
    shop.fault(SandboxCall::LookUp, SandboxFault::FailsBefore);
    assert!(matches!(
        shop.pay_with_key(&held, &key).await,
        Err(Refusal::PaymentInProgress)
    ));
    let meanwhile = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert_eq!(
        (meanwhile.status, meanwhile.payment),
        (BookingStatus::Pending, Some(BookingPayment::Checking))
    );
    assert!(matches!(
        shop.pay_with_key(&held, &key).await,
        Err(Refusal::RequestInProgress)
    ));
    shop.all_is_well();
    shop.hurry_until_state("captured").await;
    let paid = shop
        .pay_with_key(&held, &key)
        .await
        .expect("the same key has the answer");
    assert_eq!(
        (paid.status, paid.payment, paid.tickets.len()),
        (BookingStatus::Confirmed, None, 1)
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_refusal_with_a_lost_answer_is_still_a_refusal() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let key = fresh_key();
    shop.fault(SandboxCall::Authorise, SandboxFault::FailsAfter);
    let token = shop
        .office
        .sandbox_token("4000 0000 0000 0002")
        .await
        .expect("a token");
    assert!(matches!(
        shop.office.pay(shop.buyer, held.id, &key, &token).await,
        Err(Refusal::PaymentInProgress)
    ));
    shop.until_state("declined").await;
    assert!(matches!(
        shop.pay_with_key(&held, &key).await,
        Err(Refusal::Declined(_))
    ));
    shop.until(
        "select count(*) from payment where closed_at is not null",
        1,
    )
    .await;
    shop.sound().await;
}

#[tokio::test]
async fn authorised_money_that_the_provider_ended_sells_nothing() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.left(
        &held,
        "authorised",
        "'started', 'authorised'",
        Some("voided"),
    )
    .await;
    shop.hurry_until_state("failed").await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn no_money_moves_if_the_amounts_differ_and_an_alarm_is_raised() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.fault(SandboxCall::Authorise, SandboxFault::WrongAmount);
    assert!(matches!(
        shop.pay(&held).await,
        Err(Refusal::PaymentInProgress)
    ));
    shop.until(
        "select count(*) from payment where alarm = 'the provider has another amount'",
        1,
    )
    .await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    let found = shop.database.violations().await;
    assert!(
        found
            .iter()
            .any(|violation| violation.contains("needs a person: the provider has another amount")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_call_to_a_hanging_provider_ends_at_its_deadline() {
    let shop = Shop::with_deadline(Duration::from_millis(200)).await;
    let held = shop.hold(shop.buyer, &[7]).await;
    for call in [SandboxCall::Authorise, SandboxCall::LookUp] {
        shop.fault(call, SandboxFault::HangsBefore);
    }
    assert!(matches!(
        shop.pay(&held).await,
        Err(Refusal::PaymentInProgress)
    ));
    // The shop asked, stopped waiting at the deadline, and will ask again later.
    shop.until(
        "select count(*) from payment where asks >= 2 and ask_at > clock_timestamp()",
        1,
    )
    .await;
}

#[tokio::test]
async fn payments_of_a_provider_that_is_switched_off_do_not_block_other_payments() {
    let shop = Shop::open().await;
    for seat in 0..60 {
        let other = shop.hold(domain::BuyerId::new(), &[seat + 20]).await;
        shop.database
            .execute(&format!(
                "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, changed_at, ask_at)
                 values (gen_random_uuid(), {}, '{}', 'elsewhere', 'k', '\\x00', {}, 'EUR', now() - interval '1 hour', now() - interval '1 hour')",
                shop.event.id, other.id, other.total.amount
            ))
            .await;
    }
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.left(&held, "started", "'started'", Some("authorised"))
        .await;
    shop.hurry().await;
    shop.until(
        "select count(*) from payment where provider = 'sandbox' and state = 'captured'",
        1,
    )
    .await;
    shop.until("select count(*) from payment where provider = 'elsewhere' and asks >= 1 and ask_at > clock_timestamp()", 60).await;
}
