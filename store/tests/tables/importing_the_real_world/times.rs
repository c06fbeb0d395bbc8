//! When an event begins, and when its sale opens.

use serde_json::json;
use store::import::ImportOptions;

use super::{event, faults, houses, import, import_with};

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
