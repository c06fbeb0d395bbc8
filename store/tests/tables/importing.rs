//! Imports plans and events into a real database.

use domain::{
    BuyerId, SeatNo,
    import::{Fault, PlanFormat, VenueDetails, read_events, read_plan},
    selling::{BookingRequest, RepriceRequest, SeatPriceType},
};
use serde_json::{Value, json};
use store::import::{
    EventsPut, ImportError, ImportMode, ImportOptions, PlanPut, put_events, put_plan,
};
use testing::TestDatabase;

const ROWS: &str = "floor,zone,row,start,end\nGround,Stalls,1,1,10\nGround,Stalls,2,11,22\nUpper,Balcony,1,23,40\n";

async fn plan(database: &TestDatabase, venue: &str, text: &str) -> Result<PlanPut, ImportError> {
    let format = PlanFormat::guess("", text);
    let plan = read_plan(text, format, "Hall").expect("a good file").value;
    let details = VenueDetails {
        city: Some("Lahti".to_owned()),
        timezone: Some("Europe/Helsinki".to_owned()),
        ..VenueDetails::default()
    };
    put_plan(database.pool(), venue, &plan, details, ImportMode::Do).await
}

async fn events(database: &TestDatabase, file: &Value) -> Result<EventsPut, ImportError> {
    let events = read_events(&file.to_string()).expect("a good file").value;
    put_events(
        database.pool(),
        &events,
        &ImportOptions::default(),
        &mut |_| {},
    )
    .await
}

fn faults<T: std::fmt::Debug>(result: Result<T, ImportError>) -> Vec<String> {
    match result.expect_err("it is refused") {
        ImportError::Faults(faults) => faults.iter().map(Fault::to_string).collect(),
        ImportError::Store(error) => panic!("{error}"),
        stopped @ ImportError::Stopped { .. } => panic!("{stopped}"),
    }
}

fn evening() -> Value {
    json!({
        "title": "Winter Journey", "category": "concert", "venue": "Town Hall", "starts_at": "2027-07-05T19:30", "duration_minutes": 75,
        "series": "Songs", "performers": [{"name": "Anna Berg", "role": "Soprano"}],
        "price_levels": [
            {"name": "Front", "color": "#f4f1c3", "price": {"amount": 6500, "currency": "EUR"}, "rows": [{"section": "Stalls", "rows": ["1"]}]},
            {"name": "Other", "color": "#4bc8d5", "price": {"amount": 2500, "currency": "EUR"}}
        ],
        "blocked": {"seats": [{"section": "Balcony", "row": "1", "numbers": ["23", "24"]}]}
    })
}

#[tokio::test]
async fn a_plan_creates_its_venue_and_is_stored_once() {
    let database = TestDatabase::new().await;
    let first = plan(&database, "Town Hall", ROWS).await.expect("a plan");
    assert_eq!(
        (
            first.venue_slug.as_str(),
            first.venue_created,
            first.plan_created,
            first.seats
        ),
        ("town-hall", true, true, 40)
    );
    let again = plan(&database, "town hall", ROWS)
        .await
        .expect("the same plan");
    assert_eq!(
        (again.venue_created, again.plan_created, again.hash),
        (false, false, first.hash.clone())
    );
    let elsewhere = plan(&database, "Village Hall", ROWS)
        .await
        .expect("the plan of another house");
    assert!(elsewhere.plan_created && elsewhere.hash != first.hash);
    assert_eq!(
        database.number("select count(*) from seating_plan").await,
        2
    );
}

#[tokio::test]
async fn the_same_plan_imported_twice_at_once_makes_one_venue() {
    let database = TestDatabase::new().await;
    let (first, second) = tokio::join!(
        plan(&database, "Town Hall", ROWS),
        plan(&database, "Town Hall", ROWS)
    );
    let (first, second) = (first.expect("one of them"), second.expect("the other"));
    assert_eq!(first.hash, second.hash);
    assert!(
        first.venue_created != second.venue_created && first.plan_created != second.plan_created,
        "{first:?} {second:?}"
    );
}

