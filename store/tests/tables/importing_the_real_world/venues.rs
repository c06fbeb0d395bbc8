//! The plan and the details of a venue.

use domain::import::{PlanFormat, SoldEvents, VenueDetails, read_plan};
use store::import::{ImportMode, put_plan, set_venue};
use store::operator_actions::Operator;
use testing::TestDatabase;

use super::{ROWS, details, event, faults, house, houses, import, sell};

#[tokio::test]
async fn a_list_of_rows_is_the_same_plan_by_slug_or_name_of_the_venue() {
    let database = TestDatabase::new().await;
    let mut hashes = Vec::new();
    for name in ["Town Hall", "town-hall", " TOWN HALL "] {
        let plan = read_plan(ROWS, PlanFormat::Rows, name)
            .expect("a good file")
            .value;
        hashes.push(
            put_plan(database.pool(), name, &plan, details(), ImportMode::Do)
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
            "timezone: 1 event to come has sold tickets, and local times would change: `frontrow venue set --change-sold` changes the time zone nevertheless"
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
