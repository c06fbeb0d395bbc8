//! A payment in time gets its seats, and a payment that is late is refused.

use boxoffice::{Refusal, operating};
use domain::{BuyerId, SeatNo, TicketId, selling::BookingStatus};
use store::{
    desk::{Batch, Confirmation, ConfirmationOutcome, NewTicket},
    operator_actions::Operator,
};

use crate::shop::{PAYMENT, Shop, fresh_key};

/// The function that sells.
const CONFIRM: &str = "desk_confirm";
/// The line of it that is replaced.
const CONFIRM_LINE: &str = "    lost_by := '{}';";
/// A desk that fails, and counts its calls with a sequence, because a sequence is not rolled back.
const BUSY_LINE: &str =
    "    perform nextval('asked'); raise exception 'busy' using errcode = '55P03';";

#[tokio::test]
async fn a_payment_in_time_is_sold_however_often_the_desk_is_busy() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.database.execute("create sequence asked").await;
    shop.database
        .rewrite(CONFIRM, CONFIRM_LINE, 1, BUSY_LINE)
        .await;
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let token = office
        .sandbox_token(crate::shop::ACCEPTED)
        .await
        .expect("a token");
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    // The desk sends a batch at most three times: more calls come from the buyer's payment, which
    // repeats the sale.
    shop.until("select count(*) from asked where last_value > 6", 1)
        .await;
    shop.database
        .rewrite(CONFIRM, BUSY_LINE, 1, CONFIRM_LINE)
        .await;
    assert_eq!(
        paying.await.expect("joins").expect("paid").status,
        BookingStatus::Confirmed
    );
    shop.until_state("captured").await;
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_for_taken_seats_is_not_confirmed_when_its_command_comes_again() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    let paying = shop.begin(&held).await;
    shop.lapse().await;
    shop.hold(BuyerId::new(), &[8]).await;
    // The desk's batch commits and its answer never arrives, so the same command comes again.
    let payment = sqlx::query_scalar("select id from payment")
        .fetch_one(shop.database.pool())
        .await
        .expect("a payment");
    let tickets = [7, 8]
        .map(|seat| NewTicket {
            id: TicketId::new(),
            seat: SeatNo(seat),
            code: "code".to_owned(),
        })
        .to_vec();
    let confirmation = Confirmation {
        payment,
        authorised: Some("ch_lost".to_owned()),
        offers: false,
        tickets,
    };
    let batch = Batch::from_iter([&confirmation]);
    let mut connection = shop.database.pool().acquire().await.expect("a connection");
    let outcome = store::desk::run(&mut connection, shop.event.id, &batch)
        .await
        .expect("runs")
        .expect("there is such an event");
    assert_eq!(
        outcome.of::<Confirmation>().expect("of one kind"),
        [ConfirmationOutcome::Lost(vec![SeatNo(8)])]
    );
    let told = paying.await.expect("joins");
    assert!(matches!(told, Err(Refusal::HoldExpired)), "{told:?}");
}

#[tokio::test]
async fn the_money_of_a_sale_whose_server_died_is_captured_after_its_claim() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.left(&held, "started", "'started'", Some("authorised"))
        .await;
    // Another server sells the seat, and dies before it captures the money.
    let payment = PAYMENT.parse().expect("a number");
    let ticket = NewTicket {
        id: TicketId::new(),
        seat: SeatNo(7),
        code: "code".to_owned(),
    };
    let confirmation = Confirmation {
        payment,
        authorised: Some("ch_died".to_owned()),
        offers: false,
        tickets: vec![ticket],
    };
    let batch = Batch::from_iter([&confirmation]);
    let mut connection = shop.database.pool().acquire().await.expect("a connection");
    let outcome = store::desk::run(&mut connection, shop.event.id, &batch)
        .await
        .expect("runs")
        .expect("there is such an event");
    let told = outcome.of::<Confirmation>().expect("of one kind");
    assert!(
        matches!(&told[..], [ConfirmationOutcome::Confirmed(Some(_))]),
        "{told:?}"
    );
    let claimed = "select count(*) from payment where state = 'authorised' and asks = 1 and ask_at > clock_timestamp()";
    assert_eq!(
        shop.database.number(claimed).await,
        1,
        "the sale claims its capture"
    );
    shop.hurry_until_state("captured").await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge where state = 'captured'")
            .await,
        1
    );
    shop.sound().await;
}