#[tokio::test]
async fn invalid_details_of_a_venue_are_refused() {
    let database = TestDatabase::new().await;
    let read = read_plan(ROWS, PlanFormat::Rows, "Hall")
        .expect("a good file")
        .value;
    let details = VenueDetails {
        country: Some("Finland".to_owned()),
        lat: Some(99.0),
        lon: Some(0.0),
        ..VenueDetails::default()
    };
    let found =
        faults(put_plan(database.pool(), "Town Hall", &read, details, ImportMode::Do).await);
    assert_eq!(
        found,
        [
            "country: a country must be a code of two letters, such as FI, not `Finland`",
            "lat, lon: 99, 0 is not on earth: lat is -90 to 90, lon is -180 to 180"
        ]
    );
    let details = VenueDetails {
        timezone: Some("Mars/Olympus".to_owned()),
        ..VenueDetails::default()
    };
    let found =
        faults(put_plan(database.pool(), "Town Hall", &read, details, ImportMode::Do).await);
    assert_eq!(
        found,
        ["timezone: `Mars/Olympus` is not the IANA name of a time zone, as Europe/Helsinki"]
    );
    assert_eq!(database.number("select count(*) from venue").await, 0);
}

#[tokio::test]
async fn events_are_created_once_and_updated_when_they_differ() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let file = json!({"events": [evening()]});
    let first = events(&database, &file).await.expect("an event");
    assert_eq!(
        (first.created, first.slugs),
        (1, vec!["winter-journey-2027-07-05".to_owned()])
    );
    // 19:30 in Helsinki in summer is 16:30 UTC.
    assert_eq!(
        database.number("select count(*) from event where starts_at = '2027-07-05 16:30Z' and ends_at = '2027-07-05 17:45Z'").await,
        1
    );
    assert_eq!(
        database
            .number("select (available * 100 + blocked)::bigint from event_version")
            .await,
        3802
    );
    assert_eq!(
        database
            .number("select count(*) from event_seat_price")
            .await,
        2
    );

    let again = events(&database, &file).await.expect("the same event");
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 1));
    assert_eq!(
        database.number("select revision::bigint from event").await,
        1
    );

    let mut dearer = file.clone();
    dearer["events"][0]["price_levels"][0]["price"]["amount"] = json!(7000);
    let changed = events(&database, &dearer).await.expect("a dearer event");
    assert_eq!((changed.created, changed.updated), (0, 1));
    assert_eq!(
        database.number("select revision::bigint from event").await,
        2
    );
    assert_eq!(
        database.number("select max(amount) from price_level").await,
        7000
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn two_showings_in_a_day_have_different_slugs() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let mut late = evening();
    late["starts_at"] = json!("2027-07-05T22:00");
    let put = events(&database, &json!({"events": [evening(), late]}))
        .await
        .expect("two events");
    assert_eq!(
        put.slugs,
        [
            "winter-journey-2027-07-05",
            "winter-journey-2027-07-05-2200"
        ]
    );
    assert_eq!(
        database
            .number("select count(distinct series_id) from event")
            .await,
        1
    );
}

#[tokio::test]
async fn one_faulty_event_stops_the_import_and_every_fault_is_reported() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let (mut nowhere, mut late, mut lost) = (evening(), evening(), evening());
    nowhere["venue"] = json!("Opera");
    late["on_sale_at"] = json!("2027-07-06T10:00");
    late["plan"] = json!("Summer");
    lost["price_levels"][0]["rows"][0]["rows"] = json!(["1", "9"]);
    lost["blocked"] = json!({"areas": ["floor"]});
    let found = faults(
        events(
            &database,
            &json!({"events": [evening(), nowhere, late, lost]}),
        )
        .await,
    );
    assert_eq!(
        found,
        [
            "/events/1/venue: there is no venue `Opera`; import its plan first",
            "/events/2/on_sale_at: sales open before the event begins",
            "/events/2/plan: the venue `Town Hall` has no seating plan `Summer`",
            "/events/3/price_levels/0: section `Stalls` has no row `9`",
            "/events/3/blocked: the plan has no standing area `floor`",
        ]
    );
    assert_eq!(database.number("select count(*) from event").await, 0);
}

