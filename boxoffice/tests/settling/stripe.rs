//! Payments through a fake Stripe with its own ledger.

use boxoffice::{BoxOffice, Refusal, Settings};
use domain::{
    BuyerId, SeatNo,
    selling::{Booking, BookingRequest, BookingStatus, PaymentStage},
};
use testing::{Hall, StripeServer, TestDatabase, TestEvent};

use crate::shop::fresh_key;

const ACCEPTED: &str = "4242424242424242";
const DECLINED: &str = "4000000000000002";
const INSTANT: &str = "4000000000000077";

struct Stripe {
    server: StripeServer,
    database: TestDatabase,
    event: TestEvent,
    office: BoxOffice,
    buyer: BuyerId,
}

impl Stripe {
    async fn open(instant: bool) -> Self {
        let (server, database) = (StripeServer::start(), TestDatabase::new().await);
        let event = Hall::default().open(&database).await;
        let stripe = boxoffice::StripeSettings {
            instant,
            ..server.settings()
        };
        let office = database
            .box_office_with(Settings {
                sweep: false,
                stripe: Some(stripe),
                ..Settings::default()
            })
            .await;
        Self {
            server,
            database,
            event,
            office,
            buyer: BuyerId::new(),
        }
    }

    async fn hold(&self, buyer: BuyerId) -> Booking {
        let request = BookingRequest::seats(vec![SeatNo(7)]);
        self.office
            .hold(buyer, self.event.id, &fresh_key(), request)
            .await
            .expect("held")
    }

    async fn page(&self, booking: &Booking) -> Result<String, Refusal> {
        let email = Some("a@b.example".parse().expect("an address"));
        self.office
            .pay_on_page(self.buyer, booking.id, &fresh_key(), email, None)
            .await
    }

    async fn come_back(&self, booking: &Booking) -> PaymentStage {
        self.office
            .settled_progress(booking.id)
            .await
            .expect("answers")
            .expect("there is a payment")
    }

    /// Hurries until the only payment is in this state.
    async fn until_state(&self, state: &str) {
        let sql = format!("select count(*) from payment where state = '{state}'");
        let reached = async {
            while self.database.number(&sql).await != 1 {
                self.database
                    .execute(
                        "update payment set ask_at = clock_timestamp() where closed_at is null",
                    )
                    .await;
                self.database
                    .execute(
                        "update money_job set run_at = clock_timestamp() where done_at is null",
                    )
                    .await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), reached)
            .await
            .unwrap_or_else(|_| panic!("never {state}"));
    }

