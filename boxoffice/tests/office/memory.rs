//! A server's memory: thanks to it, reads do not delay sales.

use std::time::Duration;

use boxoffice::{BoxOffice, Refusal};
use bytes::Bytes;
use domain::{
    BuyerId, SeatNo,
    catalogue::EventFilter,
    plan::PlanHash,
    selling::{BookingRequest, IdempotencyKey},
};
use futures::future::join_all;
use sqlx::{Connection as _, PgConnection};
use store::{EventKey, StoreConnection};
use testing::{Hall, TestDatabase};
use tokio::{task::JoinHandle, time::timeout};
use tokio_stream::StreamExt;

/// The longest wait: longer than anything here takes, and shorter than any wait for a connection or
/// a lock.
const PATIENCE: Duration = Duration::from_secs(5);

fn key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn seats(seats: impl IntoIterator<Item = u32>) -> BookingRequest {
    BookingRequest::seats(seats.into_iter().map(SeatNo).collect())
}

/// The connections that listen to this database.
const LISTENERS: &str = "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen%'";

/// Takes every connection of a server's pages, as a crowd of page views would.
async fn take_connections(office: &BoxOffice) -> Vec<StoreConnection> {
    let most = office.pool().max_connections() as usize;
    let all_taken = async {
        let mut taken = Vec::new();
        while taken.len() < most {
            taken.push(office.pool().acquire().await.expect("a connection"));
        }
        taken
    };
    timeout(PATIENCE, all_taken)
        .await
        .expect("the server's tasks give theirs back")
}

/// Ends every listening connection as soon as it appears, until it is aborted.
async fn deafen(database: &TestDatabase) -> JoinHandle<()> {
    let mut connection = PgConnection::connect(database.url())
        .await
        .expect("a connection");
    tokio::spawn(async move {
        let sql = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'";
        while sqlx::query(sql).execute(&mut connection).await.is_ok() {
            tokio::task::yield_now().await;
        }
    })
}

#[tokio::test]
async fn a_hold_does_not_wait_for_connections_of_the_pages() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let _taken = take_connections(&office).await;
    let (buyer, key) = (BuyerId::new(), key());
    let hold = async || timeout(PATIENCE, office.hold(buyer, event.id, &key, seats([7]))).await;
    let booking = hold()
        .await
        .expect("the first hold of an event reads its plan")
        .expect("held");
    assert_eq!(
        hold()
            .await
            .expect("a repeated one reads its booking")
            .expect("the same")
            .id,
        booking.id
    );
    assert_eq!(
        timeout(PATIENCE, office.availability(event.id))
            .await
            .expect("a hall is read")
            .expect("an event")
            .held,
        1
    );
    timeout(PATIENCE, office.release(buyer, booking.id))
        .await
        .expect("a release waits for no page")
        .expect("released");
}

#[tokio::test]
async fn a_plan_in_memory_is_used_while_a_newer_one_is_read() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let old = office.plan(event.id).await.expect("a plan");
    database
        .execute("update event set max_seats = 3, revision = revision + 1")
        .await;
    let lock = database.lock("event").await;
    // The notice came before the lock, so the reading of the newer plan is now blocked.
    for _ in 0..100 {
        let plan = timeout(PATIENCE, office.plan(event.id))
            .await
            .expect("nobody waits for the reading")
            .expect("a plan");
        assert_eq!(plan.hash, old.hash);
        tokio::task::yield_now().await;
    }
    lock.release().await;
    let changed = async {
        while office.plan(event.id).await.expect("a plan").max_seats != 3 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(30), changed)
        .await
        .expect("the newer plan comes into use");
}