#[tokio::test]
async fn an_event_keeps_its_plan_and_its_sold_levels() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let file = json!({"events": [evening()]});
    events(&database, &file).await.expect("an event");
    let event = domain::EventId(database.number("select id::bigint from event").await as i32);
    let key = "k".parse().expect("a key");
    let seats = BookingRequest::seats(vec![SeatNo(0), SeatNo(1)]);
    database
        .box_office()
        .await
        .hold(BuyerId::new(), event, &key, seats)
        .await
        .expect("held");
    let mut renamed = file.clone();
    renamed["events"][0]["price_levels"][0]["name"] = json!("First row");
    assert_eq!(
        faults(events(&database, &renamed).await),
        ["/events/0/price_levels: seats were booked at `Front`, so it cannot be left out"]
    );

    plan(&database, "Town Hall", &ROWS.replace("23,40", "23,50"))
        .await
        .expect("a newer plan");
    assert_eq!(
        events(&database, &file)
            .await
            .expect("the event as it was")
            .unchanged,
        1
    );
    let mut moved = file.clone();
    moved["events"][0]["plan"] = json!("Hall");
    assert_eq!(
        faults(events(&database, &moved).await),
        [
            "/events/0/plan: the event `winter-journey-2027-07-05` is there with another seating plan, and an event keeps its plan"
        ]
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_first_event_of_a_file_with_a_performers_role_sets_the_role() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let told = [
        json!({"name": "Anna Berg"}),
        json!({"name": "ANNA BERG", "role": "Soprano"}),
        json!({"name": "Anna Berg", "role": "Alto"}),
        json!({"name": "Anna Berg"}),
    ];
    let on = |(day, performer): (usize, &Value)| {
        let mut evening = evening();
        evening["starts_at"] = json!(format!("2027-07-{:02}T19:30", day + 5));
        evening["performers"] = json!([performer]);
        evening
    };
    let evenings: Vec<Value> = told.iter().enumerate().map(on).collect();
    assert_eq!(
        events(&database, &json!({ "events": evenings }))
            .await
            .expect("four events")
            .created,
        4
    );
    assert_eq!(database.number("select count(*) from performer").await, 1);
    assert_eq!(
        database
            .number("select count(*) from performer where name = 'Anna Berg' and role = 'Soprano'")
            .await,
        1
    );
    assert_eq!(
        database
            .number("select count(*) from event_performer")
            .await,
        4
    );
}

#[tokio::test]
async fn a_performer_of_many_evenings_is_written_once() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let on = |day: u8, performers: Value| {
        let mut evening = evening();
        evening["starts_at"] = json!(format!("2027-07-{day:02}T19:30"));
        evening["performers"] = performers;
        json!({"events": [evening]})
    };
    let untold = json!([{"name": "Town Orchestra"}]);
    events(&database, &on(5, untold.clone()))
        .await
        .expect("an event");
    // A change of a performer or a series writes the search documents of all their events.
    let written = "select sum((xmin::text)::bigint)::bigint from (select xmin from performer union all select xmin from series) rows";
    let first = database.number(written).await;
    events(&database, &on(6, untold)).await.expect("another");
    assert_eq!(
        database.number(written).await,
        first,
        "nothing new is said of either"
    );

    events(
        &database,
        &on(7, json!([{"name": "Town Orchestra", "role": "Orchestra"}])),
    )
    .await
    .expect("one that says what they are");
    assert_ne!(database.number(written).await, first);
    assert_eq!(
        database
            .number("select count(*) from performer where role = 'Orchestra'")
            .await,
        1
    );
    events(
        &database,
        &on(8, json!([{"name": "Town Orchestra", "role": "Choir"}])),
    )
    .await
    .expect("one that says otherwise");
    assert_eq!(
        database
            .number("select count(*) from performer where role = 'Orchestra'")
            .await,
        1,
        "who names them first says what they do"
    );
}

