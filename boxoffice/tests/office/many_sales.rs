//! The cost of a sale does not grow with the bookings of its event, even for a connection whose
//! query plans are older than all of them.

use domain::{BookingId, BuyerId, EventId, SeatNo, TicketId, selling::IdempotencyKey};
use sqlx::PgConnection;
use store::desk::{Batch, Begin, Confirmation, ConfirmationOutcome, Hold, HoldTarget, NewTicket};
use testing::{Hall, TestDatabase};
use uuid::Uuid;

/// A held seat.
#[derive(Clone, Copy)]
struct HeldSeat {
    booking: BookingId,
    buyer: BuyerId,
    seat: SeatNo,
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

/// Holds these seats in one batch, each for another buyer.
async fn hold(
    connection: &mut PgConnection,
    event: EventId,
    seats: impl Iterator<Item = u32>,
) -> Vec<HeldSeat> {
    let held: Vec<HeldSeat> = seats
        .map(|seat| HeldSeat {
            booking: BookingId::new(),
            buyer: BuyerId::new(),
            seat: SeatNo(seat),
        })
        .collect();
    let holds = held.iter().map(|held| Hold {
        booking: held.booking,
        buyer: held.buyer,
        key: fresh_key(),
        fingerprint: vec![1],
        target: HoldTarget::Seats(vec![held.seat]),
        second: false,
        remember_refusal: true,
    });
    store::desk::run(
        connection,
        event,
        &Batch::from_iter(&holds.collect::<Vec<_>>()),
    )
    .await
    .expect("runs");
    held
}

/// Begins to pay for all of these in one batch, sells them in the next one, and captures the money.
async fn sell(connection: &mut PgConnection, event: EventId, held: &[HeldSeat]) {
    let begins = held.iter().map(|held| Begin {
        booking: held.booking,
        buyer: held.buyer,
        payment: Uuid::now_v7(),
        provider: "elsewhere".to_owned(),
        key: fresh_key(),
        fingerprint: vec![1],
        parameters: None,
    });
    let begins: Vec<_> = begins.collect();
    store::desk::run(connection, event, &Batch::from_iter(&begins))
        .await
        .expect("runs");
    let confirmations = held.iter().zip(&begins).map(|(held, begin)| Confirmation {
        payment: begin.payment,
        authorised: Some(format!("money for {}", held.booking)),
        offers: false,
        tickets: vec![NewTicket {
            id: TicketId::new(),
            seat: held.seat,
            code: format!("the code for {}", held.booking),
        }],
    });
    let confirmations: Vec<_> = confirmations.collect();
    let outcome = store::desk::run(connection, event, &Batch::from_iter(&confirmations))
        .await
        .expect("runs")
        .expect("there is such an event");
    let confirmed = outcome.of::<Confirmation>().expect("of one kind");
    assert!(
        confirmed
            .iter()
            .all(|sale| matches!(sale, ConfirmationOutcome::Confirmed(_))),
        "{confirmed:?}"
    );
    let payments: Vec<Uuid> = begins.iter().map(|begin| begin.payment).collect();
    let captured: i32 = sqlx::query_scalar("select capture_payments($1)")
        .bind(payments)
        .fetch_one(connection)
        .await
        .expect("captured");
    assert_eq!(captured, held.len() as i32);
}

/// The number of rows of bookings, payments and tickets that this transaction has read.
async fn rows_read(connection: &mut PgConnection) -> i64 {
    let sql = "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_xact_user_tables where relname ~ '^(booking|payment|ticket)'";
    sqlx::query_scalar(sql)
        .fetch_one(connection)
        .await
        .expect("counted")
}

#[tokio::test]
async fn the_rows_of_a_sale_are_read_by_key_however_many_bookings_the_event_has() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 50,
        seats: 50,
        ..Hall::default()
    }
    .open(&database)
    .await
    .id;
    let mut connection = database.pool().acquire().await.expect("a connection");
    // The first sale makes all plans of this connection, while the tables are empty.
    let first = hold(&mut connection, event, 0..1).await;
    sell(&mut connection, event, &first).await;
    for start in (1..2_001).step_by(500) {
        let held = hold(&mut connection, event, start..start + 500).await;
        sell(&mut connection, event, &held[..250]).await;
    }
    let held = hold(&mut connection, event, 2_001..2_021).await;
    let mut tx = sqlx::Connection::begin(&mut *connection)
        .await
        .expect("begins");
    let before = rows_read(&mut tx).await;
    sell(&mut tx, event, &held).await;
    let read = rows_read(&mut tx).await - before;
    assert!(read < 1_000, "twenty sales: {read} rows were read");
    tx.commit().await.expect("committed");
    assert_eq!(database.violations().await, Vec::<String>::new());
}