#[tokio::test]
async fn a_plan_stays_in_memory_until_it_changes() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    // Until the server receives notices, it compares its memory with the database.
    database.until(LISTENERS, 1).await;
    let settled = async {
        loop {
            let (first, again) = (
                office.plan(event.id).await.expect("a plan"),
                office.plan(event.id).await.expect("a plan"),
            );
            if first.ranges.as_ptr() == again.ranges.as_ptr() {
                return first;
            }
        }
    };
    let first = timeout(Duration::from_secs(30), settled)
        .await
        .expect("a plan in memory");
    database
        .execute(
            "update event set title = 'Another evening'; update venue set name = 'Another hall'",
        )
        .await;
    let page = async || {
        office
            .event_page(&EventKey::Id(event.id))
            .await
            .expect("a page")
            .expect("an event")
    };
    let seen = async {
        while page().await.event.summary.venue.name != "Another hall" {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(30), seen)
        .await
        .expect("the notice of the change is heard");
    let again = office.plan(event.id).await.expect("a plan");
    assert!(
        std::sync::Arc::ptr_eq(&first.index, &again.index),
        "the seating plan is the same one in memory"
    );
}

#[tokio::test]
async fn another_event_in_the_same_hall_reads_its_terms_but_not_the_seating_plan() {
    let database = TestDatabase::new().await;
    let (event, other) = (
        Hall::default().open(&database).await,
        Hall::default().open(&database).await,
    );
    let office = database.box_office().await;
    let plan = office.plan(event.id).await.expect("a plan");
    let lock = database.lock("seating_plan").await;
    let key = key();
    let hold = office.hold(BuyerId::new(), other.id, &key, seats([7]));
    let booking = timeout(PATIENCE, hold)
        .await
        .expect("the seating plan is in memory")
        .expect("held");
    assert_eq!(booking.total.amount, 6_000, "at the price of its own event");
    lock.release().await;
    let same = office.plan(other.id).await.expect("a plan");
    assert!(std::sync::Arc::ptr_eq(&plan.index, &same.index));
    assert_eq!(
        (same.event, same.levels.len(), same.ranges.len()),
        (other.id, 2, 2)
    );
    assert_eq!(same.level_of(SeatNo(7)), Some(other.levels[0]));
    assert_eq!(same.level_of(SeatNo(99)), Some(other.levels[1]));
    assert_eq!(same.levels[&other.levels[1]].price.amount, 3_000);
}

#[tokio::test]
async fn a_hold_of_named_seats_does_not_wait_for_a_hall_to_load() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    office.plan(event.id).await.expect("a plan");
    let lock = database.lock("seating_plan").await;
    let hash: PlanHash = event.plan_hash.parse().expect("a hash");
    // These calls take every connection that loads halls, and take it again after their wait times
    // out.
    let crowd: Vec<_> = (0..8)
        .map(|_| {
            let (office, hash) = (office.clone(), hash.clone());
            tokio::spawn(async move { while office.plan_to_send(&hash).await.is_err() {} })
        })
        .collect();
    let wait = "select least(count(*), 4) from pg_locks l join pg_stat_activity a using (pid)
                where a.datname = current_database() and a.application_name = 'frontrow memory'
                and l.relation = 'seating_plan'::regclass and not l.granted";
    database.until(wait, 4).await;
    let key = key();
    let hold = office.hold(BuyerId::new(), event.id, &key, seats([7]));
    timeout(PATIENCE, hold)
        .await
        .expect("no statuses are needed")
        .expect("held");
    lock.release().await;
    assert!(join_all(crowd).await.iter().all(Result::is_ok));
    assert_eq!(
        office.availability(event.id).await.expect("an event").held,
        1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hall_that_loads_during_a_hold_shows_the_seats_as_soon_as_the_buyer_has_the_answer() {
    let database = TestDatabase::new().await;
    let mut events = Vec::new();
    for _ in 0..20 {
        events.push(Hall::default().open(&database).await.id);
    }
    let office = database.box_office().await;
    // From now on the shown seats come from memory, without a comparison.
    database.until(LISTENERS, 1).await;
    for event in events {
        let key = key();
        let hold = office.hold(BuyerId::new(), event, &key, seats([7, 8]));
        let (held, read) = tokio::join!(hold, office.availability(event));
        held.expect("held");
        read.expect("an event");
        assert_eq!(office.availability(event).await.expect("an event").held, 2);
    }
}

#[tokio::test]
async fn the_page_of_an_event_does_not_load_a_hall_to_count_its_seats() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let there = database.box_office().await;
    there
        .hold(BuyerId::new(), event.id, &key(), seats([7]))
        .await
        .expect("held");
    let here = database.box_office().await;
    let page = async || {
        here.event_page(&EventKey::Id(event.id))
            .await
            .expect("a page")
            .expect("an event")
    };
    let lock = database.lock("seat_status").await;
    let cold = timeout(PATIENCE, page())
        .await
        .expect("a page that waits for no hall");
    assert_eq!(
        (
            cold.availability.available,
            cold.availability.held,
            cold.event.summary.seats_available
        ),
        (99, 1, 99)
    );
    lock.release().await;
    // In memory the counts are as new as the seat map.
    here.availability(event.id).await.expect("in memory");
    here.hold(BuyerId::new(), event.id, &key(), seats([8]))
        .await
        .expect("held");
    assert_eq!(page().await.availability.held, 2);
}

