//! Sales go on while a file that names their events is imported.

use domain::{
    BuyerId, EventId, SeatNo,
    import::{NewEvent, read_events},
    selling::BookingRequest,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, raw_sql};
use store::Transaction;
use store::import::{EventsPut, ImportError, ImportOptions, Importer, put_events};
use store::operator_actions::{Operator, of_event};
use testing::{Hall, TestDatabase, TestEvent};
use tokio::task::JoinHandle;

/// Connections of this database that wait for a lock.
const WAITING: &str = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

/// A file that changes an event on sale: another title, and the last seat blocked.
fn told(event: &TestEvent) -> Value {
    json!({
        "slug": event.slug, "title": "A better evening", "category": "concert", "venue": "Town Hall", "starts_at": "2031-07-05T19:30",
        "duration_minutes": 75,
        "price_levels": [
            {"name": "Front", "color": "#f4f1c3", "price": {"amount": 6500, "currency": "EUR"}, "rows": [{"section": "Stalls", "rows": ["1"]}]},
            {"name": "Other", "color": "#4bc8d5", "price": {"amount": 2500, "currency": "EUR"}}
        ],
        "blocked": {"seats": [{"section": "Stalls", "row": "10", "numbers": ["10"]}]}
    })
}

fn file(events: Value) -> Vec<NewEvent> {
    read_events(&json!({ "events": events }).to_string())
        .expect("a good file")
        .value
}

fn import(database: &TestDatabase, events: Value) -> JoinHandle<Result<EventsPut, ImportError>> {
    let (pool, events) = (database.pool().clone(), file(events));
    let by = Importer {
        operator: Operator {
            who: "anna".to_owned(),
            origin: "desk-1".to_owned(),
        },
        file: "season.json".to_owned(),
    };
    let options = ImportOptions {
        by: Some(by),
        ..ImportOptions::default()
    };
    tokio::spawn(async move { put_events(&pool, &events, &options, &mut |_| {}).await })
}

/// Locks the version of an event, as a batch of its sale desk does.
async fn desk_of(database: &TestDatabase, event: EventId) -> Transaction {
    let mut desk = database.pool().begin().await.expect("a transaction");
    execute(
        &mut desk,
        format!("select from event_version where event_id = {event} for no key update"),
    )
    .await;
    desk
}

async fn execute(desk: &mut Transaction, sql: String) {
    raw_sql(AssertSqlSafe(sql))
        .execute(&mut **desk)
        .await
        .expect("the desk is not disturbed");
}

async fn hold(database: &TestDatabase, event: EventId, seat: u32) {
    let key = "k".parse().expect("a key");
    let office = database.box_office().await;
    office
        .hold(
            BuyerId::new(),
            event,
            &key,
            BookingRequest::seats(vec![SeatNo(seat)]),
        )
        .await
        .expect("held");
}