    async fn sound(&self) {
        assert_eq!(self.database.violations().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_session_is_paid_sold_and_captured_once() {
    let stripe = Stripe::open(false).await;
    let held = stripe.hold(stripe.buyer).await;
    let page = stripe.page(&held).await.expect("a page");
    assert_eq!(
        stripe.page(&held).await.expect("a page"),
        page,
        "a second tab"
    );
    assert!(!stripe.server.pay(&page, DECLINED).await);
    assert_eq!(stripe.come_back(&held).await, PaymentStage::Open);
    assert!(stripe.server.pay(&page, ACCEPTED).await);
    // Stripe is asked once in two seconds.
    let paid = async {
        while stripe.come_back(&held).await != PaymentStage::Paid {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), paid)
        .await
        .expect("paid");
    assert_eq!(
        stripe
            .office
            .booking(stripe.buyer, held.id)
            .await
            .expect("there")
            .status,
        BookingStatus::Confirmed
    );
    stripe.until_state("captured").await;
    assert_eq!(stripe.server.number("select count(*) from session"), 1);
    assert_eq!(
        stripe.server.number("select sum(received) from intent"),
        held.total.amount
    );
    stripe.sound().await;
}

#[tokio::test]
async fn a_call_that_fails_after_its_work_takes_effect_once() {
    let stripe = Stripe::open(false).await;
    let held = stripe.hold(stripe.buyer).await;
    stripe
        .server
        .fail_next("POST /v1/checkout/sessions", true)
        .await;
    let page = stripe.page(&held).await.expect("the repeat gets the page");
    assert_eq!(stripe.server.number("select count(*) from session"), 1);
    assert!(stripe.server.pay(&page, ACCEPTED).await);
    stripe
        .server
        .fail_next("POST /v1/payment_intents", true)
        .await;
    assert_eq!(stripe.come_back(&held).await, PaymentStage::Paid);
    stripe.until_state("captured").await;
    assert_eq!(
        stripe.server.number("select sum(received) from intent"),
        held.total.amount
    );
    stripe.sound().await;
}

#[tokio::test]
async fn reserved_money_that_comes_too_late_is_released() {
    let stripe = Stripe::open(false).await;
    let held = stripe.hold(stripe.buyer).await;
    let page = stripe.page(&held).await.expect("a page");
    stripe.database.lapse().await;
    stripe.hold(BuyerId::new()).await;
    assert!(stripe.server.pay(&page, ACCEPTED).await);
    stripe.until_state("voided").await;
    assert_eq!(
        stripe
            .server
            .number("select count(*) from intent where status = 'canceled' and received = 0"),
        1
    );
    stripe.sound().await;
}

#[tokio::test]
async fn money_that_was_captured_at_once_but_too_late_is_refunded_once() {
    let stripe = Stripe::open(true).await;
    let held = stripe.hold(stripe.buyer).await;
    let page = stripe.page(&held).await.expect("a page");
    stripe.database.lapse().await;
    stripe.hold(BuyerId::new()).await;
    stripe.server.fail_next("POST /v1/refunds", true).await;
    assert!(stripe.server.pay(&page, INSTANT).await);
    stripe.until_state("returned").await;
    assert_eq!(stripe.server.number("select count(*) from refund"), 1);
    assert_eq!(
        stripe
            .server
            .number("select sum(received - refunded) from intent"),
        0
    );
    stripe.sound().await;
}

#[tokio::test]
async fn the_session_expires_at_the_end_of_the_time_to_pay() {
    let stripe = Stripe::open(false).await;
    let held = stripe.hold(stripe.buyer).await;
    let page = stripe.page(&held).await.expect("a page");
    stripe
        .database
        .execute("update payment set deadline = clock_timestamp()")
        .await;
    stripe.until_state("lapsed").await;
    assert_eq!(
        stripe
            .server
            .number("select count(*) from session where status = 'expired'"),
        1
    );
    assert!(!stripe.server.pay(&page, ACCEPTED).await);
    stripe.sound().await;
}

#[tokio::test]
async fn while_stripe_takes_the_payments_the_sandbox_takes_none() {
    let stripe = Stripe::open(false).await;
    let held = stripe.hold(stripe.buyer).await;
    assert!(matches!(
        stripe.office.sandbox_token(ACCEPTED).await,
        Err(Refusal::UnknownProvider)
    ));
    let paid = stripe
        .office
        .pay(stripe.buyer, held.id, &fresh_key(), "tok_accepted_1")
        .await;
    assert!(matches!(paid, Err(Refusal::NoTokens)));
    assert_eq!(
        stripe.database.number("select count(*) from payment").await,
        0
    );
}

#[tokio::test]
async fn a_partial_refund_is_paid_once_and_a_refund_in_the_dashboard_is_noticed() {
    let stripe = Stripe::open(false).await;
    stripe
        .database
        .execute("update event set refund_hours = 24, refund_percent = 50")
        .await;
    let held = stripe.hold(stripe.buyer).await;
    let page = stripe.page(&held).await.expect("a page");
    assert!(stripe.server.pay(&page, ACCEPTED).await);
    assert_eq!(stripe.come_back(&held).await, PaymentStage::Paid);
    stripe.until_state("captured").await;
    let succeeded = async |number: i64| {
        let reached = async {
            while stripe
                .database
                .number("select count(*) from refund where state = 'succeeded'")
                .await
                != number
            {
                stripe
                    .database
                    .execute(
                        "update money_job set run_at = clock_timestamp() where done_at is null",
                    )
                    .await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), reached)
            .await
            .unwrap_or_else(|_| panic!("never {number} refunds"));
    };

    stripe.server.fail_next("POST /v1/refunds", true).await;
    let after = stripe
        .office
        .refund(stripe.buyer, held.id, &fresh_key(), vec![])
        .await
        .expect("refunded");
    assert_eq!(
        (after.status, after.refunds[0].amount.amount),
        (BookingStatus::Refunded, held.total.amount / 2)
    );
    succeeded(1).await;
    assert_eq!(stripe.server.number("select count(*) from refund"), 1);
    stripe.server.refund_by_hand(1_000).await;
    let payment = sqlx::query_scalar("select id from payment")
        .fetch_one(stripe.database.pool())
        .await
        .expect("the payment");
    store::jobs::read_refunds(stripe.database.pool(), payment)
        .await
        .expect("ordered");
    succeeded(2).await;
    assert_eq!(
        stripe.server.number("select sum(amount) from refund"),
        held.total.amount / 2 + 1_000
    );
    assert_eq!(
        stripe.database.number("select refunded from payment").await,
        held.total.amount / 2 + 1_000
    );
    assert_eq!(
        stripe
            .database
            .number("select count(*) from refund where why = 'outside' and amount = 1000")
            .await,
        1
    );
    stripe.sound().await;
}

#[tokio::test]
async fn a_total_that_is_too_small_for_stripe_is_refused_before_the_hold_is_extended() {
    let stripe = Stripe::open(false).await;
    stripe
        .database
        .execute("update price_level set amount = 49")
        .await;
    let held = stripe.hold(stripe.buyer).await;
    let refused = stripe.page(&held).await;
    assert!(
        matches!(&refused, Err(Refusal::BookingState(detail)) if detail.contains("too small")),
        "{refused:?}"
    );
    assert_eq!(
        stripe
            .database
            .number("select count(*) from booking where status = 'pending' and pay_until is null")
            .await,
        1
    );
    assert_eq!(
        stripe.database.number("select count(*) from payment").await,
        0
    );
}

#[tokio::test]
async fn a_shop_that_takes_money_but_sends_no_letters_allows_no_transfers() {
    let stripe = Stripe::open(false).await;
    let held = stripe.hold(stripe.buyer).await;
    let page = stripe.page(&held).await.expect("a page");
    assert!(stripe.server.pay(&page, ACCEPTED).await);
    assert_eq!(stripe.come_back(&held).await, PaymentStage::Paid);
    let sold = stripe
        .office
        .booking(stripe.buyer, held.id)
        .await
        .expect("there");
    let mia = "mia@example.org".parse().expect("an address");
    let refused = stripe
        .office
        .give_ticket(stripe.buyer, sold.tickets[0].id, &mia)
        .await;
    assert!(
        matches!(&refused, Err(Refusal::BookingState(detail)) if detail.contains("no e-mail")),
        "{refused:?}"
    );
    assert_eq!(
        stripe
            .database
            .number("select count(*) from ticket where voided_at is null")
            .await,
        1
    );
}
