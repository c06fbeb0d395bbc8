use serde_json::{Value, json};

use super::*;
use crate::import::EventTime;

fn good() -> Value {
    json!({
        "events": [{
            "title": "Winter Journey",
            "category": "concert",
            "description": "Schubert at the piano.\n\nWithout an interval.",
            "venue": "Sibelius Hall",
            "starts_at": "2027-03-05T19:30",
            "on_sale_at": "2027-01-10T10:00:00+02:00",
            "duration_minutes": 75,
            "series": "Songs",
            "performers": [{"name": "Anna Berg", "role": "Soprano"}, {"name": "Jo Lind"}],
            "price_levels": [
                {"name": "Front", "color": "#F4EFC3", "price": {"amount": 6500, "currency": "EUR"},
                 "categories": ["Category A"], "rows": [{"section": "Stalls", "rows": ["1", "2"]}]},
                {"name": "Other", "color": "#5cc0c9", "price": {"amount": 2500, "currency": "EUR"}}
            ],
            "price_types": [
                {"name": "Child", "prices": [{"price_level": "Front", "amount": 3000}, {"price_level": "Other", "amount": 1000}]},
                {"name": "Student", "proof": "a student card", "max_per_booking": 2, "on_web": false, "companion": true,
                 "prices": [{"price_level": "Other", "amount": 0}]}
            ],
            "hold_seconds": 120,
            "max_seats": 6,
            "buyer_limit": 20,
            "avoid_single_seats": true,
            "hold_extension": false,
            "blocked": {"seats": [{"section": "Stalls", "row": "1", "numbers": ["1", "2"]}]}
        }]
    })
}

/// Replaces the value at a pointer of the good file, and compares the faults.
fn check(pointer: &str, value: Value, expected: &[(&str, &str)]) {
    let mut file = good();
    *file.pointer_mut(pointer).expect("a place in the file") = value;
    check_text(&file.to_string(), expected);
}

