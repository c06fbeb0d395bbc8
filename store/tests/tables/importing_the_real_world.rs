//! Imports names, times and changes of the real world: which event a file means, when it begins,
//! and which changes are allowed.

use domain::{
    BuyerId, EventId, SeatNo, TicketId,
    catalogue::EventFilter,
    import::{Fault, PlanFormat, SoldEvents, VenueDetails, read_events, read_plan},
    selling::{BestAvailable, BookingRequest},
};
use serde_json::{Value, json};
use store::import::{
    EventsPut, ImportError, ImportOptions, ImportedSale, Writing, add_sales, put_events, put_plan,
    set_venue,
};
use store::operator_actions::Operator;
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
    put_plan(database.pool(), name, &plan, details, Writing::Do).await
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

#[tokio::test]
async fn two_showings_in_a_day_are_two_events_in_one_file_or_two() {
    let database = houses(&["Town Hall"]).await;
    let (matinee, evening) = (
        event("Nutcracker", "Town Hall", "2027-12-18T14:00"),
        event("Nutcracker", "Town Hall", "2027-12-18T19:30"),
    );
    assert_eq!(
        counts(&import(&database, std::slice::from_ref(&matinee)).await),
        (1, 0, 0)
    );
    sell(&database, "nutcracker-2027-12-18", 3).await;
    let put = import(&database, std::slice::from_ref(&evening)).await;
    assert_eq!(
        (counts(&put), put.slugs),
        ((1, 0, 0), vec!["nutcracker-2027-12-18-1930".to_owned()])
    );
    let sold = "select count(*) from ticket t join event e on e.id = t.event_id where e.starts_at = '2027-12-18 12:00Z'";
    assert_eq!(
        database.number(sold).await,
        1,
        "the ticket is still for the matinee"
    );
    for file in [
        &[matinee.clone(), evening.clone()][..],
        &[evening.clone(), matinee.clone()],
        &[evening],
    ] {
        let put = import(&database, file).await;
        assert_eq!((put.created, put.updated), (0, 0));
    }
    assert_eq!(database.number("select count(*) from event").await, 2);
    let twice = faults(
        import_with(
            &database,
            &[matinee.clone(), matinee],
            &ImportOptions::default(),
        )
        .await,
    );
    assert_eq!(
        twice,
        [
            "/events/1: this is the same event as /events/0: title, venue and start are the same. Leave one out, or give this one a slug"
        ]
    );
}

#[tokio::test]
async fn a_file_cannot_list_one_event_with_and_without_a_slug() {
    let database = houses(&["Town Hall"]).await;
    let unnamed = event("Nutcracker", "Town Hall", "2027-12-18T14:00");
    let mut named = unnamed.clone();
    named["slug"] = json!("the-nutcracker");
    let refused =
        faults(import_with(&database, &[named, unnamed], &ImportOptions::default()).await);
    assert_eq!(
        refused,
        [
            "/events/1: this is the same event as /events/0: title, venue and start are the same. Leave one out, or give this one a slug"
        ]
    );
}

#[tokio::test]
async fn one_title_can_be_on_in_three_venues_on_the_same_evening() {
    let database = houses(&["Town Hall", "Kino Two", "Kino Three"]).await;
    let file = ["Town Hall", "Kino Two", "Kino Three"]
        .map(|house| event("Opera Live", house, "2027-10-09T19:00"));
    let put = import(&database, &file).await;
    assert_eq!(
        put.slugs,
        [
            "opera-live-2027-10-09",
            "opera-live-2027-10-09-1900",
            "opera-live-2027-10-09-1900-2"
        ]
    );
    assert_eq!(counts(&import(&database, &file).await), (0, 0, 3));
}

#[tokio::test]
async fn names_without_latin_letters_are_distinct() {
    let database = houses(&["東京ドーム", "Зал 2", "Сцена 2"]).await;
    assert_eq!(
        database
            .number("select count(*) from venue where slug ~ '[a-z]'")
            .await,
        3
    );
    let again = house(&database, "ЗАЛ 2", VenueDetails::default())
        .await
        .expect("the same house");
    assert!(!again.venue_created, "capitals do not matter");
    let mut choir = event("第九演奏会", "Зал 2", "2027-12-20T14:00");
    choir["performers"] =
        json!([{"name": "Хор Северный ветер"}, {"name": "東風楽団"}, {"name": "!!!"}]);
    let other = event("クリスマスコンサート", "Зал 2", "2027-12-20T19:00");
    assert_eq!(
        counts(&import(&database, std::slice::from_ref(&choir)).await),
        (1, 0, 0)
    );
    assert_eq!(counts(&import(&database, &[other, choir]).await), (1, 0, 1));
    assert_eq!(
        database
            .number("select count(*) from event where slug ~ '[a-z]'")
            .await,
        2
    );
    assert_eq!(
        database
            .number("select count(distinct slug) from performer")
            .await,
        3
    );
}