#[tokio::test]
async fn the_planner_knows_the_seats_of_the_first_event_at_once() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    events(&database, &json!({"events": [evening()]}))
        .await
        .expect("an event");
    let known = "select coalesce(sum(reltuples) filter (where reltuples > 0), 0)::bigint from pg_class
                 where oid in (select inhrelid from pg_inherits where inhparent = 'seat_status'::regclass)";
    assert_eq!(
        database.number(known).await,
        database.number("select count(*) from seat_status").await
    );
}

/// An event with a child's price at both levels and a student's price at one.
fn evening_with_types() -> Value {
    let mut file = json!({"events": [evening()]});
    file["events"][0]["price_types"] = json!([
        {"name": "Child", "prices": [{"price_level": "Front", "amount": 3000}, {"price_level": "Other", "amount": 1000}]},
        {"name": "Student", "proof": "a student card", "prices": [{"price_level": "Other", "amount": 2000}]},
    ]);
    file
}

#[tokio::test]
async fn price_types_change_only_when_the_file_has_different_ones() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let file = evening_with_types();
    events(&database, &file).await.expect("an event");
    assert_eq!(
        database
            .number("select count(*) from price_type_amount")
            .await,
        3
    );
    assert_eq!(
        events(&database, &file)
            .await
            .expect("the same event")
            .unchanged,
        1
    );

    let mut cheaper = file.clone();
    cheaper["events"][0]["price_types"][0]["prices"][0]["amount"] = json!(2500);
    assert_eq!(
        events(&database, &cheaper)
            .await
            .expect("a cheaper event")
            .updated,
        1
    );
    assert_eq!(
        database
            .number("select max(amount) from price_type_amount")
            .await,
        2500
    );
    assert_eq!(
        database.number("select revision::bigint from event").await,
        2
    );

    let silent = json!({"events": [evening()]});
    assert_eq!(
        events(&database, &silent)
            .await
            .expect("nothing of price types")
            .unchanged,
        1
    );
    let mut none = silent;
    none["events"][0]["price_types"] = json!([]);
    assert_eq!(
        events(&database, &none)
            .await
            .expect("no price types")
            .updated,
        1
    );
    assert_eq!(database.number("select count(*) from price_type").await, 0);
}

#[tokio::test]
async fn a_booked_price_type_cannot_be_removed() {
    let database = TestDatabase::new().await;
    plan(&database, "Town Hall", ROWS).await.expect("a plan");
    let mut file = evening_with_types();
    events(&database, &file).await.expect("an event");
    let office = database.box_office().await;
    let (buyer, key) = (BuyerId::new(), "key-1".parse().expect("a key"));
    let event = database.number("select id::bigint from event").await;
    let event = domain::EventId(i32::try_from(event).expect("a number"));
    let held = office
        .hold(buyer, event, &key, BookingRequest::seats(vec![SeatNo(0)]))
        .await
        .expect("held");
    let child = office
        .price_types(event)
        .await
        .expect("price types")
        .price_types[0]
        .id;
    let seats = Some(vec![SeatPriceType {
        seat: SeatNo(0),
        price_type: Some(child),
    }]);
    office
        .reprice(buyer, held.id, RepriceRequest { seats, code: None })
        .await
        .expect("chosen");

    file["events"][0]["price_types"]
        .as_array_mut()
        .expect("a list")
        .remove(0);
    let found = faults(events(&database, &file).await);
    assert!(
        found[0].starts_with("/events/0/price_types: seats were booked at `Child`"),
        "{found:?}"
    );
    assert_eq!(database.number("select count(*) from price_type").await, 2);
}
