//! The limit of a buyer's seats of an event, and the pause of a sale.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, BuyerId, EventId, SeatNo,
    selling::{
        AreaQuantity, BestAvailable, Booking, BookingRequest, BookingStatus, IdempotencyKey,
    },
};
use store::desk::{Batch, Hold, HoldOutcome, HoldTarget};
use testing::{Hall, TestDatabase};
use tokio::task::JoinSet;

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn best(quantity: u32) -> BookingRequest {
    BookingRequest::best(BestAvailable {
        quantity,
        section: None,
        price_level: None,
        accessible: None,
    })
}

fn seats(numbers: &[u32]) -> BookingRequest {
    BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect())
}

async fn hold(
    office: &BoxOffice,
    event: EventId,
    buyer: BuyerId,
    request: BookingRequest,
) -> Result<Booking, Refusal> {
    office.hold(buyer, event, &fresh_key(), request).await
}

async fn pay(office: &BoxOffice, buyer: BuyerId, booking: BookingId) -> Booking {
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    office
        .pay(buyer, booking, &fresh_key(), &token)
        .await
        .expect("paid")
}

/// The code of a refusal.
fn code(answer: &Result<Booking, Refusal>) -> &'static str {
    answer
        .as_ref()
        .map_or_else(|refusal| refusal.problem().code.as_str(), |_| "held")
}

#[tokio::test]
async fn the_limit_of_a_buyer_counts_held_and_bought_seats() {
    let database = TestDatabase::new().await;
    let event = Hall {
        standing: 20,
        ..Hall::default()
    }
    .open(&database)
    .await
    .id;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let first = hold(&office, event, buyer, best(10)).await.expect("ten");
    let second = hold(&office, event, buyer, best(8))
        .await
        .expect("eight more");
    let refused = hold(&office, event, buyer, best(3)).await;
    assert_eq!(code(&refused), "buyer_limit");
    let problem = refused.expect_err("refused").problem();
    assert_eq!((problem.status(), problem.buyer_limit), (409, Some(20)));
    assert!(
        problem.sentence().contains("You have 18 seats")
            && problem.sentence().contains("up to 2 more"),
        "{}",
        problem.sentence()
    );
    let places = |quantity| {
        BookingRequest::area(AreaQuantity {
            area: "floor".to_owned(),
            quantity,
        })
    };
    assert_eq!(
        code(&hold(&office, event, buyer, places(3)).await),
        "buyer_limit"
    );
    hold(&office, event, BuyerId::new(), best(10))
        .await
        .expect("nobody else is concerned");

    // A repeat gets the first answer, whatever the buyer's seats by now.
    let key = fresh_key();
    let last = office
        .hold(buyer, event, &key, places(2))
        .await
        .expect("two places");
    assert_eq!(
        office
            .hold(buyer, event, &key, places(2))
            .await
            .expect("the same")
            .id,
        last.id
    );
    assert_eq!(
        code(&hold(&office, event, buyer, best(1)).await),
        "buyer_limit"
    );

    // Bought seats count, released ones do not.
    pay(&office, buyer, first.id).await;
    office.release(buyer, second.id).await.expect("released");
    assert_eq!(
        code(&hold(&office, event, buyer, best(9)).await),
        "buyer_limit"
    );
    hold(&office, event, buyer, best(8))
        .await
        .expect("as many as were released");
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn lapsed_holds_and_voided_tickets_do_not_count() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await.id;
    database.execute("update event set buyer_limit = 4").await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let held = hold(&office, event, buyer, best(2)).await.expect("two");
    let paid = pay(&office, buyer, held.id).await;
    hold(&office, event, buyer, best(2))
        .await
        .expect("two more");
    assert_eq!(
        code(&hold(&office, event, buyer, best(1)).await),
        "buyer_limit"
    );
    database
        .execute(
            "update booking set expires_at = clock_timestamp() where status = 'pending';
             update seat_status set expires_at = clock_timestamp() where status = 1",
        )
        .await;
    hold(&office, event, buyer, best(2))
        .await
        .expect("the hold has lapsed");
    office
        .revoke(event, paid.id, vec![paid.tickets[0].id], false)
        .await
        .expect("taken back");
    hold(&office, event, buyer, best(1))
        .await
        .expect("a ticket was taken back");
    assert_eq!(
        code(&hold(&office, event, buyer, best(1)).await),
        "buyer_limit"
    );
}