#[tokio::test]
async fn the_next_page_of_an_event_counts_this_servers_holds_even_if_it_is_not_in_memory() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let page = async || {
        office
            .event_page(&EventKey::Id(event.id))
            .await
            .expect("a page")
            .expect("an event")
    };
    assert_eq!(page().await.availability.held, 0);
    for seat in [7, 8] {
        office
            .hold(BuyerId::new(), event.id, &key(), seats([seat]))
            .await
            .expect("held");
        let lock = database.lock("seat_status").await;
        let next = timeout(PATIENCE, page())
            .await
            .expect("a page that waits for no hall");
        assert_eq!(next.availability.held, seat - 6);
        lock.release().await;
    }
}

#[tokio::test]
async fn a_server_without_notices_compares_versions_and_loads_no_hall() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let here = database.box_office().await;
    database.until(LISTENERS, 1).await;
    here.availability(event.id).await.expect("in memory");
    let deaf = deafen(&database).await;
    let there = database.box_office().await;
    there
        .hold(BuyerId::new(), event.id, &key(), seats([7]))
        .await
        .expect("held");
    let lock = database.lock("seat_status").await;
    let seen = async {
        while here.availability(event.id).await.expect("an answer").held != 1 {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, seen)
        .await
        .expect("the hold of the other server is seen, without a reading of the hall");
    // Concurrent callers share a comparison, so a crowd takes no longer than one caller.
    let crowd = join_all((0..2_000).map(|_| here.availability(event.id)));
    let answers = timeout(PATIENCE, crowd).await.expect("a crowd is answered");
    assert!(
        answers
            .into_iter()
            .all(|answer| answer.expect("an answer").held == 1)
    );
    lock.release().await;
    deaf.abort();
}

/// The messages that a returning watcher gets until it has this version.
async fn sent(
    office: &BoxOffice,
    event: domain::EventId,
    since: Option<domain::live::Position>,
    version: i64,
) -> Vec<Bytes> {
    let mut stream = office.watch(event, since).await.expect("watches");
    let mut sent = Vec::new();
    loop {
        let message = timeout(PATIENCE, stream.next())
            .await
            .expect("the stream goes on")
            .expect("a message");
        let text = String::from_utf8(message.to_vec()).expect("text");
        sent.push(message);
        if text
            .lines()
            .any(|line| line.starts_with("id: ") && line.ends_with(&format!("-{version}")))
        {
            return sent;
        }
    }
}

