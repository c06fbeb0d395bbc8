//! Paying: in time, at the last moment, too late.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BuyerId, SeatNo, SeatStatus, TicketId,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey, TicketCode},
};
use store::desk::{Batch, Confirmation, ConfirmationOutcome, NewTicket};
use testing::{Hall, TestDatabase, TestEvent};

const ACCEPTED: &str = "4242 4242 4242 4242";
const SLOW: &str = "4000 0000 0000 3220";

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

struct Shop {
    database: TestDatabase,
    event: TestEvent,
    office: BoxOffice,
    buyer: BuyerId,
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let office = database.box_office().await;
        Self {
            database,
            event,
            office,
            buyer: BuyerId::new(),
        }
    }

    async fn hold(&self, buyer: BuyerId, numbers: &[u32]) -> Booking {
        let request = BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect());
        self.office
            .hold(buyer, self.event.id, &fresh_key(), request)
            .await
            .expect("held")
    }

    async fn pay(&self, booking: &Booking, card: &str) -> Result<Booking, Refusal> {
        let token = self.office.sandbox_token(card).await.expect("a token");
        self.office
            .pay(self.buyer, booking.id, &fresh_key(), &token)
            .await
    }

    /// Waits until a query returns this number.
    async fn until(&self, sql: &str, number: i64) {
        let reached = async {
            while self.database.number(sql).await != number {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), reached)
            .await
            .unwrap_or_else(|_| panic!("never {number}: {sql}"));
    }

    /// Moves the ends of all holds into the past.
    async fn lapse(&self) {
        self.database.lapse().await;
    }

    async fn status(&self, seat: u32) -> SeatStatus {
        self.office.seats(self.event.id).await.expect("seats").seats[seat as usize].status
    }

    async fn sound(&self) {
        assert_eq!(self.database.violations().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_payment_confirms_the_booking_sells_its_seats_and_issues_signed_tickets() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    let paid = shop.pay(&held, ACCEPTED).await.expect("paid");
    assert_eq!(paid.status, BookingStatus::Confirmed);
    assert_eq!(paid.tickets.len(), 2);
    for ticket in &paid.tickets {
        let code: TicketCode = ticket.code.parse().expect("a code");
        assert!(shop.office.ticket_keys().verify(&code));
        assert_eq!(
            (code.claim.ticket, code.claim.seat, code.claim.event),
            (ticket.id, ticket.seat, shop.event.id)
        );
    }
    assert_eq!(shop.status(7).await, SeatStatus::Sold);
    shop.until("select count(*) from payment where state = 'captured'", 1)
        .await;
    shop.until(
        "select count(*) from sandbox_charge where state = 'captured' and amount = 12000",
        1,
    )
    .await;
    shop.sound().await;
}

#[tokio::test]
async fn a_declined_card_costs_nothing_and_the_buyer_can_try_another() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    for card in ["4000 0000 0000 0002", "4000 0000 0000 9995"] {
        assert!(
            matches!(shop.pay(&held, card).await, Err(Refusal::Declined(_))),
            "{card}"
        );
    }
    assert!(matches!(
        shop.pay(&held, "4000 0000 0000 0119").await,
        Err(Refusal::PaymentFailed)
    ));
    assert_eq!(shop.status(7).await, SeatStatus::Held);
    assert_eq!(
        shop.pay(&held, ACCEPTED).await.expect("paid").status,
        BookingStatus::Confirmed
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge where state <> 'refused'")
            .await,
        1
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_that_is_sent_twice_is_made_once() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    let key = fresh_key();
    let first = shop
        .office
        .pay(shop.buyer, held.id, &key, &token)
        .await
        .expect("paid");
    let again = shop
        .office
        .pay(shop.buyer, held.id, &key, &token)
        .await
        .expect("the same answer");
    assert_eq!(first.tickets, again.tickets);
    // A page creates a new token for each attempt.
    let other = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    let retried = shop
        .office
        .pay(shop.buyer, held.id, &key, &other)
        .await
        .expect("the same answer");
    assert_eq!(first.tickets, retried.tickets);
    assert!(matches!(
        shop.office
            .pay(shop.buyer, held.id, &fresh_key(), &other)
            .await,
        Err(Refusal::BookingState(_))
    ));
    assert_eq!(
        shop.database.number("select count(*) from payment").await,
        1
    );
}

#[tokio::test]
async fn a_payment_in_time_gets_lapsed_seats_that_nobody_took_although_the_provider_is_slow() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    let token = shop.office.sandbox_token(SLOW).await.expect("a token");
    let (office, buyer) = (shop.office.clone(), shop.buyer);
    let paying =
        tokio::spawn(async move { office.pay(buyer, held.id, &fresh_key(), &token).await });
    shop.until("select count(*) from payment where state = 'started'", 1)
        .await;
    shop.lapse().await;
    // Even the cleanup has ended the booking.
    assert_eq!(shop.office.expire(shop.event.id).await.expect("expired"), 1);
    let paid = paying.await.expect("joins").expect("paid");
    assert_eq!(paid.status, BookingStatus::Confirmed);
    assert_eq!(shop.status(8).await, SeatStatus::Sold);
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_in_time_that_loses_a_seat_is_not_charged() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7, 8]).await;
    let token = shop.office.sandbox_token(SLOW).await.expect("a token");
    let (office, buyer) = (shop.office.clone(), shop.buyer);
    let paying =
        tokio::spawn(async move { office.pay(buyer, held.id, &fresh_key(), &token).await });
    shop.until("select count(*) from payment where state = 'started'", 1)
        .await;
    shop.lapse().await;
    let quicker = shop.hold(BuyerId::new(), &[8]).await;
    assert!(matches!(
        paying.await.expect("joins"),
        Err(Refusal::HoldExpired)
    ));
    assert_eq!(shop.status(7).await, SeatStatus::Available);
    assert_eq!(shop.status(8).await, SeatStatus::Held);
    assert_eq!(quicker.status, BookingStatus::Pending);
    shop.until(
        "select count(*) from sandbox_charge where state = 'voided'",
        1,
    )
    .await;
    shop.until("select count(*) from payment where state = 'voided'", 1)
        .await;
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_that_begins_too_late_is_refused_without_asking_the_bank() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    shop.lapse().await;
    assert!(matches!(
        shop.pay(&held, ACCEPTED).await,
        Err(Refusal::HoldExpired)
    ));
    assert_eq!(
        shop.database.number("select count(*) from payment").await,
        0
    );
    let again = shop.hold(shop.buyer, &[7]).await;
    assert_eq!(
        shop.pay(&again, ACCEPTED).await.expect("paid").status,
        BookingStatus::Confirmed
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_booking_that_is_being_paid_is_neither_paid_twice_nor_released() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let token = shop.office.sandbox_token(SLOW).await.expect("a token");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    shop.until("select count(*) from payment where state = 'started'", 1)
        .await;
    assert!(matches!(
        shop.pay(&held, ACCEPTED).await,
        Err(Refusal::PaymentInProgress)
    ));
    assert!(matches!(
        shop.office.release(shop.buyer, held.id).await,
        Err(Refusal::PaymentInProgress)
    ));
    paying.await.expect("joins").expect("paid");
    assert!(matches!(
        shop.office.release(shop.buyer, held.id).await,
        Err(Refusal::BookingState(_))
    ));
    assert_eq!(
        shop.database
            .number("select count(*) from sandbox_charge")
            .await,
        1
    );
}