#[tokio::test]
async fn titles_of_other_scripts_are_found_with_their_punctuation_and_by_the_words_inside_them() {
    let database = houses(&["Town Hall"]).await;
    let titles = [
        "「第九」演奏会",
        "ヨハン・シュトラウス",
        "東京フィルハーモニー交響楽団",
        "《茶馆》",
    ];
    let file: Vec<Value> = (5..)
        .zip(titles)
        .map(|(day, title)| event(title, "Town Hall", &format!("2099-07-{day:02}T19:30")))
        .collect();
    import(&database, &file).await;
    let office = database.box_office().await;
    for (q, title) in [
        ("「第九」演奏会", titles[0]),
        ("演奏会", titles[0]),
        ("シュトラウス", titles[1]),
        ("ヨハン・シュトラウス", titles[1]),
        ("交響楽団", titles[2]),
        ("《茶馆》", titles[3]),
        ("馆", titles[3]),
    ] {
        let filter = EventFilter {
            q: Some(q.to_owned()),
            highlights: true,
            limit: 20,
            ..EventFilter::default()
        };
        let page = office.events(&filter).await.expect("a page");
        let found: Vec<&str> = page
            .events
            .iter()
            .map(|event| event.title.as_str())
            .collect();
        assert_eq!(found, [title], "{q}");
        let highlights = page.events[0].highlights.as_ref().expect("highlights");
        assert!(highlights.title.iter().any(|piece| piece.matched), "{q}");
    }
}

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
    put_plan(database.pool(), "Town Hall", &plan, details(), Writing::Do)
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
async fn performers_with_the_same_slug_base_are_distinct() {
    let database = houses(&["Town Hall"]).await;
    let mut both = event("Duo", "Town Hall", "2027-07-05T19:30");
    both["performers"] = json!([{"name": "Müller"}, {"name": "Mueller"}]);
    import(&database, std::slice::from_ref(&both)).await;
    assert_eq!(
        database
            .number("select count(*) from performer where slug in ('mueller', 'mueller-2')")
            .await,
        2
    );
    assert_eq!(counts(&import(&database, &[both]).await), (0, 0, 1));
}

#[tokio::test]
async fn a_time_without_an_offset_is_local_time_at_the_venue() {
    let database = houses(&["Town Hall"]).await;
    let file = [
        event("Wall", "Town Hall", "2027-07-05T19:30"),
        event("Offset", "Town Hall", "2027-07-05T19:30+00:00"),
        event("Zulu", "Town Hall", "2027-07-05T16:30Z"),
    ];
    import(&database, &file).await;
    let at = |title: &str| {
        format!(
            "select extract(epoch from starts_at at time zone 'UTC')::bigint from event where title = '{title}'"
        )
    };
    let (wall, offset, zulu) = (
        database.number(&at("Wall")).await,
        database.number(&at("Offset")).await,
        database.number(&at("Zulu")).await,
    );
    assert_eq!((offset - wall, zulu - wall), (3 * 3600, 0));
}

#[tokio::test]
async fn a_skipped_local_time_is_refused_and_a_repeated_one_is_noted() {
    let database = houses(&["Town Hall"]).await;
    let gap = faults(
        import_with(
            &database,
            &[event("Gap", "Town Hall", "2027-03-28T03:30")],
            &ImportOptions::default(),
        )
        .await,
    );
    assert_eq!(
        gap,
        [
            "/events/0/starts_at: the clock in Europe/Helsinki never shows 2027-03-28T03:30:00: it is put forward then. Give a time before or after that hour"
        ]
    );
    let put = import(
        &database,
        &[event("Twice", "Town Hall", "2027-10-31T03:30")],
    )
    .await;
    assert_eq!(
        database
            .number("select count(*) from event where starts_at = '2027-10-31 00:30Z'")
            .await,
        1,
        "the first of the two"
    );
    assert_eq!(put.notes.len(), 1);
    assert!(
        put.notes[0]
            .to_string()
            .starts_with("/events/0/starts_at: the clock in Europe/Helsinki shows this time twice"),
        "{}",
        put.notes[0]
    );
}