#[tokio::test]
async fn resuming_after_many_versions_costs_no_more_than_a_snapshot() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 40,
        seats: 50,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let office = database.box_office().await;
    let start = store::seats::position(database.pool(), event.id)
        .await
        .expect("asks")
        .expect("on sale");
    // A watcher from the beginning ensures that each version was published.
    let mut told = office.watch(event.id, Some(start)).await.expect("watches");
    for first in (0..1_970).step_by(10) {
        office
            .hold(BuyerId::new(), event.id, &key(), seats(first..first + 10))
            .await
            .expect("held");
    }
    let now = store::seats::position(database.pool(), event.id)
        .await
        .expect("asks")
        .expect("on sale")
        .version;
    let all_told = async {
        loop {
            let message = told.next().await.expect("a message");
            if String::from_utf8(message.to_vec())
                .expect("text")
                .contains(&format!("-{now}\n"))
            {
                return;
            }
        }
    };
    timeout(Duration::from_secs(30), all_told)
        .await
        .expect("the last version is told");
    let snapshot: usize = sent(&office, event.id, None, now)
        .await
        .iter()
        .map(Bytes::len)
        .sum();
    let resumed = sent(&office, event.id, Some(start), now).await;
    let bytes: usize = resumed.iter().map(Bytes::len).sum();
    assert!(
        bytes <= snapshot.max(1_400),
        "{bytes} bytes where a snapshot has {snapshot}"
    );
    let again = sent(&office, event.id, Some(start), now).await;
    assert!(
        resumed
            .iter()
            .zip(&again)
            .all(|(one, other)| one.as_ptr() == other.as_ptr()),
        "two who come back share the bytes"
    );
}

#[tokio::test]
async fn searches_do_not_wait_for_pages_and_holds_do_not_wait_for_searches() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let all = EventFilter {
        limit: 10,
        ..EventFilter::default()
    };
    database.until(LISTENERS, 1).await;
    {
        let _taken = take_connections(&office).await;
        let found = timeout(PATIENCE, office.events(&all))
            .await
            .expect("a search has connections of its own")
            .expect("a list");
        assert_eq!(found.events.len(), 1);
    }
    let lock = database.lock("search_document").await;
    let search = |number: u32| {
        let filter = EventFilter {
            q: Some(format!("evening{number}")),
            ..all.clone()
        };
        let office = office.clone();
        async move { office.events(&filter).await.map(drop) }
    };
    // More searches than connections for them. Each keeps its connection for the time limit of a
    // search.
    let crowd = tokio::spawn(join_all((0..testing::cases(12)).map(search)));
    let key = key();
    let hold = office.hold(BuyerId::new(), event.id, &key, seats([7]));
    timeout(PATIENCE, hold)
        .await
        .expect("a hold waits for no search")
        .expect("held");
    let answers = timeout(Duration::from_secs(60), crowd)
        .await
        .expect("each search ends")
        .expect("no search breaks");
    assert!(
        answers
            .iter()
            .all(|answer| matches!(answer, Err(Refusal::SearchBusy))),
        "{answers:?}"
    );
    lock.release().await;
    office.events(&all).await.expect("a list");
}

#[tokio::test]
async fn a_hall_loads_while_a_crowd_of_releases_waits_for_its_bookings() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let other = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let buyer = BuyerId::new();
    let booking = office
        .hold(buyer, event.id, &key(), seats([7]))
        .await
        .expect("held")
        .id;
    let mut connection = PgConnection::connect(database.url())
        .await
        .expect("a connection");
    let mut slow = connection.begin().await.expect("a transaction");
    sqlx::query("lock table booking in access exclusive mode")
        .execute(&mut *slow)
        .await
        .expect("locks");
    let crowd: Vec<_> = (0..40)
        .map(|_| {
            tokio::spawn({
                let office = office.clone();
                // Each repeats until it succeeds, so there is a crowd as long as the table is
                // locked.
                async move { while office.release(buyer, booking).await.is_err() {} }
            })
        })
        .collect();
    // This query runs outside of the locking transaction, which would see the connections as of its
    // first query.
    let wait = "select least(count(*), 4) from pg_locks l join pg_stat_activity a using (pid)
                where a.datname = current_database() and a.application_name in ('frontrow memory', 'frontrow booking')
                and l.relation = 'booking'::regclass and not l.granted";
    database.until(wait, 4).await;
    let seats = timeout(PATIENCE, office.seats(other.id))
        .await
        .expect("a hall that nobody has asked for yet is read");
    assert!(!seats.expect("an event").seats.is_empty());
    slow.rollback().await.expect("unlocks");
    let released = timeout(Duration::from_secs(60), join_all(crowd))
        .await
        .expect("all have released");
    assert!(released.iter().all(Result::is_ok));
}
