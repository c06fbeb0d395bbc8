//! Promo codes: reasons of refusals, and limits of uses.

use boxoffice::Refusal;
use domain::{BuyerId, selling::CodeRefusal};
use testing::Hall;
use tokio::task::JoinSet;

use super::{FRONT, SLOW, Shop, fresh_key, hold, prices, refused_code, with_code};

#[tokio::test]
async fn a_code_is_refused_for_one_of_five_reasons_and_changes_nothing() {
    let shop = Shop::open().await;
    let other = Hall::default().open(&shop.database).await;
    shop.code(
        "EARLY",
        "percent, valid_from",
        "10, now() + interval '1 day'",
    )
    .await;
    shop.code(
        "LATE",
        "percent, valid_until",
        "10, now() - interval '1 day'",
    )
    .await;
    shop.code("REVOKED", "percent, revoked_at", "10, now()")
        .await;
    shop.code(
        "ELSEWHERE",
        "percent, event_id",
        &format!("10, {}", other.id),
    )
    .await;
    shop.code("KRONOR", "amount_per_seat, currency", "100, 'SEK'")
        .await;
    shop.code("SCHOOLS", "percent, min_seats", "10, 3").await;
    shop.code("ONCE", "percent, max_per_buyer", "10, 1").await;
    let held = shop.hold(&[FRONT[0]]).await;
    let again = shop.hold(&[FRONT[1]]).await;
    shop.with_code(&again, "ONCE")
        .await
        .expect("the first time");
    for (code, reason) in [
        ("no such code", CodeRefusal::Unknown),
        ("EARLY", CodeRefusal::Unknown),
        ("LATE", CodeRefusal::Expired),
        ("REVOKED", CodeRefusal::Expired),
        ("ELSEWHERE", CodeRefusal::OtherEvent),
        ("KRONOR", CodeRefusal::OtherEvent),
        ("SCHOOLS", CodeRefusal::TooFewSeats),
        ("ONCE", CodeRefusal::UsedUp),
    ] {
        refused_code(shop.with_code(&held, code).await, reason);
    }
    assert_eq!(
        shop.office
            .booking(shop.buyer, held.id)
            .await
            .expect("there")
            .total,
        held.total
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_buyer_can_try_only_a_few_codes_a_minute() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let mut tried = 0;
    loop {
        match shop.with_code(&held, "GUESS").await {
            Err(Refusal::CodeRefused(CodeRefusal::Unknown)) => tried += 1,
            Err(Refusal::TooManyCodes { .. }) => break,
            other => panic!("{other:?}"),
        }
        assert!(tried < 100, "a buyer may try for ever");
    }
    assert!(tried >= 10, "{tried} tries");
}

#[tokio::test]
async fn a_thousand_buyers_get_a_hundred_uses_and_unpaid_holds_give_theirs_back() {
    let shop = Shop::open_in(Hall {
        rows: 25,
        seats: 40,
        ..Hall::default()
    })
    .await;
    let offices = [shop.office.clone(), shop.database.box_office().await];
    shop.code("HUNDRED", "percent, max_uses", "10, 100").await;
    let mut buyers = JoinSet::new();
    for seat in 0..1_000_u32 {
        let (office, event) = (offices[seat as usize % 2].clone(), shop.event.id);
        buyers.spawn(async move {
            let buyer = BuyerId::new();
            let held = hold(&office, buyer, event, &[seat]).await;
            loop {
                match with_code(&office, buyer, held.id, "HUNDRED").await {
                    Ok(booking) => break booking.code.is_some(),
                    Err(Refusal::CodeRefused(CodeRefusal::UsedUp)) => break false,
                    // With this many buyers at once, some wait too long for a connection, and
                    // repeat the request.
                    Err(Refusal::Store(error)) if error.is_transient() => {}
                    Err(Refusal::Busy | Refusal::Unreachable) => {}
                    Err(Refusal::TooManyCodes { .. }) => tokio::task::yield_now().await,
                    Err(other) => panic!("{other:?}"),
                }
            }
        });
    }
    let have_it = buyers
        .join_all()
        .await
        .into_iter()
        .filter(|has_it| *has_it)
        .count();
    assert_eq!(have_it, 100);
    assert_eq!(
        shop.database
            .number("select count(*) from booking where promo_code_id is not null")
            .await,
        100
    );
    shop.sound().await;

    shop.database.lapse().await;
    let held = shop.hold(&[0]).await;
    let booking = shop
        .with_code(&held, "HUNDRED")
        .await
        .expect("a use is free again");
    assert_eq!(booking.total.amount, 5_400);
    let uses =
        "select count(*) from promo_code_use where status = 'pending' and expires_at > now()";
    assert_eq!(shop.database.number(uses).await, 1);
    while shop.office.expire(shop.event.id).await.expect("ended") > 0 {}
    shop.sound().await;
}

#[tokio::test]
async fn a_use_stays_taken_while_its_booking_may_still_be_paid() {
    let shop = Shop::open().await;
    shop.code("ONE", "percent, max_uses", "10, 1").await;
    let held = shop.hold(&[FRONT[0]]).await;
    shop.with_code(&held, "ONE").await.expect("a code");
    let token = shop.office.sandbox_token(SLOW).await.expect("a token");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    shop.database
        .until("select count(*) from payment where state = 'started'", 1)
        .await;
    shop.database.lapse().await;
    let other = shop.hold(&[FRONT[1]]).await;
    refused_code(shop.with_code(&other, "ONE").await, CodeRefusal::UsedUp);
    assert_eq!(
        paying.await.expect("joins").expect("paid").total.amount,
        5_400
    );
    refused_code(shop.with_code(&other, "ONE").await, CodeRefusal::UsedUp);
    shop.sound().await;
}

#[tokio::test]
async fn a_reduced_price_is_an_amount_that_providers_accept() {
    let shop = Shop::open().await;
    shop.database
        .execute("update price_level set currency = 'KWD', amount = 4505")
        .await;
    shop.code("TENTH", "percent", "10").await;
    shop.code("SEVEN", "amount_per_seat, currency", "7, 'KWD'")
        .await;
    let held = shop.hold(&[FRONT[0]]).await;
    assert_eq!(
        prices(&shop.with_code(&held, "TENTH").await.expect("a code")),
        [4_050]
    );
    assert_eq!(
        prices(&shop.with_code(&held, "SEVEN").await.expect("a code")),
        [4_500]
    );
}

#[tokio::test]
async fn a_buyer_who_waits_for_a_code_blocks_no_desk() {
    let shop = Shop::open().await;
    shop.code("CROWD", "percent, max_uses", "10, 5").await;
    let held = shop.hold(&[FRONT[0]]).await;
    // This transaction locks the code, as buyers of another event do.
    let mut others = shop.database.pool().begin().await.expect("a transaction");
    sqlx::query("select from promo_code for no key update")
        .execute(&mut *others)
        .await
        .expect("locked");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let waiting = tokio::spawn(async move { with_code(&office, buyer, id, "CROWD").await });
    shop.database.until("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", 1).await;
    assert_eq!(shop.pay(&held).await.expect("paid").total, held.total);
    others.rollback().await.expect("ended");
    let late = waiting.await.expect("joins");
    assert!(matches!(late, Err(Refusal::BookingState(_))), "{late:?}");
    shop.sound().await;
}