#[tokio::test]
async fn an_opening_in_winter_has_the_offset_of_winter() {
    let database = houses(&["Town Hall"]).await;
    let mut summer = event("Summer", "Town Hall", "2027-07-05T19:30");
    summer["on_sale_at"] = json!("2027-01-10T10:00");
    import(&database, &[summer]).await;
    assert_eq!(
        database
            .number("select count(*) from event where on_sale_at = '2027-01-10 08:00Z'")
            .await,
        1
    );
    let offsets = "select (utc_offset_seconds * 100000 + on_sale_utc_offset_seconds)::bigint from event_listing";
    assert_eq!(database.number(offsets).await, 10800 * 100_000 + 7200);
}

#[tokio::test]
async fn facts_on_sold_tickets_change_only_by_request() {
    let database = houses(&["Town Hall"]).await;
    let mut file = event("Nutcracker", "Town Hall", "2027-12-18T19:30");
    file["slug"] = json!("nutcracker");
    import(&database, std::slice::from_ref(&file)).await;
    sell(&database, "nutcracker", 0).await;
    file["title"] = json!("The Nutcracker");
    file["starts_at"] = json!("2027-12-18T20:00");
    let refused = faults(
        import_with(
            &database,
            std::slice::from_ref(&file),
            &ImportOptions::default(),
        )
        .await,
    );
    let moved = "/events/0/starts_at: 1 ticket of this event is sold, and 2027-12-18T17:30:00Z would become 2027-12-18T18:00:00Z: \
                 `frontrow event move` moves it and writes to its buyers";
    assert_eq!(
        refused,
        [
            "/events/0/title: 1 ticket of this event is sold, and Nutcracker would become The Nutcracker: --change-sold asks for the change",
            moved
        ]
    );
    let asked = ImportOptions {
        sold: SoldEvents::Change,
        ..ImportOptions::default()
    };
    assert_eq!(
        faults(import_with(&database, std::slice::from_ref(&file), &asked).await),
        [moved]
    );
    file["starts_at"] = json!("2027-12-18T19:30");
    let tried = import_with(
        &database,
        std::slice::from_ref(&file),
        &ImportOptions {
            writing: Writing::Try,
            ..asked.clone()
        },
    )
    .await;
    assert_eq!(counts(&tried.expect("tried")), (0, 1, 0));
    assert_eq!(
        database
            .number("select count(*) from event where title = 'Nutcracker'")
            .await,
        1,
        "a dry run changes nothing"
    );
    let put = import_with(&database, std::slice::from_ref(&file), &asked)
        .await
        .expect("changed");
    let told: Vec<String> = put.changes[0]
        .changes
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told, ["title: Nutcracker becomes The Nutcracker"]);
    file["price_levels"][0]["price"]["currency"] = json!("SEK");
    let refused = faults(import_with(&database, &[file], &asked).await);
    assert_eq!(
        refused,
        [
            "/events/0/price_levels: 1 ticket of this event is sold, and EUR would become SEK: its currency stays"
        ]
    );
}