#[tokio::test]
async fn a_payment_whose_server_died_ends_with_tickets() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    // The state that a server leaves if it dies between the provider's answer and the sale.
    shop.database
        .execute(&format!(
            "with intent as (
                 insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, ask_at)
                 values ('0199aaaa-0000-7000-8000-000000000001', {}, '{}', 'sandbox', 'k', '\\x00', 6000, 'EUR', now())
                 returning id, amount, currency
             ), stamp as (
                 insert into payment_stamp (payment_id, kind, amount, currency) select id, 'started', amount, currency from intent
             )
             insert into sandbox_charge (payment_id, amount, currency, state)
             values ('0199aaaa-0000-7000-8000-000000000001', 6000, 'EUR', 'authorised')",
            shop.event.id, held.id
        ))
        .await;
    shop.until("select count(*) from payment where state = 'captured'", 1)
        .await;
    let booking = shop
        .office
        .booking(shop.buyer, held.id)
        .await
        .expect("there");
    assert_eq!(
        (booking.status, booking.tickets.len()),
        (BookingStatus::Confirmed, 1)
    );
    shop.sound().await;
}

#[tokio::test]
async fn a_repeated_confirmation_of_a_sale_changes_nothing() {
    let shop = Shop::open().await;
    let held = shop.hold(shop.buyer, &[7]).await;
    let payment = BuyerId::new().0;
    shop.database
        .execute(&format!(
            "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state)
             values ('{payment}', {}, '{}', 'sandbox', 'k', '\\x00', 6000, 'EUR', 'authorised');
             insert into payment_stamp (payment_id, kind, amount, currency)
             select id, kind, amount, currency from payment, unnest(array['started', 'authorised']) kind;
             insert into sandbox_charge (payment_id, amount, currency, state) values ('{payment}', 6000, 'EUR', 'authorised')",
            shop.event.id, held.id
        ))
        .await;
    // Either the answer to the first confirmation is lost with the connection, so the desk sends it
    // again; or the server dies, and another one settles the payment, which is not captured yet.
    let mut told = Vec::new();
    for _ in 0..2 {
        let ticket = NewTicket {
            id: TicketId::new(),
            seat: SeatNo(7),
            code: "code".to_owned(),
        };
        let confirmation = Confirmation {
            payment,
            authorised: None,
            offers: false,
            tickets: vec![ticket],
        };
        let batch = Batch::from_iter([&confirmation]);
        let mut connection = shop.database.pool().acquire().await.expect("a connection");
        let outcome = store::desk::run(&mut connection, shop.event.id, &batch)
            .await
            .expect("runs")
            .expect("there is such an event");
        told.extend(outcome.of::<Confirmation>().expect("of one kind"));
    }
    assert!(
        matches!(
            &told[..],
            [
                ConfirmationOutcome::Confirmed(Some(_)),
                ConfirmationOutcome::Sold
            ]
        ),
        "{told:?}"
    );
    assert_eq!(
        shop.database
            .number("select count(*) from payment where state = 'voiding'")
            .await,
        0
    );
    shop.until(
        "select count(*) from sandbox_charge where state = 'captured'",
        1,
    )
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
