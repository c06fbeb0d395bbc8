//! The sale desk commits waiting commands together, and a bad command does not affect the others.

use std::collections::HashSet;

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BuyerId, EventId, SeatNo,
    selling::{
        AreaQuantity, BestAvailable, Booking, BookingRequest, BookingStatus, IdempotencyKey,
    },
};
use sqlx::PgConnection;
use testing::{Hall, TestDatabase};
use tokio::task::JoinSet;

type Answers = JoinSet<(usize, Result<Booking, Refusal>)>;

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn seats(numbers: &[u32]) -> BookingRequest {
    BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect())
}

fn best(quantity: u32) -> BookingRequest {
    BookingRequest::best(BestAvailable {
        quantity,
        section: None,
        price_level: None,
        accessible: None,
    })
}

/// Blocks the event's desk, so that commands that arrive meanwhile go into one batch.
async fn busy_desk(database: &TestDatabase) -> store::Transaction {
    let mut lock = database.pool().begin().await.expect("a transaction");
    sqlx::query("select from event_version for update")
        .execute(&mut *lock)
        .await
        .expect("the lock");
    lock
}

/// Sends requests in this order, as the buyers with these numbers.
async fn ask(
    answers: &mut Answers,
    office: &BoxOffice,
    event: EventId,
    wishes: impl IntoIterator<Item = (usize, BookingRequest)>,
) {
    for (number, wish) in wishes {
        let office = office.clone();
        answers.spawn(async move {
            (
                number,
                office.hold(BuyerId::new(), event, &fresh_key(), wish).await,
            )
        });
        // Spawned tasks run in the order of their spawning, each until it waits for its answer.
        tokio::task::yield_now().await;
    }
}

/// The first command gets a separate batch, which waits for the lock.
async fn opened(
    answers: &mut Answers,
    database: &TestDatabase,
    office: &BoxOffice,
    event: EventId,
    seat: u32,
) {
    ask(answers, office, event, [(usize::MAX, seats(&[seat]))]).await;
    let mut connection = database.pool().acquire().await.expect("a connection");
    while waiting_backends(&mut connection).await == 0 {
        tokio::task::yield_now().await;
    }
}

async fn waiting_backends(connection: &mut PgConnection) -> i64 {
    sqlx::query_scalar("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
        .fetch_one(connection)
        .await
        .expect("a number")
}

async fn in_order(answers: Answers) -> Vec<Result<Booking, Refusal>> {
    let mut all = answers.join_all().await;
    all.sort_by_key(|(number, _)| *number);
    all.pop();
    all.into_iter().map(|(_, answer)| answer).collect()
}

#[tokio::test]
async fn commands_during_a_commit_become_one_batch_and_one_frame() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    ask(
        &mut answers,
        &office,
        event.id,
        (0..40).map(|seat| (seat as usize, seats(&[seat]))),
    )
    .await;
    lock.commit().await.expect("unlocked");
    assert!(in_order(answers).await.iter().all(Result::is_ok));
    assert_eq!(
        database.number("select v from event_version").await,
        2,
        "one version for the first, one for the forty"
    );
    assert_eq!(
        database
            .number("select cardinality(frame)::bigint from seat_log where v = 2")
            .await,
        40
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_hold_loses_to_an_earlier_one_of_its_batch_only_if_that_one_wins() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[1]))
        .await
        .expect("held");
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    // The first request cannot have seat 1, so the second gets seat 2. The fourth conflicts with
    // the third, which wins.
    ask(
        &mut answers,
        &office,
        event.id,
        [&[1, 2][..], &[2], &[5, 6], &[6, 7]]
            .map(seats)
            .into_iter()
            .enumerate(),
    )
    .await;
    lock.commit().await.expect("unlocked");
    let outcomes = in_order(answers).await;
    assert!(
        matches!(&outcomes[0], Err(Refusal::SeatsTaken { lost, .. }) if *lost == [SeatNo(1)]),
        "{:?}",
        outcomes[0]
    );
    assert!(outcomes[1].is_ok() && outcomes[2].is_ok());
    assert!(
        matches!(&outcomes[3], Err(Refusal::SeatsTaken { lost, .. }) if *lost == [SeatNo(6)]),
        "{:?}",
        outcomes[3]
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn losers_of_one_seat_get_different_offers() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    ask(
        &mut answers,
        &office,
        event.id,
        (0..20).map(|buyer| (buyer, seats(&[44]))),
    )
    .await;
    lock.commit().await.expect("unlocked");
    let outcomes = in_order(answers).await;
    let offered: Vec<SeatNo> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Err(Refusal::SeatsTaken { alternatives, .. }) => Some(alternatives.clone()),
            _ => None,
        })
        .flatten()
        .collect();
    assert_eq!(offered.len(), 19, "each loser is offered a seat");
    assert_eq!(
        offered.iter().collect::<HashSet<_>>().len(),
        19,
        "each of them another seat"
    );
}