#[tokio::test]
async fn seats_can_be_held_during_an_import_that_changed_their_event() {
    let database = TestDatabase::new().await;
    let (first, second) = (
        Hall::default().open(&database).await,
        Hall::default().open(&database).await,
    );
    // The import stops at the second event while this desk is at work.
    let desk = desk_of(&database, second.id).await;
    let import = import(&database, json!([told(&first), told(&second)]));
    database.until(WAITING, 1).await;
    hold(&database, first.id, 0).await;
    assert!(!import.is_finished(), "the import is still under way");
    desk.commit().await.expect("the desk has done its batch");
    assert_eq!(import.await.expect("it runs").expect("imported").updated, 2);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_import_that_waits_for_a_desk_holds_nothing_that_the_desk_needs() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let mut desk = desk_of(&database, event.id).await;
    let import = import(&database, json!([told(&event)]));
    database.until(WAITING, 1).await;
    // The lock that the foreign keys of a booking take.
    execute(
        &mut desk,
        format!(
            "set local lock_timeout = '2s'; select from event where id = {} for key share",
            event.id
        ),
    )
    .await;
    execute(
        &mut desk,
        format!(
            "select from price_level where event_id = {} for key share",
            event.id
        ),
    )
    .await;
    desk.commit().await.expect("the desk has done its batch");
    let put = import.await.expect("it runs").expect("imported");
    assert_eq!(put.updated, 1);
    assert_eq!(
        database
            .number("select blocked::bigint from event_version")
            .await,
        1
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_import_that_stops_says_how_many_events_it_wrote_and_a_repeat_continues() {
    let database = TestDatabase::new().await;
    let (first, second) = (
        Hall::default().open(&database).await,
        Hall::default().open(&database).await,
    );
    let mut desk = desk_of(&database, second.id).await;
    let events = json!([told(&first), told(&second)]);
    let stopped = import(&database, events.clone());
    database.until(WAITING, 1).await;
    // A sale at a level that the file leaves out, made after the check of the file.
    let (event, level) = (second.id, second.levels[1].0);
    let ids = "values ('018f0000-0000-7000-8000-000000000001'::uuid, '018f0000-0000-7000-8000-000000000002'::uuid)";
    execute(
        &mut desk,
        format!(
            "insert into booking (event_id, id, buyer_id, status, expires_at, amount, currency)
             select {event}, column1, column2, 'cancelled', now(), 3000, 'EUR' from ({ids}) ids;
             insert into booking_seat (event_id, booking_id, seat_no, price_level_id, amount)
             select {event}, column1, 99, {level}, 3000 from ({ids}) ids"
        ),
    )
    .await;
    desk.commit().await.expect("the desk has done its batch");
    match stopped.await.expect("it runs") {
        Err(ImportError::Stopped {
            written: 1,
            total: 2,
            cause,
        }) => {
            assert_eq!(
                cause.to_string(),
                "number of faults: 1; the first: /events/1/price_levels: seats were booked at `Back`, so it cannot be left out"
            );
        }
        other => panic!("it stopped after the first event: {other:?}"),
    }
    assert_eq!(
        database
            .number("select count(*) from event where title = 'A better evening'")
            .await,
        1
    );

    let mut repaired = events;
    repaired[1]["price_levels"][1]["name"] = json!("Back");
    let put = import(&database, repaired)
        .await
        .expect("it runs")
        .expect("imported");
    assert_eq!((put.updated, put.unchanged), (1, 1));
    for event in [first.id, second.id] {
        let recorded = of_event(database.pool(), event).await.expect("a record");
        let recorded: Vec<_> = recorded
            .iter()
            .map(|row| {
                (
                    row.who.as_str(),
                    row.origin.as_str(),
                    row.action.as_str(),
                    &row.details,
                )
            })
            .collect();
        assert_eq!(
            recorded,
            [(
                "anna",
                "desk-1",
                "import",
                &json!({"file": "season.json", "event": "changed"})
            )]
        );
    }
}

#[tokio::test]
async fn each_field_of_a_file_changes_the_event() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let before = told(&event);
    import(&database, json!([before]))
        .await
        .expect("it runs")
        .expect("imported");
    let changes = [
        ("title", json!("Another evening")),
        ("category", json!("opera")),
        ("description", json!("With words.")),
        ("starts_at", json!("2031-07-06T19:30")),
        ("duration_minutes", json!(90)),
        ("on_sale_at", json!("2030-07-06T19:30")),
        ("series", json!("Evenings")),
        (
            "performers",
            json!([{"name": "Anna Berg", "role": "Soprano"}]),
        ),
        ("hold_seconds", json!(120)),
        ("max_seats", json!(4)),
        ("avoid_single_seats", json!(true)),
        ("hold_extension", json!(false)),
        (
            "blocked",
            json!({"rows": [{"section": "Stalls", "rows": ["9"]}]}),
        ),
    ];
    let mut file = before;
    for (field, value) in changes {
        file[field] = value;
        let put = import(&database, json!([file]))
            .await
            .expect("it runs")
            .expect("imported");
        assert_eq!((put.updated, put.unchanged), (1, 0), "{field}");
        let again = import(&database, json!([file]))
            .await
            .expect("it runs")
            .expect("imported");
        assert_eq!((again.updated, again.unchanged), (0, 1), "{field} again");
    }
}

#[tokio::test]
async fn the_record_of_operators_actions_is_insert_only() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    import(&database, json!([told(&event)]))
        .await
        .expect("it runs")
        .expect("imported");
    for change in [
        "delete from operator_action",
        "update operator_action set who = 'bert'",
        "truncate operator_action",
    ] {
        let refused = database
            .try_execute(change)
            .await
            .expect_err(change)
            .to_string();
        assert!(refused.contains("insert-only"), "{change}: {refused}");
    }
    assert_eq!(
        database
            .number("select count(*) from operator_action where who = 'anna'")
            .await,
        1
    );
}
