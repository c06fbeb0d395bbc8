//! `frontrow import` and `frontrow venue`, as a careful operator uses them.

use std::fs;

use domain::{BuyerId, EventId, SeatNo, TicketId};
use store::import::{ImportedSale, add_sales};
use testing::TestDatabase;
use time::OffsetDateTime;

use crate::{
    operating::{check, frontrow},
    program::Folder,
};

const PLAN: &str = "floor,zone,row,start,end\nGround,Stalls,1,1,10\n";

/// Writes a file, and returns its path.
fn file(folder: &Folder, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file");
    path.to_str().expect("text").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_import_has_a_dry_run_and_details_of_a_venue_can_be_set() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let run = |words: &[&str]| frontrow(&database, words);
    let plan = file(&folder, "plan.csv", PLAN);
    let import: &[&str] = &["import", "plan", &plan, "--venue", "Barn"];
    check(
        &run(&[import, &["--dry-run"]].concat()),
        0,
        "new venue barn: new plan",
        "",
    );
    check(
        &run(&[import, &["--dry-run"]].concat()),
        0,
        "This was a dry run: nothing was changed.",
        "",
    );
    assert_eq!(database.number("select count(*) from venue").await, 0);
    check(&run(import), 0, "new venue barn: new plan", "");
    check(
        &run(&[import, &["--lat", "60"]].concat()),
        1,
        "",
        "lon: `lat` alone is no place: give both, or neither",
    );
    check(
        &run(&[import, &["--city", "Lahti"]].concat()),
        0,
        "city: `place to be announced` becomes `Lahti`",
        "",
    );

    let set: &[&str] = &[
        "venue",
        "set",
        "barn",
        "--timezone",
        "Europe/Helsinki",
        "--lat",
        "60.98",
        "--lon",
        "25.66",
    ];
    check(
        &run(&[set, &["--dry-run"]].concat()),
        0,
        "timezone: `UTC` becomes `Europe/Helsinki`",
        "",
    );
    assert_eq!(
        database
            .number("select count(*) from venue where timezone = 'UTC'")
            .await,
        1
    );
    check(&run(set), 0, "venue barn: changed", "");
    check(&run(set), 0, "venue barn: nothing is different", "");
    check(
        &run(&["venue", "set", "opera", "--city", "Lahti"]),
        1,
        "",
        "there is no venue `opera`",
    );

    let events = file(
        &folder,
        "events.json",
        &crate::serving::EVENTS.replace("Barn", "barn"),
    );
    check(
        &run(&["import", "events", &events, "--dry-run"]),
        0,
        "1 event new, 0 changed, 0 as they were",
        "",
    );
    assert_eq!(database.number("select count(*) from event").await, 0);
    check(
        &run(&["import", "events", &events]),
        0,
        "/events/songs-2099-03-05",
        "",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_to_an_event_with_sold_tickets_are_refused_or_made_on_request_and_each_is_printed()
{
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let plan = file(&folder, "plan.csv", PLAN);
    check(
        &frontrow(
            &database,
            &[
                "import",
                "plan",
                &plan,
                "--venue",
                "Barn",
                "--timezone",
                "Europe/Helsinki",
            ],
        ),
        0,
        "new venue barn",
        "",
    );
    let named = crate::serving::EVENTS.replace("\"title\"", "\"slug\": \"songs\", \"title\"");
    let import = |name: &str, text: &str, options: &[&str]| {
        let path = file(&folder, name, text);
        frontrow(
            &database,
            &[&["import", "events", &path][..], options].concat(),
        )
    };
    check(
        &import("events.json", &named, &[]),
        0,
        "1 event new, 0 changed, 0 as they were",
        "",
    );
    let event = EventId(database.number("select id::bigint from event").await as i32);
    let ticket = (
        SeatNo(3),
        TicketId::new(),
        "the code of a ticket".to_owned(),
    );
    let sale = ImportedSale {
        buyer: BuyerId::new(),
        at: OffsetDateTime::now_utc(),
        tickets: vec![ticket],
    };
    add_sales(database.pool(), event, &[sale])
        .await
        .expect("sold");

    let renamed = named
        .replace("Songs", "More songs")
        .replace("2026-01-10", "2026-02-10");
    let moved = renamed
        .replace("2099-03-05", "2099-03-06")
        .replace("EUR", "SEK");
    let refused = import("moved.json", &moved, &[]);
    check(&refused, 1, "", "4 faults, nothing was changed");
    for fault in [
        "/events/0/title: 1 ticket of this event is sold, and Songs would become More songs: --change-sold allows the change",
        "/events/0/starts_at: 1 ticket of this event is sold, and 2099-03-05T17:30:00Z would become 2099-03-06T17:30:00Z: `frontrow event move` moves",
        "/events/0/on_sale_at: 1 ticket of this event is sold, and 2026-01-10T10:00:00Z would become 2026-02-10T10:00:00Z: --change-sold allows",
        "/events/0/price_levels: 1 ticket of this event is sold, and EUR would become SEK: its currency stays",
    ] {
        check(&refused, 1, "", fault);
    }
    let asked = import("moved.json", &moved, &["--change-sold"]);
    check(&asked, 1, "", "2 faults, nothing was changed");
    let is_renamed = "select count(*) from event where title = 'More songs' and on_sale_at = '2026-02-10 10:00Z'";
    for (options, renamed_events) in [
        (&["--change-sold", "--dry-run"][..], 0),
        (&["--change-sold"][..], 1),
    ] {
        let changed = import("renamed.json", &renamed, options);
        check(
            &changed,
            0,
            "0 events new, 1 changed, 0 as they were\n  /events/songs changes:\n    title: Songs becomes More songs",
            "",
        );
        check(
            &changed,
            0,
            "    on_sale_at: 2026-01-10T10:00:00Z becomes 2026-02-10T10:00:00Z",
            "",
        );
        assert_eq!(
            database.number(is_renamed).await,
            renamed_events,
            "{options:?}"
        );
    }
    assert_eq!(database.number("select count(*) from ticket").await, 1);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn control_characters_in_a_plan_and_its_venue_are_errors_and_are_not_printed() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let import = |name: &str, text: &str, venue: &str| {
        let ran = frontrow(
            &database,
            &[
                "import",
                "plan",
                &file(&folder, name, text),
                "--venue",
                venue,
            ],
        );
        assert!(
            !String::from_utf8_lossy(&ran.stderr).contains(['\u{0}', '\u{1b}', '\u{7}']),
            "{ran:?}"
        );
        ran
    };
    let nul = import("nul.csv", &PLAN.replace("Stalls", "Sta\u{0}lls"), "Barn");
    check(
        &nul,
        1,
        "",
        "line 2: letter 4 of this text is the control character U+0000: leave it out",
    );
    let column = import(
        "column.csv",
        &PLAN.replacen("end", "end,\u{1b}[2J", 1),
        "Barn",
    );
    check(&column, 1, "", "line 1: there is no column `\u{fffd}[2J`");
    let long = import(
        "long.csv",
        &PLAN.replace("Stalls", &"s".repeat(5000)),
        "Barn",
    );
    check(
        &long,
        1,
        "",
        "line 2: this has 5000 letters, and 200 are the most",
    );
    let pretix = r#"{"name": "Ba\u001brn", "size": {"width": 9, "height": 9}, "categories": [], "zones": []}"#;
    check(
        &import("plan.json", pretix, "Barn"),
        1,
        "",
        "/name: letter 3 of this text is the control character U+001B: leave it out",
    );
    check(
        &import("plan.csv", PLAN, "Ba\u{7}rn"),
        1,
        "",
        "name: letter 3 of this text is the control character U+0007: leave it out",
    );
    check(
        &import("plan.csv", PLAN, &"b".repeat(5000)),
        1,
        "",
        "name: this has 5000 letters, and 200 are the most",
    );
    assert_eq!(database.number("select count(*) from venue").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_many_faults_is_refused_with_the_first_twenty_and_the_total() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let plan = file(
        &folder,
        "plan.csv",
        &format!("{PLAN}{}", "Ground,Stalls,2,1x,2y\n".repeat(600)),
    );
    let ran = frontrow(&database, &["import", "plan", &plan, "--venue", "Barn"]);
    check(&ran, 1, "", "600 faults, nothing was changed");
    check(&ran, 1, "", "and 580 more, 600 in all");
    assert_eq!(
        String::from_utf8_lossy(&ran.stderr)
            .lines()
            .filter(|line| line.contains(": `start` and `end` must be"))
            .count(),
        20
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_field_and_a_control_character_are_errors_with_their_places() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let twice = file(
        &folder,
        "twice.json",
        "{\"events\": [{\"title\": \"A\",\n\"title\": \"B\"}]}",
    );
    check(
        &frontrow(&database, &["import", "events", &twice]),
        1,
        "",
        ": the field `title` is in this object twice: leave one out",
    );
    let control = file(
        &folder,
        "control.json",
        &crate::serving::EVENTS.replace("Songs", "So\\u0000ngs"),
    );
    check(
        &frontrow(&database, &["import", "events", &control]),
        1,
        "",
        "/events/0/title: letter 3 of this text is the control character U+0000",
    );
    let long = file(
        &folder,
        "long.json",
        &crate::serving::EVENTS.replace("Songs", &"s".repeat(5000)),
    );
    check(
        &frontrow(&database, &["import", "events", &long]),
        1,
        "",
        "/events/0/title: this has 5000 letters, and 200 are the most",
    );
    let year = file(
        &folder,
        "year.json",
        &crate::serving::EVENTS.replace("2099-03", "0001-03"),
    );
    check(
        &frontrow(&database, &["import", "events", &year]),
        1,
        "",
        "/events/0/starts_at: this must be a time in the years 1970 to 2199",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_ends_the_output_without_an_error() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let plan = file(&folder, "plan.csv", PLAN);
    check(
        &frontrow(&database, &["import", "plan", &plan, "--venue", "Barn"]),
        0,
        "",
        "",
    );
    let events = file(&folder, "events.json", crate::serving::EVENTS);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_frontrow"));
    command
        .args(["import", "events", &events])
        .env("DATABASE_URL", database.url())
        .env("FRONTROW_LOG", "warn");
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        (output.status.code(), complaint.contains("panicked")),
        (Some(0), false),
        "{complaint}"
    );
}
