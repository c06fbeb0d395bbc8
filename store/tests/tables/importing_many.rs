//! A season of events, whose import stops half-way and is repeated.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::import::{NewEvent, PlanFormat, VenueDetails, read_events, read_plan};
use serde_json::{Value, json};
use store::import::{EventsPut, ImportError, ImportMode, ImportOptions, put_events, put_plan};
use testing::TestDatabase;
use tokio::{sync::Notify, task::JoinHandle};

const ROWS: &str = "floor,zone,row,start,end\nGround,Stalls,1,1,10\nGround,Stalls,2,11,20\n";

/// The number of events in each venue, of each series and of each performer.
const EVENING: usize = 100;

/// The repeat may take this many times as long as the import that stopped half-way. Both check
/// every event. The repeat writes one half and compares the other.
const LONGER: u32 = 3;

/// The time that other tests on the same machine may cost.
const NOISE: Duration = Duration::from_secs(5);

/// The name of a house.
fn house(number: usize) -> String {
    format!("House {number}")
}

/// This many events: a hundred in each venue.
fn season(count: usize) -> Vec<NewEvent> {
    let event = |number: usize| {
        let (day, month) = (number % 28 + 1, number / 28 % 12 + 1);
        json!({
            "title": format!("Evening {number}"), "category": "concert", "venue": house(number / EVENING),
            "starts_at": format!("2098-{month:02}-{day:02}T19:30"), "duration_minutes": 90, "series": format!("Series {}", number % EVENING),
            "performers": [{"name": format!("Player {}", number % EVENING)}, {"name": format!("Singer {}", number / EVENING)}],
            "price_levels": [{"name": "All", "color": "#336699", "price": {"amount": 4500, "currency": "EUR"}}]
        })
    };
    let events: Vec<Value> = (0..count).map(event).collect();
    read_events(&json!({ "events": events }).to_string())
        .expect("a good file")
        .value
}

/// Imports. Notifies `half` when half of the events are written.
fn import(
    database: &TestDatabase,
    events: Vec<NewEvent>,
    half: Arc<Notify>,
) -> JoinHandle<Result<EventsPut, ImportError>> {
    let pool = database.pool().clone();
    tokio::spawn(async move {
        let mut progress = move |progress: store::import::Progress| {
            if progress.step == "Events" && progress.done * 2 >= progress.total {
                half.notify_one();
            }
        };
        put_events(&pool, &events, &ImportOptions::default(), &mut progress).await
    })
}

/// `FRONTROW_TEST_CASES` sets how many events there are.
#[tokio::test]
async fn an_import_after_a_stopped_import_is_as_fast_as_the_first() {
    let count = testing::cases(300) as usize;
    let database = TestDatabase::new().await;
    let plan = read_plan(ROWS, PlanFormat::Rows, "Hall")
        .expect("a good file")
        .value;
    for number in 0..count.div_ceil(EVENING) {
        let details = VenueDetails {
            timezone: Some("Europe/Helsinki".to_owned()),
            ..VenueDetails::default()
        };
        put_plan(
            database.pool(),
            &house(number),
            &plan,
            details,
            ImportMode::Do,
        )
        .await
        .expect("a plan");
    }
    // Autovacuum does the same in a new shop: the planner then relies on empty tables.
    database.execute("analyze").await;

    let half = Arc::new(Notify::new());
    let began = Instant::now();
    let stopped = import(&database, season(count), half.clone());
    half.notified().await;
    let first = began.elapsed();
    stopped.abort();
    assert!(
        stopped.await.is_err_and(|end| end.is_cancelled()),
        "it was stopped"
    );
    let there = database.number("select count(*) from event").await;
    assert!(
        there * 2 >= count as i64 && there < count as i64,
        "{there} of {count} events are there"
    );

    let began = Instant::now();
    let put = import(&database, season(count), Arc::default())
        .await
        .expect("it runs")
        .expect("imported");
    let second = began.elapsed();
    println!(
        "{count} events: half of them in {first:.1?}, and the whole file again in {second:.1?}"
    );
    assert!(
        second < first * LONGER + NOISE,
        "half of {count} events took {first:?}, the repeat {second:?}"
    );
    assert_eq!((put.created + put.unchanged) as usize, count);
    assert!(i64::from(put.unchanged) >= there);
    assert_eq!(
        database.number("select count(*) from event").await,
        count as i64
    );
    assert_eq!(
        database
            .number("select count(*) from event_version where available = 20")
            .await,
        count as i64
    );
    assert_eq!(
        database
            .number("select count(*) from search_document")
            .await,
        count as i64
    );
    assert_eq!(
        database.number("select count(*) from seat_status").await,
        count as i64 * 20
    );
}
