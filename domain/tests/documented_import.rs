//! The readers accept the examples of docs/import.md.

use domain::import::{PlanFormat, read_events, read_plan};

const DOCS: &str = include_str!("../../docs/import.md");

#[test]
fn the_documented_events_are_read() {
    let json = DOCS
        .split("```json")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("an example in JSON");
    let read = read_events(json).expect("the example is sound");
    assert_eq!(read.value.len(), 1);
}

#[test]
fn the_documented_rows_are_read() {
    let rows: Vec<&str> = DOCS
        .lines()
        .skip_while(|line| !line.contains("floor,zone"))
        .take_while(|line| line.starts_with("    "))
        .map(str::trim)
        .collect();
    let read = read_plan(&rows.join("\n"), PlanFormat::Rows, "Hall").expect("the example is sound");
    assert_eq!(read.value.seat_count(), 141);
}