#[tokio::test]
async fn a_thousand_buyers_of_best_seats_get_a_thousand_different_pairs_at_once() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 50,
        seats: 40,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let office = database.box_office().await;
    let mut answers = JoinSet::new();
    for _ in 0..1_000 {
        let (office, event) = (office.clone(), event.id);
        answers.spawn(async move {
            office
                .hold(BuyerId::new(), event, &fresh_key(), best(2))
                .await
                .expect("a pair")
        });
    }
    let mut taken = HashSet::new();
    for booking in answers.join_all().await {
        assert_eq!(booking.seats[0].row, booking.seats[1].row, "together");
        assert!(booking.seats.iter().all(|seat| taken.insert(seat.seat)));
    }
    assert_eq!(taken.len(), 2_000, "the hall is full to the last seat");
    assert!(matches!(
        office
            .hold(BuyerId::new(), event.id, &fresh_key(), best(1))
            .await,
        Err(Refusal::SoldOut)
    ));
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_bad_command_fails_alone() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    // A constraint that the code does not know.
    database
        .execute(
            "create function no_thirteen() returns trigger language plpgsql as $$ begin raise exception 'never seat 13'; end $$;
             create trigger no_thirteen before insert on booking_seat for each row when (new.seat_no = 13) execute function no_thirteen();",
        )
        .await;
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    ask(
        &mut answers,
        &office,
        event.id,
        (10..20).map(|seat| (seat as usize, seats(&[seat]))),
    )
    .await;
    lock.commit().await.expect("unlocked");
    let outcomes = in_order(answers).await;
    assert!(
        matches!(outcomes[3], Err(Refusal::Store(_))),
        "{:?}",
        outcomes[3]
    );
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 9);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_full_queue_refuses_further_buyers_at_once() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    ask(
        &mut answers,
        &office,
        event.id,
        (0..5_000).map(|buyer| (buyer, seats(&[7]))),
    )
    .await;
    // The desk is still waiting for the lock, so these answers can only be immediate refusals.
    let mut refused = 0;
    while refused < 900 {
        let (_, answer) = answers
            .join_next()
            .await
            .expect("an answer")
            .expect("no panic");
        assert!(matches!(answer, Err(Refusal::Busy)), "{answer:?}");
        refused += 1;
    }
    lock.commit().await.expect("unlocked");
    let rest = answers.join_all().await;
    let won = rest.iter().filter(|(_, answer)| answer.is_ok()).count();
    assert_eq!(won, 2, "seat 99 and seat 7, once each");
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn standing_spots_are_sold_in_order_until_a_request_no_longer_fits() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 10,
        standing: 10,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let office = database.box_office().await;
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    let places = |quantity| {
        BookingRequest::area(AreaQuantity {
            area: "floor".to_owned(),
            quantity,
        })
    };
    ask(
        &mut answers,
        &office,
        event.id,
        [4, 4, 4, 2].map(places).into_iter().enumerate(),
    )
    .await;
    lock.commit().await.expect("unlocked");
    let outcomes = in_order(answers).await;
    assert!(
        matches!(outcomes[2], Err(Refusal::SoldOut)),
        "the third four do not fit; the two behind them do"
    );
    assert_eq!(
        [0, 1, 3].map(|index: usize| outcomes[index]
            .as_ref()
            .map(|booking| booking.seats.len())
            .unwrap_or(0)),
        [4, 4, 2]
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn two_servers_sell_the_same_event_at_full_speed_and_never_a_seat_twice() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 40,
        seats: 25,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let offices = [database.box_office().await, database.box_office().await];
    let mut answers = JoinSet::new();
    for number in 0..600_usize {
        let (office, event) = (offices[number % 2].clone(), event.id);
        // Half of the buyers choose seats and collide; the others leave the choice to the desk.
        let wish = if number % 4 < 2 {
            best(2)
        } else {
            seats(&[(number as u32 * 7) % 1000, (number as u32 * 7 + 1) % 1000])
        };
        answers.spawn(async move { office.hold(BuyerId::new(), event, &fresh_key(), wish).await });
    }
    let mut taken = HashSet::new();
    for answer in answers.join_all().await {
        match answer {
            Ok(booking) => assert!(
                booking.seats.iter().all(|seat| taken.insert(seat.seat)),
                "a seat went twice"
            ),
            Err(Refusal::SeatsTaken { .. } | Refusal::SoldOut) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(
        database
            .number("select held::bigint from event_version")
            .await,
        taken.len() as i64
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn organisers_block_and_unblock_seats() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[3]))
        .await
        .expect("held");
    let row: Vec<SeatNo> = (0..10).map(SeatNo).collect();
    assert_eq!(
        office
            .block(event.id, row.clone(), true)
            .await
            .expect("blocked"),
        9,
        "not the one that is held"
    );
    assert!(matches!(
        office
            .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[4]))
            .await,
        Err(Refusal::SeatsTaken { .. })
    ));
    assert_eq!(office.block(event.id, row, false).await.expect("free"), 9);
    office
        .hold(BuyerId::new(), event.id, &fresh_key(), seats(&[4]))
        .await
        .expect("held");
    assert!(matches!(
        office.block(EventId(4_711), vec![SeatNo(1)], true).await,
        Err(Refusal::UnknownEvent)
    ));
    assert_eq!(database.violations().await, Vec::<String>::new());
}

