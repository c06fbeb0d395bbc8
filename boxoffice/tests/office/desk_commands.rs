//! The desk's commands other than holds: payments begin, become sales and are revoked.

use boxoffice::Refusal;
use domain::{
    BuyerId, SeatNo, SeatStatus, TicketId,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey},
};
use store::desk::{
    Batch, Begin, BeginOutcome, Confirmation, ConfirmationOutcome, NewTicket, Revocation,
    RevocationOutcome,
};
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
    let (payment, provider) = (Uuid::now_v7(), "elsewhere".to_owned());
    Begin {
        booking: booking.id,
        buyer,
        payment,
        provider,
        key: key.clone(),
        fingerprint: vec![1],
        parameters: None,
    }
}

#[tokio::test]
async fn payments_that_begin_in_one_batch_each_get_an_answer() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let (buyer, other, key) = (BuyerId::new(), BuyerId::new(), fresh_key());
    let first = office
        .hold(buyer, event.id, &fresh_key(), seats(&[7, 8]))
        .await
        .expect("held");
    let second = office
        .hold(other, event.id, &fresh_key(), seats(&[99]))
        .await
        .expect("held");
    let released = office
        .hold(other, event.id, &fresh_key(), seats(&[50]))
        .await
        .expect("held");
    office.release(other, released.id).await.expect("released");
    database
        .execute("update event set paused_at = clock_timestamp()")
        .await;
    let begins = vec![
        begin(&first, buyer, &key),
        begin(&first, buyer, &key),
        Begin {
            fingerprint: vec![2],
            ..begin(&first, buyer, &key)
        },
        begin(&first, buyer, &fresh_key()),
        begin(&second, buyer, &fresh_key()),
        begin(&second, other, &fresh_key()),
        begin(&released, other, &fresh_key()),
    ];
    let payment = begins[0].payment;
    let mut connection = database.pool().acquire().await.expect("a connection");
    let batch = Batch::from_iter(&begins);
    let outcome = store::desk::run(&mut connection, event.id, &batch)
        .await
        .expect("runs")
        .expect("there is such an event");
    let begun = outcome.of::<Begin>().expect("of one kind");
    assert!(
        matches!(&begun[0], BeginOutcome::Started(payable) if payable.money.amount == 12_000),
        "{begun:?}"
    );
    assert!(
        matches!(&begun[1], BeginOutcome::Replayed { payment: known, .. } if *known == payment),
        "{begun:?}"
    );
    assert_eq!(
        begun[2..5],
        [
            BeginOutcome::KeyReused,
            BeginOutcome::InProgress,
            BeginOutcome::Unknown
        ]
    );
    assert!(
        matches!(&begun[5], BeginOutcome::Started(payable) if payable.money.amount == 3_000),
        "{begun:?}"
    );
    assert_eq!(begun[6], BeginOutcome::NotPending(BookingStatus::Cancelled));
    assert_eq!(outcome.frame, None, "no seat changed");
    assert_eq!(database.number("select count(*) from payment").await, 2);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

fn confirmation(
    booking: &Booking,
    payment: Uuid,
    seats: impl IntoIterator<Item = u32>,
) -> Confirmation {
    let ticket = |seat: u32| NewTicket {
        id: TicketId::new(),
        seat: SeatNo(seat),
        code: format!("the code for a seat of {}", booking.id),
    };
    let authorised = Some(format!("money for {}", booking.id));
    Confirmation {
        payment,
        authorised,
        offers: false,
        tickets: seats.into_iter().map(ticket).collect(),
    }
}