fn check_text(text: &str, expected: &[(&str, &str)]) {
    let faults = read_events(text).expect_err("the file is broken");
    let found: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (fault.place.as_str(), fault.what.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_good_file_is_read_whole() {
    let events = read_events(&good().to_string()).expect("a good file").value;
    let event = &events[0];
    assert_eq!(
        (
            event.title.as_str(),
            event.duration_minutes,
            event.hold_seconds,
            event.max_seats,
            event.buyer_limit,
            event.avoid_single_seats
        ),
        (
            "Winter Journey",
            75,
            Some(120),
            Some(6),
            Some(20),
            Some(true)
        )
    );
    assert_eq!(event.hold_extension, Some(false));
    assert!(
        matches!(event.starts_at, EventTime::Wall(wall) if wall.to_string() == "2027-03-05 19:30:00.0"),
        "{:?}",
        event.starts_at
    );
    assert!(matches!(event.on_sale_at, Some(EventTime::Instant(_))));
    assert_eq!(
        event.performers[1],
        NewPerformer {
            name: "Jo Lind".to_owned(),
            role: String::new()
        }
    );
    assert_eq!(event.price_levels[0].color, "#f4efc3");
    assert_eq!(
        event.price_levels[0].places,
        [
            Selector::Category("Category A".to_owned()),
            Selector::Rows {
                section: "Stalls".to_owned(),
                rows: vec!["1".to_owned(), "2".to_owned()]
            }
        ]
    );
}

#[test]
fn a_description_may_come_with_the_line_ends_of_windows() {
    let mut file = good();
    file["events"][0]["description"] = json!("Songs:\r\n1. Farewell\r\n\r\nNo interval.\r\n");
    let events = read_events(&file.to_string()).expect("a good file").value;
    assert_eq!(events[0].description, "Songs:\n1. Farewell\n\nNo interval.");
}

#[test]
fn a_text_that_is_no_json_is_reported_by_line() {
    check_text(
        "{\n  \"events\": [\n",
        &[(
            "line 3, column 0",
            "this is not JSON: EOF while parsing a list",
        )],
    );
    check_text("[]", &[("/", "this must be an object, not a list")]);
    check_text("{}", &[("/", "`events` is missing")]);
    check_text(
        "{\"events\": []}",
        &[("/events", "there is no event in this file")],
    );
}

#[test]
fn wrong_fields_are_reported_by_pointer() {
    check(
        "/events/0/title",
        json!(" "),
        &[("/events/0/title", "this is empty, and needs a text")],
    );
}

#[test]
fn a_text_that_is_no_time_is_refused() {
    let what = |text: &str| {
        format!(
            "this must be a time such as 2027-03-05T19:30 (the clock at the venue) or 2027-03-05T19:30:00+02:00, not `{text}`"
        )
    };
    for text in [
        "tomorrow",
        "2027-02-30T19:30",
        "2027-03-05T25:00",
        "2027-03-05",
    ] {
        check(
            "/events/0/starts_at",
            json!(text),
            &[("/events/0/starts_at", &what(text))],
        );
    }
    check(
        "/events/0/on_sale_at",
        json!(7),
        &[(
            "/events/0/on_sale_at",
            "this must be a text, not the number 7",
        )],
    );
}

#[test]
fn times_outside_the_allowed_years_are_refused() {
    for (text, year) in [
        ("0000-01-01T00:00", 0),
        ("0001-01-01T00:00Z", 1),
        ("9999-12-31T23:59", 9999),
    ] {
        let what = format!("this must be a time in the years 1970 to 2199, not in the year {year}");
        check(
            "/events/0/starts_at",
            json!(text),
            &[("/events/0/starts_at", &what)],
        );
        check(
            "/events/0/on_sale_at",
            json!(text),
            &[("/events/0/on_sale_at", &what)],
        );
    }
}

#[test]
fn texts_have_a_length_and_no_control_characters() {
    let title = "/events/0/title";
    let nul = "letter 2 of this text is the control character U+0000: leave it out";
    check(title, json!("A\u{0}B"), &[(title, nul)]);
    let long = format!(
        "this has 5000 letters, and 200 are the most; it begins `{}…`",
        "ä".repeat(40)
    );
    check(title, json!("ä".repeat(5000)), &[(title, &long)]);
    let tab = "letter 2 of this text is the control character U+0009: leave it out";
    check(
        "/events/0/venue",
        json!("A\tB"),
        &[("/events/0/venue", tab)],
    );
}

#[test]
fn a_printed_fault_does_not_repeat_control_characters_of_the_file() {
    let faults =
        read_events("{\"events\": [], \"\\u001b[2J\": 1}").expect_err("the file is broken");
    let printed: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(
        printed[0].starts_with("/\u{fffd}[2J: there is no field `\u{fffd}[2J` here"),
        "{printed:?}"
    );
    assert!(!printed.concat().contains(char::is_control), "{printed:?}");
}

#[test]
fn a_repeated_field_is_named_by_line() {
    check_text(
        "{\"events\": [],\n \"events\": []}",
        &[(
            "line 2, column 9",
            "the field `events` is in this object twice: leave one out",
        )],
    );
}

#[test]
fn fields_that_a_file_leaves_out_are_none() {
    let mut file = good();
    let event = file["events"][0].as_object_mut().expect("an event");
    event.remove("blocked");
    event.insert(
        "accessible".to_owned(),
        json!({"rows": [{"section": "Stalls", "rows": ["1"]}]}),
    );
    let events = read_events(&file.to_string()).expect("a good file").value;
    assert_eq!(events[0].blocked, None, "what is blocked stays so");
    assert_eq!(
        events[0].accessible,
        [Selector::Rows {
            section: "Stalls".to_owned(),
            rows: vec!["1".to_owned()]
        }]
    );
    assert_eq!(events[0].companion, []);
}

#[test]
fn invalid_prices_are_refused() {
    let level = "/events/0/price_levels/0";
    let at = |field: &str| format!("{level}/{field}");
    check(
        &at("color"),
        json!("red"),
        &[(
            &at("color"),
            "a colour must be written as #rrggbb, not `red`",
        )],
    );
    check(
        &at("price/amount"),
        json!(12.5),
        &[(
            &at("price/amount"),
            "this must be a whole number from 0 to 100000000, not the number 12.5",
        )],
    );
    check(
        &at("price/currency"),
        json!("euro"),
        &[(
            &at("price/currency"),
            "`euro` is not a currency code of three capital letters",
        )],
    );
    check(
        &at("price/currency"),
        json!("EUX"),
        &[(
            &at("price/currency"),
            "`EUX` is no currency of ISO 4217, as EUR or JPY are",
        )],
    );
    check(
        &at("price/currency"),
        json!("SEK"),
        &[(
            "/events/0/price_levels/1",
            "all prices of an event are in one currency; the first is in SEK, this in EUR",
        )],
    );
    // Without price types, because they name the levels: a wrong level would also cause a fault of
    // the price types.
    let check_alone = |pointer: &str, value: Value, expected: &[(&str, &str)]| {
        let mut file = good();
        file["events"][0]
            .as_object_mut()
            .expect("an event")
            .remove("price_types");
        *file.pointer_mut(pointer).expect("a place in the file") = value;
        check_text(&file.to_string(), expected);
    };
    check_alone(
        &at("name"),
        json!("Other"),
        &[("/events/0/price_levels/1/name", "`Other` is there twice")],
    );
    check_alone(
        "/events/0/price_levels",
        json!([]),
        &[(
            "/events/0/price_levels",
            "an event must have at least one price level",
        )],
    );
    check(
        &at("rows"),
        json!([{"section": "Stalls"}]),
        &[(&at("rows/0"), "`rows` is missing")],
    );
}

#[test]
fn price_types_name_levels_and_amounts() {
    let events = read_events(&good().to_string()).expect("a good file").value;
    let price_types = events[0].price_types.as_deref().expect("price types");
    assert_eq!(
        price_types[0].prices,
        [("Front".to_owned(), 3_000), ("Other".to_owned(), 1_000)]
    );
    assert_eq!(
        (
            price_types[0].companion,
            price_types[0].on_web,
            price_types[0].max_per_booking
        ),
        (false, true, None)
    );
    let student = &price_types[1];
    assert_eq!(
        (
            student.proof.as_deref(),
            student.max_per_booking,
            student.companion,
            student.on_web
        ),
        (Some("a student card"), Some(2), true, false)
    );

    let at = |field: &str| format!("/events/0/price_types/{field}");
    check(
        &at("1/name"),
        json!("Child"),
        &[(&at("1/name"), "`Child` is there twice")],
    );
    check(
        &at("0/prices"),
        json!([]),
        &[(&at("0/prices"), "a price type must have at least one price")],
    );
    let level = at("0/prices/0/price_level");
    check(
        &level,
        json!("Balcony"),
        &[(&level, "the event has no price level `Balcony`")],
    );
    check(
        &level,
        json!("Other"),
        &[(&at("0/prices/1/price_level"), "`Other` is there twice")],
    );
    let amount = at("0/prices/0/amount");
    check(
        &amount,
        json!(-1),
        &[(
            &amount,
            "this must be a whole number from 0 to 99999999, not the number -1",
        )],
    );
    check(
        &at("1/max_per_booking"),
        json!(11),
        &[(
            &at("1/max_per_booking"),
            "this must be a whole number from 1 to 10, not the number 11",
        )],
    );
}

#[test]
fn every_fault_of_a_file_is_reported() {
    let file = json!({"events": [
        {"title": "A", "category": "circus", "venue": "V", "starts_at": "2027-03-05T19:30", "duration_minutes": 0, "price_levels": [{}], "colour": 1},
        {"slug": "Bad Slug", "max_seats": 11, "buyer_limit": 1001, "hold_seconds": "5", "performers": [{"name": "X", "role": 1}, {"name": "x"}]},
    ]});
    check_text(
        &file.to_string(),
        &[
            (
                "/events/0/colour",
                "there is no field `colour` here; there are title, slug, category, description, venue, plan, series, starts_at, duration_minutes, on_sale_at, performers, price_levels, price_types, hold_seconds, max_seats, buyer_limit, avoid_single_seats, hold_extension, blocked, accessible, companion, comment",
            ),
            (
                "/events/0/category",
                "this must be one of concert, opera, theatre, dance, sport, family, talk, not `circus`",
            ),
            (
                "/events/0/duration_minutes",
                "this must be a whole number from 1 to 4320, not the number 0",
            ),
            ("/events/0/price_levels/0", "`name` is missing"),
            ("/events/0/price_levels/0", "`color` is missing"),
            ("/events/0/price_levels/0", "`price` is missing"),
            ("/events/1", "`title` is missing"),
            (
                "/events/1/slug",
                "a slug must be lower-case letters and digits joined by hyphens, with at least one letter; `Bad Slug` is not",
            ),
            ("/events/1", "`category` is missing"),
            ("/events/1", "`venue` is missing"),
            ("/events/1", "`starts_at` is missing"),
            ("/events/1", "`duration_minutes` is missing"),
            (
                "/events/1/performers/0/role",
                "this must be a text, not the number 1",
            ),
            ("/events/1/performers/1/name", "`x` is there twice"),
            ("/events/1", "`price_levels` is missing"),
            (
                "/events/1/hold_seconds",
                "this must be a whole number from 1 to 3600, not the text `5`",
            ),
            (
                "/events/1/max_seats",
                "this must be a whole number from 1 to 10, not the number 11",
            ),
            (
                "/events/1/buyer_limit",
                "this must be a whole number from 1 to 1000, not the number 1001",
            ),
        ],
    );
}