/// Fills the lane of holds: the desk is waiting for the lock and cannot take them.
async fn crowd(answers: &mut Answers, office: &BoxOffice, event: EventId) {
    ask(
        answers,
        office,
        event,
        (0..5_000).map(|buyer| (buyer, seats(&[(buyer % 30) as u32]))),
    )
    .await;
}

#[tokio::test]
async fn a_crowd_of_holds_displaces_no_payment() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let mut payers = Vec::new();
    for seat in 30..90 {
        let buyer = BuyerId::new();
        payers.push((
            buyer,
            office
                .hold(buyer, event.id, &fresh_key(), seats(&[seat]))
                .await
                .expect("held")
                .id,
        ));
    }
    let (leaver, left) = payers.pop().expect("sixty");
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    crowd(&mut answers, &office, event.id).await;
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    let mut paying = JoinSet::new();
    for (buyer, booking) in payers {
        let (office, token) = (office.clone(), token.clone());
        paying.spawn(async move { office.pay(buyer, booking, &fresh_key(), &token).await });
    }
    let releasing = tokio::spawn({
        let office = office.clone();
        async move { office.release(leaver, left).await }
    });
    lock.commit().await.expect("unlocked");
    for paid in paying.join_all().await {
        assert_eq!(paid.expect("paid").status, BookingStatus::Confirmed);
    }
    assert_eq!(
        releasing.await.expect("joins").expect("released").status,
        BookingStatus::Cancelled
    );
    let crowd = answers.join_all().await;
    assert!(
        crowd
            .iter()
            .filter(|(_, answer)| matches!(answer, Err(Refusal::Busy)))
            .count()
            >= 900,
        "the crowd filled the lane of holds"
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn organisers_and_payments_come_before_holds_up_to_a_limit() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    office
        .block(event.id, vec![SeatNo(50)], true)
        .await
        .expect("blocked");
    let lock = busy_desk(&database).await;
    let mut answers = JoinSet::new();
    opened(&mut answers, &database, &office, event.id, 99).await;
    // Far more holds than fit into a batch, the last of them for a blocked seat; after them the
    // organiser unblocks it.
    ask(
        &mut answers,
        &office,
        event.id,
        (0..2_000).map(|number| (number, seats(&[(number % 30) as u32]))),
    )
    .await;
    ask(&mut answers, &office, event.id, [(2_000, seats(&[50]))]).await;
    let freeing = tokio::spawn({
        let (office, event) = (office.clone(), event.id);
        async move { office.block(event, vec![SeatNo(50)], false).await }
    });
    tokio::task::yield_now().await;
    let mut blocking = JoinSet::new();
    for _ in 0..5_000 {
        let (office, event) = (office.clone(), event.id);
        blocking.spawn(async move { office.block(event, vec![SeatNo(98)], true).await });
        tokio::task::yield_now().await;
    }
    // The desk is still waiting for the lock, so these answers can only be immediate refusals.
    for _ in 0..900 {
        assert!(matches!(
            blocking
                .join_next()
                .await
                .expect("an answer")
                .expect("joins"),
            Err(Refusal::Busy)
        ));
    }
    lock.commit().await.expect("unlocked");
    assert_eq!(freeing.await.expect("joins").expect("given free"), 1);
    let outcomes = in_order(answers).await;
    assert!(
        outcomes[2_000].is_ok(),
        "it came free first: {:?}",
        outcomes[2_000]
    );
    assert_eq!(
        outcomes.iter().filter(|outcome| outcome.is_ok()).count(),
        31,
        "each seat once"
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}
