//! Imports names, times and changes of the real world: which event a file means, when it begins,
//! and which changes are allowed.

mod changes;
mod names;
mod seats;
mod times;
mod venues;

use domain::{
    BuyerId, SeatNo, TicketId,
    import::{Fault, PlanFormat, VenueDetails, read_events, read_plan},
};
use serde_json::{Value, json};
use store::import::{
    EventsPut, ImportError, ImportMode, ImportOptions, ImportedSale, add_sales, put_events,
    put_plan,
};
use testing::TestDatabase;
use time::OffsetDateTime;

const ROWS: &str = "floor,zone,row,start,end\nGround,Stalls,1,1,10\nGround,Stalls,2,1,10\n";

/// A database with venues of these names in Helsinki's time zone.
async fn houses(names: &[&str]) -> TestDatabase {
    let database = TestDatabase::new().await;
    for name in names {
        house(&database, name, details()).await.expect("a house");
    }
    database
}

fn details() -> VenueDetails {
    VenueDetails {
        city: Some("Lahti".to_owned()),
        timezone: Some("Europe/Helsinki".to_owned()),
        ..VenueDetails::default()
    }
}

async fn house(
    database: &TestDatabase,
    name: &str,
    details: VenueDetails,
) -> Result<store::import::PlanPut, ImportError> {
    let plan = read_plan(ROWS, PlanFormat::Rows, "Hall")
        .expect("a good file")
        .value;
    put_plan(database.pool(), name, &plan, details, ImportMode::Do).await
}

fn event(title: &str, venue: &str, starts_at: &str) -> Value {
    json!({
        "title": title, "category": "concert", "venue": venue, "starts_at": starts_at, "duration_minutes": 90,
        "price_levels": [{"name": "All", "color": "#336699", "price": {"amount": 4500, "currency": "EUR"}}]
    })
}

async fn import_with(
    database: &TestDatabase,
    events: &[Value],
    options: &ImportOptions,
) -> Result<EventsPut, ImportError> {
    let events = read_events(&json!({ "events": events }).to_string())
        .expect("a good file")
        .value;
    put_events(database.pool(), &events, options, &mut |_| {}).await
}

async fn import(database: &TestDatabase, events: &[Value]) -> EventsPut {
    import_with(database, events, &ImportOptions::default())
        .await
        .expect("imported")
}

fn faults<T: std::fmt::Debug>(result: Result<T, ImportError>) -> Vec<String> {
    match result.expect_err("it is refused") {
        ImportError::Faults(faults) => faults.iter().map(Fault::to_string).collect(),
        other => panic!("{other}"),
    }
}

/// Sells a seat of the event with this slug.
async fn sell(database: &TestDatabase, slug: &str, seat: u32) {
    let id = database
        .number(&format!(
            "select id::bigint from event where slug = '{slug}'"
        ))
        .await;
    let ticket = (
        SeatNo(seat),
        TicketId::new(),
        format!("code of {slug} {seat}"),
    );
    let sale = ImportedSale {
        buyer: BuyerId::new(),
        at: OffsetDateTime::now_utc(),
        tickets: vec![ticket],
    };
    add_sales(database.pool(), domain::EventId(id as i32), &[sale])
        .await
        .expect("sold");
}

fn counts(put: &EventsPut) -> (u32, u32, u32) {
    (put.created, put.updated, put.unchanged)
}
