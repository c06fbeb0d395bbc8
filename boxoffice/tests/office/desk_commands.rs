//! What the desk does beside holds: payments begin, become sales and are taken back.

use boxoffice::Refusal;
use domain::{
    BuyerId, SeatNo, SeatStatus, TicketId,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey},
};
use store::desk::{Batch, Begin, Begun, Confirmation, Confirmed, NewTicket, Revocation, Revoked};
use testing::{Hall, TestDatabase};
use uuid::Uuid;

const ACCEPTED: &str = "4242 4242 4242 4242";

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn seats(numbers: &[u32]) -> BookingRequest {
    BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect())
}

fn begin(booking: &Booking, buyer: BuyerId, key: &IdempotencyKey) -> Begin {
    Begin { booking: booking.id, buyer, payment: Uuid::now_v7(), provider: "elsewhere".to_owned(), key: key.clone(), fingerprint: vec![1] }
}

#[tokio::test]
async fn payments_that_begin_in_one_batch_each_get_an_answer() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let (buyer, other, key) = (BuyerId::new(), BuyerId::new(), fresh_key());
    let first = office.hold(buyer, event.id, &fresh_key(), seats(&[7, 8])).await.expect("held");
    let second = office.hold(other, event.id, &fresh_key(), seats(&[99])).await.expect("held");
    let released = office.hold(other, event.id, &fresh_key(), seats(&[50])).await.expect("held");
    office.release(other, released.id).await.expect("released");
    database.execute("update event set paused_at = clock_timestamp()").await;
    let begins = vec![
        begin(&first, buyer, &key),
        begin(&first, buyer, &key),
        Begin { fingerprint: vec![2], ..begin(&first, buyer, &key) },
        begin(&first, buyer, &fresh_key()),
        begin(&second, buyer, &fresh_key()),
        begin(&second, other, &fresh_key()),
        begin(&released, other, &fresh_key()),
    ];
    let payment = begins[0].payment;
    let mut connection = database.pool().acquire().await.expect("a connection");
    let batch = Batch { begins, ..Batch::default() };
    let outcome = store::desk::run(&mut connection, event.id, &batch).await.expect("runs").expect("there is such an event");
    assert!(matches!(&outcome.begins[0], Begun::Started(money) if money.amount == 12_000), "{:?}", outcome.begins);
    assert!(matches!(&outcome.begins[1], Begun::Replayed { payment: known, .. } if *known == payment), "{:?}", outcome.begins);
    assert_eq!(outcome.begins[2..5], [Begun::KeyReused, Begun::InProgress, Begun::Unknown]);
    assert!(matches!(&outcome.begins[5], Begun::Started(money) if money.amount == 3_000), "{:?}", outcome.begins);
    assert_eq!(outcome.begins[6], Begun::NotPending("cancelled".to_owned()));
    assert_eq!(outcome.frame, None, "no seat changed");
    assert_eq!(database.number("select count(*) from payment").await, 2);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn tickets_are_taken_back_one_by_one_until_the_booking_is_refunded() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let held = office.hold(buyer, event.id, &fresh_key(), seats(&[7, 8, 9])).await.expect("held");
    let token = office.sandbox_token(ACCEPTED).await.expect("a token");
    let paid = office.pay(buyer, held.id, &fresh_key(), &token).await.expect("paid");
    database.until("select count(*) from payment where state = 'captured'", 1).await;
    let tickets: Vec<TicketId> = paid.tickets.iter().map(|ticket| ticket.id).collect();
    let revoke = async |tickets: &[TicketId], keep| office.revoke(event.id, held.id, tickets.to_vec(), keep).await.expect("answers");

    assert_eq!(revoke(&[], false).await, Revoked::Unknown);
    assert_eq!(revoke(&[TicketId::new()], false).await, Revoked::Unknown);
    assert_eq!(revoke(&tickets[..1], false).await, Revoked::Revoked);
    let left = office.booking(buyer, held.id).await.expect("there");
    assert_eq!((left.status, left.tickets.len()), (BookingStatus::Confirmed, 2));
    assert_eq!(database.violations().await, Vec::<String>::new());
    assert_eq!(revoke(&tickets[1..], true).await, Revoked::Refunded);
    assert_eq!(revoke(&tickets, true).await, Revoked::Unchanged);
    let left = office.booking(buyer, held.id).await.expect("there");
    assert_eq!((left.status, left.tickets.len()), (BookingStatus::Refunded, 0));

    let shown = office.seats(event.id).await.expect("seats").seats;
    let statuses = [7, 8, 9].map(|seat: usize| shown[seat].status);
    assert_eq!(statuses, [SeatStatus::Available, SeatStatus::Blocked, SeatStatus::Blocked]);
    office.hold(BuyerId::new(), event.id, &fresh_key(), seats(&[7])).await.expect("somebody else gets it");
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn revocations_of_one_batch_do_not_stand_in_each_others_way() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let mut sold = Vec::new();
    for number in 0..3 {
        let buyer = BuyerId::new();
        let held = office.hold(buyer, event.id, &fresh_key(), seats(&[number * 2, number * 2 + 1])).await.expect("held");
        let token = office.sandbox_token(ACCEPTED).await.expect("a token");
        sold.push(office.pay(buyer, held.id, &fresh_key(), &token).await.expect("paid"));
    }
    database.until("select count(*) from payment where state = 'captured'", 3).await;
    let all = |booking: &Booking| booking.tickets.iter().map(|ticket| ticket.id).collect::<Vec<_>>();
    let revocation = |booking: &Booking, tickets| Revocation { booking: booking.id, tickets, keep_seats: false };
    let revocations = vec![
        revocation(&sold[0], all(&sold[0])),
        revocation(&sold[1], all(&sold[0])),
        revocation(&sold[0], all(&sold[0])),
        revocation(&sold[2], all(&sold[2])[..1].to_vec()),
    ];
    let mut connection = database.pool().acquire().await.expect("a connection");
    let batch = Batch { revocations, ..Batch::default() };
    let outcome = store::desk::run(&mut connection, event.id, &batch).await.expect("runs").expect("there is such an event");
    assert_eq!(outcome.revocations, [Revoked::Refunded, Revoked::Unknown, Revoked::Unchanged, Revoked::Revoked]);
    let changes = outcome.frame.expect("seats changed").changes;
    assert_eq!(changes, [0, 1, 4].map(|seat| (SeatNo(seat), SeatStatus::Available)));
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_loss_whose_answer_was_lost_is_told_as_a_loss() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let (buyer, key) = (BuyerId::new(), fresh_key());
    let held = office.hold(buyer, event.id, &fresh_key(), seats(&[7])).await.expect("held");
    let mut provider = database.pool().begin().await.expect("a transaction");
    sqlx::query("lock table sandbox_charge in share row exclusive mode").execute(&mut *provider).await.expect("locks");
    let token = office.sandbox_token(ACCEPTED).await.expect("a token");
    let pay = || {
        let (office, key, token, booking) = (office.clone(), key.clone(), token.clone(), held.id);
        tokio::spawn(async move { office.pay(buyer, booking, &key, &token).await })
    };
    let paying = pay();
    database.until("select count(*) from payment where state = 'started'", 1).await;
    database
        .execute(
            "update booking set expires_at = clock_timestamp() where status = 'pending';
             update seat_status set expires_at = clock_timestamp() where status = 1",
        )
        .await;
    office.hold(BuyerId::new(), event.id, &fresh_key(), seats(&[7])).await.expect("the seat is free again");
    // The batch commits, and its answer is lost with the connection.
    let payment = sqlx::query_scalar("select id from payment").fetch_one(database.pool()).await.expect("the payment");
    let ticket = NewTicket { id: TicketId::new(), seat: SeatNo(7), code: "code".to_owned() };
    let batch = Batch {
        confirmations: vec![Confirmation { payment, authorised: Some("reference".to_owned()), tickets: vec![ticket] }],
        ..Batch::default()
    };
    let mut connection = database.pool().acquire().await.expect("a connection");
    let outcome = store::desk::run(&mut connection, event.id, &batch).await.expect("runs").expect("there is such an event");
    assert_eq!(outcome.confirmations, [Confirmed::Lost(vec![SeatNo(7)])]);
    provider.rollback().await.expect("the provider answers");

    for told in [paying.await, pay().await] {
        let told = told.expect("joins");
        assert!(matches!(told, Err(Refusal::HoldExpired)), "{told:?}");
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}