#[tokio::test]
async fn a_dry_run_counts_what_would_be_new_and_writes_nothing() {
    let database = houses(&["Town Hall"]).await;
    let dry = ImportOptions {
        writing: Writing::Try,
        ..ImportOptions::default()
    };
    let mut file = event("Duo", "Town Hall", "2027-07-05T19:30");
    file["performers"] = json!([{"name": "Anna Berg"}]);
    file["series"] = json!("Songs");
    assert_eq!(
        counts(&import_with(&database, &[file], &dry).await.expect("tried")),
        (1, 0, 0)
    );
    let plan = read_plan(&ROWS.replace("10", "12"), PlanFormat::Rows, "Hall")
        .expect("a good file")
        .value;
    let put = put_plan(
        database.pool(),
        "Village Hall",
        &plan,
        details(),
        Writing::Try,
    )
    .await
    .expect("tried");
    assert!(put.venue_created && put.plan_created);
    for table in ["event", "performer", "series"] {
        assert_eq!(
            database
                .number(&format!("select count(*) from {table}"))
                .await,
            0,
            "{table}"
        );
    }
    assert_eq!(
        database
            .number(
                "select (select count(*) from venue) * 10 + (select count(*) from seating_plan)"
            )
            .await,
        11
    );
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

#[tokio::test]
async fn a_list_of_rows_is_the_same_plan_by_slug_or_name_of_the_venue() {
    let database = TestDatabase::new().await;
    let mut hashes = Vec::new();
    for name in ["Town Hall", "town-hall", " TOWN HALL "] {
        let plan = read_plan(ROWS, PlanFormat::Rows, name)
            .expect("a good file")
            .value;
        hashes.push(
            put_plan(database.pool(), name, &plan, details(), Writing::Do)
                .await
                .expect("a plan")
                .hash,
        );
    }
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
    assert_eq!(
        database
            .number("select count(*) from seating_plan where name = 'Town Hall'")
            .await,
        1
    );
}

#[tokio::test]
async fn later_details_of_a_venue_are_set() {
    let database = houses(&[]).await;
    house(&database, "Zone House", VenueDetails::default())
        .await
        .expect("a house");
    assert_eq!(
        database
            .number("select count(*) from venue where lat is null and lon is null and country = ''")
            .await,
        1
    );
    let told = VenueDetails {
        country: Some("FI".to_owned()),
        lat: Some(60.98),
        lon: Some(25.66),
        ..details()
    };
    let put = house(&database, "zone house", told).await.expect("told");
    assert_eq!(put.venue_changes.len(), 4, "{:?}", put.venue_changes);
    assert_eq!(
        database
            .number("select count(*) from venue where city = 'Lahti' and country = 'FI' and lat = 60.98 and timezone = 'Europe/Helsinki'")
            .await,
        1
    );
    let half = VenueDetails {
        lat: Some(1.0),
        ..VenueDetails::default()
    };
    assert_eq!(
        faults(house(&database, "Zone House", half).await),
        ["lon: `lat` alone is no place: give both, or neither"]
    );
}

#[tokio::test]
async fn a_command_sets_details_of_a_venue_and_keeps_the_time_zone_of_sold_tickets() {
    let database = houses(&["Town Hall"]).await;
    let by = Operator {
        who: "anna".to_owned(),
        origin: "desk-1".to_owned(),
    };
    let zone = VenueDetails {
        timezone: Some("Europe/Stockholm".to_owned()),
        ..VenueDetails::default()
    };
    let pool = database.pool();
    import(
        &database,
        &[event("Probe", "Town Hall", "2099-07-05T19:30")],
    )
    .await;
    sell(&database, "probe-2099-07-05", 0).await;
    let refused =
        faults(set_venue(pool, "Town Hall", zone.clone(), SoldEvents::Keep, Some(&by)).await);
    assert_eq!(
        refused,
        [
            "timezone: 1 event to come has sold tickets, and times on the clock would change: `frontrow venue set --change-sold` changes the time zone"
        ]
    );
    let tried = set_venue(pool, "Town Hall", zone.clone(), SoldEvents::Change, None)
        .await
        .expect("tried");
    assert_eq!(
        tried.changes[0].to_string(),
        "timezone: `Europe/Helsinki` becomes `Europe/Stockholm`"
    );
    assert_eq!(
        database
            .number("select count(*) from venue where timezone = 'Europe/Helsinki'")
            .await,
        1,
        "a dry run changes nothing"
    );
    set_venue(pool, "town-hall", zone, SoldEvents::Change, Some(&by))
        .await
        .expect("set");
    assert_eq!(
        database
            .number("select count(*) from venue where timezone = 'Europe/Stockholm'")
            .await,
        1
    );
    assert_eq!(
        database
            .number(
                "select count(*) from operator_action where action = 'set_venue' and who = 'anna'"
            )
            .await,
        1
    );
    let nowhere = faults(
        set_venue(
            pool,
            "Opera",
            VenueDetails::default(),
            SoldEvents::Keep,
            Some(&by),
        )
        .await,
    );
    assert_eq!(
        nowhere,
        ["venue: there is no venue `Opera`; `frontrow import plan` makes one with its first plan"]
    );
}
