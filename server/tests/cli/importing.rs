//! `frontrow import` and `frontrow venue`, as a careful operator uses them.

use std::fs;

use testing::TestDatabase;

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
    check(&run(&[import, &["--dry-run"]].concat()), 0, "new venue barn: new plan", "");
    check(&run(&[import, &["--dry-run"]].concat()), 0, "This was a dry run: nothing was changed.", "");
    assert_eq!(database.number("select count(*) from venue").await, 0);
    check(&run(import), 0, "new venue barn: new plan", "");
    check(&run(&[import, &["--lat", "60"]].concat()), 1, "", "lon: `lat` alone is no place: give both, or neither");
    check(&run(&[import, &["--city", "Lahti"]].concat()), 0, "city: `place to be announced` becomes `Lahti`", "");

    let set: &[&str] = &["venue", "set", "barn", "--timezone", "Europe/Helsinki", "--lat", "60.98", "--lon", "25.66"];
    check(&run(&[set, &["--dry-run"]].concat()), 0, "timezone: `UTC` becomes `Europe/Helsinki`", "");
    assert_eq!(database.number("select count(*) from venue where timezone = 'UTC'").await, 1);
    check(&run(set), 0, "venue barn: changed", "");
    check(&run(set), 0, "venue barn: nothing is different", "");
    check(&run(&["venue", "set", "opera", "--city", "Lahti"]), 1, "", "there is no venue `opera`");

    let events = file(&folder, "events.json", &crate::serving::EVENTS.replace("Barn", "barn"));
    check(&run(&["import", "events", &events, "--dry-run"]), 0, "1 event new, 0 changed, 0 as they were", "");
    assert_eq!(database.number("select count(*) from event").await, 0);
    check(&run(&["import", "events", &events]), 0, "/events/songs-2099-03-05", "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_many_faults_is_refused_with_the_first_twenty_and_the_total() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let plan = file(&folder, "plan.csv", &format!("{PLAN}{}", "Ground,Stalls,2,1x,2y\n".repeat(600)));
    let ran = frontrow(&database, &["import", "plan", &plan, "--venue", "Barn"]);
    check(&ran, 1, "", "600 faults, nothing was changed");
    check(&ran, 1, "", "and 580 more, 600 in all");
    assert_eq!(String::from_utf8_lossy(&ran.stderr).lines().filter(|line| line.contains(": `start` and `end` are")).count(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_field_and_a_control_character_are_errors_with_their_places() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let twice = file(&folder, "twice.json", "{\"events\": [{\"title\": \"A\",\n\"title\": \"B\"}]}");
    check(&frontrow(&database, &["import", "events", &twice]), 1, "", ": the field `title` is in this object twice: leave one out");
    let control = file(&folder, "control.json", &crate::serving::EVENTS.replace("Songs", "So\\u0000ngs"));
    check(
        &frontrow(&database, &["import", "events", &control]),
        1,
        "",
        "/events/0/title: letter 3 of this text is the control character U+0000",
    );
    let long = file(&folder, "long.json", &crate::serving::EVENTS.replace("Songs", &"s".repeat(5000)));
    check(&frontrow(&database, &["import", "events", &long]), 1, "", "/events/0/title: this has 5000 letters, and 200 are the most");
    let year = file(&folder, "year.json", &crate::serving::EVENTS.replace("2099-03", "0001-03"));
    check(&frontrow(&database, &["import", "events", &year]), 1, "", "/events/0/starts_at: this is a time in the years 1970 to 2199");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_ends_the_output_without_an_error() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    let plan = file(&folder, "plan.csv", PLAN);
    check(&frontrow(&database, &["import", "plan", &plan, "--venue", "Barn"]), 0, "", "");
    let events = file(&folder, "events.json", crate::serving::EVENTS);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_frontrow"));
    command.args(["import", "events", &events]).env("DATABASE_URL", database.url()).env("FRONTROW_LOG", "warn");
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), complaint.contains("panicked")), (Some(0), false), "{complaint}");
}