#[tokio::test]
async fn payments_of_a_batch_begin_and_become_sales_beside_refused_and_repeated_ones() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyers: Vec<BuyerId> = (0..5).map(|_| BuyerId::new()).collect();
    let mut held = Vec::new();
    for (buyer, first) in buyers.iter().zip([0, 10, 20, 30, 40]) {
        held.push(
            office
                .hold(*buyer, event.id, &fresh_key(), seats(&[first, first + 1]))
                .await
                .expect("held"),
        );
    }
    let mut connection = database.pool().acquire().await.expect("a connection");
    let mut run = async |batch: Batch| {
        store::desk::run(&mut connection, event.id, &batch)
            .await
            .expect("runs")
            .expect("there is such an event")
    };

    // The third is another buyer's, and the fifth comes twice.
    let mut begins: Vec<_> = held
        .iter()
        .zip(&buyers)
        .map(|(booking, buyer)| begin(booking, *buyer, &fresh_key()))
        .collect();
    begins[2].buyer = buyers[0];
    begins.push(begin(&held[4], buyers[4], &fresh_key()));
    let payments: Vec<Uuid> = begins.iter().map(|begin| begin.payment).collect();
    let begun = run(Batch::from_iter(&begins))
        .await
        .of::<Begin>()
        .expect("of one kind");
    for (number, booking) in held.iter().enumerate().filter(|(number, _)| *number != 2) {
        let BeginOutcome::Started(payable) = &begun[number] else {
            panic!("{number}: {:?}", begun[number])
        };
        let paid_for: Vec<_> = booking
            .seats
            .iter()
            .map(|seat| (seat.seat, seat.price.amount))
            .collect();
        assert_eq!(
            (payable.money, &payable.seats, payable.held_until),
            (booking.total, &paid_for, booking.expires_at)
        );
    }
    assert_eq!(
        [&begun[2], &begun[5]],
        [&BeginOutcome::Unknown, &BeginOutcome::InProgress]
    );
    assert_eq!(database.number("select count(*) from payment").await, 4);

    // The second has lost its seats, and the fourth comes twice.
    database
        .execute(&format!(
            "update booking set expires_at = clock_timestamp() where id = '{id}';
             update seat_status set expires_at = clock_timestamp() where booking_id = '{id}'",
            id = held[1].id
        ))
        .await;
    office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[11]))
        .await
        .expect("the seat is free again");
    let confirmations = vec![
        confirmation(&held[0], payments[0], [0, 1]),
        confirmation(&held[1], payments[1], [10, 11]),
        confirmation(&held[3], payments[3], [30, 31]),
        confirmation(&held[3], payments[3], [30, 31]),
        confirmation(&held[4], payments[4], [40, 41]),
    ];
    let tickets: Vec<_> = confirmations
        .iter()
        .flat_map(|confirmation| &confirmation.tickets)
        .map(|ticket| ticket.id)
        .collect();
    let outcome = run(Batch::from_iter(&confirmations)).await;
    let lost = ConfirmationOutcome::Lost(vec![SeatNo(11)]);
    let confirmed = outcome.of::<Confirmation>().expect("of one kind");
    let number = async |booking: &Booking| {
        let number = store::booking_numbers::of_booking(database.pool(), event.id, booking.id)
            .await
            .expect("read");
        ConfirmationOutcome::Confirmed(Some(number.expect("a number")))
    };
    assert_eq!(
        confirmed,
        [
            number(&held[0]).await,
            lost,
            number(&held[3]).await,
            ConfirmationOutcome::Sold,
            number(&held[4]).await
        ]
    );
    let sold = [0, 1, 30, 31, 40, 41].map(|seat| (SeatNo(seat), SeatStatus::Sold));
    assert_eq!(outcome.frame.expect("seats changed").changes, sold);
    for (number, booking, issued) in [
        (0, &held[0], &tickets[..2]),
        (3, &held[3], &tickets[4..6]),
        (4, &held[4], &tickets[8..]),
    ] {
        let booking = office
            .booking(buyers[number], booking.id)
            .await
            .expect("there");
        assert_eq!(
            booking
                .tickets
                .iter()
                .map(|ticket| ticket.id)
                .collect::<Vec<_>>(),
            issued
        );
    }
    for (state, payments) in [("authorised", 3), ("voiding", 1)] {
        assert_eq!(
            database
                .number(&format!(
                    "select count(*) from payment where state = '{state}'"
                ))
                .await,
            payments,
            "{state}"
        );
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn tickets_are_taken_back_one_by_one_until_the_booking_is_refunded() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let held = office
        .hold(buyer, event.id, &fresh_key(), seats(&[7, 8, 9]))
        .await
        .expect("held");
    let token = office.sandbox_token(ACCEPTED).await.expect("a token");
    let paid = office
        .pay(buyer, held.id, &fresh_key(), &token)
        .await
        .expect("paid");
    database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    let tickets: Vec<TicketId> = paid.tickets.iter().map(|ticket| ticket.id).collect();
    let revoke = async |tickets: &[TicketId], keep| {
        office
            .revoke(event.id, held.id, tickets.to_vec(), keep)
            .await
            .expect("answers")
    };

    assert_eq!(revoke(&[], false).await, RevocationOutcome::Unknown);
    assert_eq!(
        revoke(&[TicketId::new()], false).await,
        RevocationOutcome::Unknown
    );
    assert_eq!(
        revoke(&tickets[..1], false).await,
        RevocationOutcome::Revoked
    );
    let left = office.booking(buyer, held.id).await.expect("there");
    assert_eq!(
        (left.status, left.tickets.len()),
        (BookingStatus::Confirmed, 2)
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
    assert_eq!(
        revoke(&tickets[1..], true).await,
        RevocationOutcome::Refunded
    );
    assert_eq!(revoke(&tickets, true).await, RevocationOutcome::Unchanged);
    let left = office.booking(buyer, held.id).await.expect("there");
    assert_eq!(
        (left.status, left.tickets.len()),
        (BookingStatus::Refunded, 0)
    );

    let shown = office.seats(event.id).await.expect("seats").seats;
    let statuses = [7, 8, 9].map(|seat: usize| shown[seat].status);
    assert_eq!(
        statuses,
        [
            SeatStatus::Available,
            SeatStatus::Blocked,
            SeatStatus::Blocked
        ]
    );
    office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[7]))
        .await
        .expect("somebody else gets it");
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn revocations_of_one_batch_do_not_block_each_other() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let mut sold = Vec::new();
    for number in 0..3 {
        let buyer = BuyerId::new();
        let held = office
            .hold(
                buyer,
                event.id,
                &fresh_key(),
                seats(&[number * 2, number * 2 + 1]),
            )
            .await
            .expect("held");
        let token = office.sandbox_token(ACCEPTED).await.expect("a token");
        sold.push(
            office
                .pay(buyer, held.id, &fresh_key(), &token)
                .await
                .expect("paid"),
        );
    }
    database
        .until("select count(*) from payment where state = 'captured'", 3)
        .await;
    let all = |booking: &Booking| {
        booking
            .tickets
            .iter()
            .map(|ticket| ticket.id)
            .collect::<Vec<_>>()
    };
    let revocation = |booking: &Booking, tickets| Revocation {
        booking: booking.id,
        tickets,
        keep_seats: false,
    };
    let revocations = vec![
        revocation(&sold[0], all(&sold[0])),
        revocation(&sold[1], all(&sold[0])),
        revocation(&sold[0], all(&sold[0])),
        revocation(&sold[2], all(&sold[2])[..1].to_vec()),
    ];
    let mut connection = database.pool().acquire().await.expect("a connection");
    let batch = Batch::from_iter(&revocations);
    let outcome = store::desk::run(&mut connection, event.id, &batch)
        .await
        .expect("runs")
        .expect("there is such an event");
    let revoked = outcome.of::<Revocation>().expect("of one kind");
    assert_eq!(
        revoked,
        [
            RevocationOutcome::Refunded,
            RevocationOutcome::Unknown,
            RevocationOutcome::Unchanged,
            RevocationOutcome::Revoked
        ]
    );
    let changes = outcome.frame.expect("seats changed").changes;
    assert_eq!(
        changes,
        [0, 1, 4].map(|seat| (SeatNo(seat), SeatStatus::Available))
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_payment_for_taken_seats_is_refused_even_after_the_answer_of_its_batch_was_lost() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let (buyer, key) = (BuyerId::new(), fresh_key());
    let held = office
        .hold(buyer, event.id, &fresh_key(), seats(&[7]))
        .await
        .expect("held");
    let mut provider = database.pool().begin().await.expect("a transaction");
    sqlx::query("lock table sandbox_charge in share row exclusive mode")
        .execute(&mut *provider)
        .await
        .expect("locks");
    let token = office.sandbox_token(ACCEPTED).await.expect("a token");
    let pay = || {
        let (office, key, token, booking) = (office.clone(), key.clone(), token.clone(), held.id);
        tokio::spawn(async move { office.pay(buyer, booking, &key, &token).await })
    };
    let paying = pay();
    database
        .until("select count(*) from payment where state = 'started'", 1)
        .await;
    database
        .execute(
            "update booking set expires_at = clock_timestamp() where status = 'pending';
             update seat_status set expires_at = clock_timestamp() where status = 1",
        )
        .await;
    office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[7]))
        .await
        .expect("the seat is free again");
    // The batch commits, and its answer is lost with the connection.
    let payment = sqlx::query_scalar("select id from payment")
        .fetch_one(database.pool())
        .await
        .expect("the payment");
    let ticket = NewTicket {
        id: TicketId::new(),
        seat: SeatNo(7),
        code: "code".to_owned(),
    };
    let confirmation = Confirmation {
        payment,
        authorised: Some("reference".to_owned()),
        offers: false,
        tickets: vec![ticket],
    };
    let batch = Batch::from_iter([&confirmation]);
    let mut connection = database.pool().acquire().await.expect("a connection");
    let outcome = store::desk::run(&mut connection, event.id, &batch)
        .await
        .expect("runs")
        .expect("there is such an event");
    assert_eq!(
        outcome.of::<Confirmation>().expect("of one kind"),
        [ConfirmationOutcome::Lost(vec![SeatNo(7)])]
    );
    provider.rollback().await.expect("the provider answers");

    for told in [paying.await, pay().await] {
        let told = told.expect("joins");
        assert!(matches!(told, Err(Refusal::HoldExpired)), "{told:?}");
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}
