//! Which changes of an event are made, and which only on request.

use domain::import::{PlanFormat, SoldEvents, read_plan};
use serde_json::json;
use store::import::{ImportMode, ImportOptions, put_plan};

use super::{ROWS, counts, details, event, faults, houses, import, import_with, sell};

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
            "/events/0/title: 1 ticket of this event is sold, and Nutcracker would become The Nutcracker: --change-sold allows the change",
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
            writing: ImportMode::Try,
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
        writing: ImportMode::Try,
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
        ImportMode::Try,
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
