//! The seats of an event: the best, the blocked, and places for wheelchairs.

use domain::{
    BuyerId, EventId,
    import::{PlanFormat, read_plan},
    selling::{BestAvailable, BookingRequest},
};
use serde_json::{Value, json};
use store::import::{ImportMode, put_plan};
use testing::TestDatabase;

use super::{counts, details, event, houses, import, sell};

#[tokio::test]
async fn the_most_expensive_seats_are_the_best_in_every_order_of_categories() {
    let zone = |name: &str, y: i32| {
        let seat = |index: i32| json!({"seat_guid": format!("{name}-{index}"), "seat_number": (index + 1).to_string(), "position": {"x": index * 25, "y": 0}, "category": name});
        let seats: Vec<Value> = (0..10).map(seat).collect();
        json!({"name": name, "position": {"x": 0, "y": 0}, "rows": [{"row_number": "1", "position": {"x": 100, "y": y}, "seats": seats}]})
    };
    let mut stalls = zone("Stalls", 100);
    stalls["areas"] = json!([{"shape": "text", "position": {"x": 212, "y": 40}, "text": {"text": "Stage", "position": {"x": 0, "y": 0}}}]);
    let hall = json!({
        "name": "A to Z", "size": {"width": 600, "height": 400}, "categories": [{"name": "Balcony"}, {"name": "Stalls"}],
        "zones": [stalls, zone("Balcony", 200)]
    });
    let database = TestDatabase::new().await;
    let plan = read_plan(&hall.to_string(), PlanFormat::Pretix, "Hall")
        .expect("a good file")
        .value;
    put_plan(
        database.pool(),
        "Town Hall",
        &plan,
        details(),
        ImportMode::Do,
    )
    .await
    .expect("a plan");

    let price = |amount: i64| json!({"amount": amount, "currency": "EUR"});
    let dearest = |title: &str, category: &str| {
        let mut event = event(title, "Town Hall", "2099-07-05T19:30");
        event["price_levels"] = json!([
            {"name": "Dear", "color": "#f4f1c3", "price": price(6500), "categories": [category]},
            {"name": "Other", "color": "#4bc8d5", "price": price(2500)}
        ]);
        event
    };
    import(
        &database,
        &[dearest("Concert", "Stalls"), dearest("Recital", "Balcony")],
    )
    .await;
    let office = database.box_office().await;
    let wish = BestAvailable {
        quantity: 2,
        section: None,
        price_level: None,
        accessible: None,
    };
    for (title, seats) in [("Concert", 0..10), ("Recital", 10..20)] {
        let event = EventId(
            database
                .number(&format!(
                    "select id::bigint from event where title = '{title}'"
                ))
                .await as i32,
        );
        let key = "k".parse().expect("a key");
        let booking = office
            .hold(
                BuyerId::new(),
                event,
                &key,
                BookingRequest::best(wish.clone()),
            )
            .await
            .expect("held");
        assert!(
            booking
                .seats
                .iter()
                .all(|seat| seats.contains(&seat.seat.0)),
            "{title}: {:?}",
            booking.seats
        );
    }
}

#[tokio::test]
async fn exactly_the_seats_of_the_file_are_blocked() {
    let database = houses(&["Town Hall"]).await;
    let mut file = event("Probe", "Town Hall", "2027-07-05T19:30");
    let row = |name: &str| json!({"rows": [{"section": "Stalls", "rows": [name]}]});
    file["blocked"] = row("1");
    import(&database, std::slice::from_ref(&file)).await;
    file["blocked"] = row("2");
    let put = import(&database, std::slice::from_ref(&file)).await;
    assert_eq!(
        put.changes[0].changes[0].to_string(),
        "blocked: 10 seats blocked, 10 seats unblocked"
    );
    assert_eq!(
        database
            .number("select count(*) from seat_status where status = 3 and seat_no >= 10")
            .await,
        10
    );
    assert_eq!(
        database
            .number("select blocked::bigint from event_version")
            .await,
        10
    );
    // A file without `blocked` leaves blocked seats unchanged.
    let silent = event("Probe", "Town Hall", "2027-07-05T19:30");
    assert_eq!(counts(&import(&database, &[silent]).await), (0, 0, 1));
    sell(&database, "probe-2027-07-05", 3).await;
    file["blocked"] = row("1");
    let put = import(&database, &[file]).await;
    assert_eq!(
        put.notes[0].to_string(),
        "/events/0/blocked: buyers have 1 of these seats, which stay with them: Stalls 1 4"
    );
    assert_eq!(
        database
            .number("select blocked::bigint from event_version")
            .await,
        9
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_event_can_add_wheelchair_places_to_its_plan() {
    let database = houses(&["Town Hall"]).await;
    let mut file = event("Probe", "Town Hall", "2027-07-05T19:30");
    file["accessible"] =
        json!({"seats": [{"section": "Stalls", "row": "1", "numbers": ["1", "10"]}]});
    file["companion"] = json!({"seats": [{"section": "Stalls", "row": "1", "numbers": ["2"]}]});
    import(&database, std::slice::from_ref(&file)).await;
    assert_eq!(
        database
            .number("select count(*) from search_document where accessible")
            .await,
        1
    );
    assert_eq!(
        database.number("select count(*) from seating_plan").await,
        2
    );
    assert_eq!(counts(&import(&database, &[file]).await), (0, 0, 1));
    assert_eq!(
        database.number("select count(*) from seating_plan").await,
        2
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn added_wheelchair_places_belong_to_one_event() {
    let database = houses(&["Town Hall"]).await;
    let mut marked = event("Probe", "Town Hall", "2027-07-05T19:30");
    marked["accessible"] =
        json!({"seats": [{"section": "Stalls", "row": "1", "numbers": ["1", "10"]}]});
    let (mut named, unnamed) = (
        event("Concert", "Town Hall", "2027-07-06T19:30"),
        event("Recital", "Town Hall", "2027-07-07T19:30"),
    );
    (marked["plan"], named["plan"]) = (json!("Hall"), json!("Hall"));
    let file = [marked, named];
    assert_eq!(counts(&import(&database, &file).await), (2, 0, 0));
    assert_eq!(
        counts(&import(&database, &file).await),
        (0, 0, 2),
        "each event keeps its plan"
    );
    assert_eq!(counts(&import(&database, &[unnamed]).await), (1, 0, 0));
    assert_eq!(
        database
            .number("select count(*) from search_document where accessible")
            .await,
        1
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}