#[tokio::test]
async fn nobody_can_pay_for_a_cancelled_or_ended_event() {
    for off in [
        "cancelled_at = now()",
        "on_sale_at = on_sale_at - interval '2 months', starts_at = now() - interval '3 hours', ends_at = now() - interval '1 minute'",
    ] {
        let shop = Shop::open().await;
        let held = shop.hold(shop.buyer, &[7]).await;
        shop.database
            .execute(&format!("update event set {off}"))
            .await;
        let told = shop.pay(&held).await;
        assert!(matches!(told, Err(Refusal::NotOnSale)), "{off}: {told:?}");
        assert_eq!(
            shop.database.number("select count(*) from payment").await,
            0,
            "{off}"
        );
    }
}

#[tokio::test]
async fn an_event_cancelled_during_a_payment_sells_nothing_and_returns_the_money() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let paying = shop.begin(&held).await;
    shop.database
        .execute("update event set cancelled_at = now()")
        .await;
    let told = paying.await.expect("joins");
    assert!(matches!(told, Err(Refusal::NotOnSale)), "{told:?}");
    shop.until_state("voided").await;
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge where state = 'voided'")
            .await,
        1
    );
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn a_cancelled_event_closes_open_payments_and_refunds_sales() {
    let shop = Shop::open().await;
    let sold = shop.hold(shop.buyer, &[1, 2]).await;
    shop.pay(&sold).await.expect("paid");
    shop.until("select count(*) from payment where state = 'captured'", 1)
        .await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.left(&held, "started", "'started'", None).await;
    let other = shop.hold(BuyerId::new(), &[9]).await;
    shop.database
        .execute(&format!(
            "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state, ask_at)
             values ('0199aaaa-0000-7000-8000-000000000002', {}, '{}', 'sandbox', 'k', '\\x00', 6000, 'EUR', 'authorised', now() + interval '1 hour');
             insert into payment_stamp (payment_id, kind, amount, currency)
             select id, kind, amount, currency from payment, unnest(array['started', 'authorised']) kind where state = 'authorised';
             insert into sandbox_charge (payment_id, amount, currency, state)
             values ('0199aaaa-0000-7000-8000-000000000002', 6000, 'EUR', 'authorised')",
            shop.event.id, other.id
        ))
        .await;
    let operator = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id)
        .await
        .expect("a plan");
    assert_eq!((plan.bookings, &plan.refunds), (1, &vec![sold.total]));
    let cancel = async || {
        operating::cancel(shop.database.pool(), &operator, shop.event.id, &plan.code)
            .await
            .expect("cancelled")
    };
    let ended = cancel().await;
    assert_eq!((ended.closed, ended.found.open.len()), (2, 2));
    shop.until(
        "select count(*) from payment where state = 'refunded' and refunded = amount",
        1,
    )
    .await;
    shop.until("select count(*) from payment where closed_at is null", 0)
        .await;
    shop.until("select count(*) from money_job where done_at is null", 0)
        .await;
    let again = cancel().await;
    assert_eq!(
        (again.closed, again.found.open.len(), again.found.bookings),
        (0, 0, 0)
    );
    assert_eq!(
        shop.database
            .number("select count(*) from payment where state = 'lapsed'")
            .await,
        1
    );
    assert_eq!(
        shop.database
            .number("select count(*) from payment where state = 'voided'")
            .await,
        1
    );
    shop.sound().await;
}