#[tokio::test]
async fn the_holds_of_one_batch_count_together() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await.id;
    database.execute("update event set buyer_limit = 4").await;
    let office = database.box_office().await;
    hold(&office, event, BuyerId::new(), seats(&[50]))
        .await
        .expect("held");
    let mut lock = database.pool().begin().await.expect("a transaction");
    sqlx::query("select from event_version for update")
        .execute(&mut *lock)
        .await
        .expect("the lock");
    let mut answers = JoinSet::new();
    let mut ask = async |number: usize, buyer, request| {
        let office = office.clone();
        answers.spawn(async move { (number, hold(&office, event, buyer, request).await) });
        tokio::task::yield_now().await;
    };
    let (greedy, unlucky) = (BuyerId::new(), BuyerId::new());
    // The first command gets a separate batch, which waits for the lock.
    ask(0, BuyerId::new(), seats(&[99])).await;
    database.until("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", 1).await;
    for number in 1..=5 {
        ask(number, greedy, best(2)).await;
    }
    // If the first wish fails, there is room for the second.
    ask(6, unlucky, seats(&[50, 51, 52])).await;
    ask(7, unlucky, seats(&[60, 61, 62])).await;
    ask(8, unlucky, seats(&[70, 71])).await;
    lock.commit().await.expect("unlocked");
    let mut outcomes = answers.join_all().await;
    outcomes.sort_by_key(|(number, _)| *number);
    let mut codes: Vec<&str> = outcomes.iter().map(|(_, answer)| code(answer)).collect();
    // Requests for the best seats reach the desk in any order, and each asks for the same number.
    codes[1..=5].sort_unstable();
    let limit = "buyer_limit";
    assert_eq!(
        codes,
        [
            "held",
            limit,
            limit,
            limit,
            "held",
            "held",
            "seats_taken",
            "held",
            limit
        ]
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_paused_event_takes_payments_but_no_holds() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await.id;
    let office = database.box_office().await;
    let (buyer, key) = (BuyerId::new(), fresh_key());
    let held = office
        .hold(buyer, event, &key, seats(&[7]))
        .await
        .expect("held");
    database
        .execute("update event set paused_at = clock_timestamp()")
        .await;
    let refused = hold(&office, event, buyer, seats(&[8])).await;
    assert_eq!(code(&refused), "not_on_sale");
    assert_eq!(
        office
            .hold(buyer, event, &key, seats(&[7]))
            .await
            .expect("the same answer")
            .id,
        held.id
    );
    assert_eq!(
        pay(&office, buyer, held.id).await.status,
        BookingStatus::Confirmed
    );
    database.execute("update event set paused_at = null").await;
    hold(&office, event, buyer, seats(&[8]))
        .await
        .expect("on sale again");
}

/// A query plan that the desk's connection made while there were no bookings used to read all
/// bookings of the event for each batch of returning buyers.
#[tokio::test]
async fn the_seats_of_a_buyer_are_read_by_index_however_many_bookings_the_event_has() {
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
    let mut free = (0..).map(SeatNo);
    let mut batch = |buyers: &[BuyerId]| {
        let holds = buyers.iter().map(|buyer| Hold {
            booking: BookingId::new(),
            buyer: *buyer,
            key: fresh_key(),
            fingerprint: vec![1],
            target: HoldTarget::Seats(free.by_ref().take(1).collect()),
            second: false,
            remember_refusal: true,
        });
        Batch::from_iter(&holds.collect::<Vec<_>>())
    };
    let first = [BuyerId::new()];
    let crowd: Vec<BuyerId> = (0..2_000).map(|_| BuyerId::new()).collect();
    for buyers in [&first[..], &first].into_iter().chain(crowd.chunks(500)) {
        store::desk::run(&mut connection, event, &batch(buyers))
            .await
            .expect("runs");
    }
    let mut tx = sqlx::Connection::begin(&mut *connection)
        .await
        .expect("begins");
    let before = rows_read(&mut tx).await;
    let outcome = store::desk::run(&mut tx, event, &batch(&crowd[..20]))
        .await
        .expect("runs")
        .expect("there is such an event");
    let held = outcome.of::<Hold>().expect("of one kind");
    assert!(
        held.iter().all(|hold| matches!(hold, HoldOutcome::Held(_))),
        "{held:?}"
    );
    let read = rows_read(&mut tx).await - before;
    assert!(
        read < 200,
        "twenty buyers who have a seat each: {read} rows were read"
    );
}

/// The number of rows of bookings and tickets that this connection has read.
async fn rows_read(connection: &mut sqlx::PgConnection) -> i64 {
    let sql = "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_xact_user_tables where relname ~ '^(booking|ticket)'";
    sqlx::query_scalar(sql)
        .fetch_one(connection)
        .await
        .expect("counted")
}
