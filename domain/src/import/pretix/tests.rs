use serde_json::{Value, json};

use super::*;
use crate::plan::{Point, Shape};

const EVERYTHING: &str = include_str!("../../../tests/fixtures/pretix-everything.json");

fn plan() -> SeatingPlan {
    read(EVERYTHING).expect("a good file").value
}

/// Breaks the good file at a pointer and checks what is said of it.
fn check(pointer: &str, value: Value, expected: &[(&str, &str)]) {
    let mut file: Value = serde_json::from_str(EVERYTHING).expect("JSON");
    let (parent, field) = pointer.rsplit_once('/').expect("a pointer");
    let parent = file.pointer_mut(parent).expect("a place in the file");
    match (parent, value) {
        (Value::Object(object), Value::Null) => drop(object.remove(field)),
        (Value::Object(object), value) => drop(object.insert(field.to_owned(), value)),
        (Value::Array(list), value) => list[field.parse::<usize>().expect("an index")] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    let faults = read(&file.to_string()).expect_err("the file is broken");
    let found: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.place.as_str(), fault.what.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn zones_rows_and_seats_are_read() {
    let plan = plan();
    assert_eq!((plan.name.as_str(), plan.width, plan.height, plan.seat_count()), ("Old Riding Hall", 1800, 1400, 15));
    assert_eq!(plan.categories, ["Stalls", "Tables", "Gallery"]);
    let names: Vec<&str> = plan.sections.iter().map(|section| section.name.as_str()).collect();
    assert_eq!(names, ["Stalls", "tables", "Gallery"]);
    assert_eq!(plan.faults(), []);

    let first = &plan.sections[0].rows[0];
    assert_eq!((first.name.as_str(), &first.numbers), ("1", &["1", "2", "3", "4", "5"].map(str::to_owned).to_vec()));
    // (150.5 + 25.4) × 2 = 351.8 and (200.25 + 0.3) × 2 = 401.1
    assert_eq!((first.x[1], first.y[1]), (352, 401));
    assert_eq!((first.radius, &first.own_radius, &first.own_category), (20, &vec![(4, 28)], &vec![(4, 2)]));
    assert_eq!(first.aisles_after, [2]);
    assert_eq!(plan.sections[0].rows[1].name, "2");
    assert_eq!((plan.sections[0].rows[1].x[0], plan.sections[0].rows[1].y[0]), (326, 491));
    assert_eq!(plan.sections[0].rows[2].numbers, ["", ""]);
    let table = &plan.sections[1].rows[0];
    assert_eq!((table.name.as_str(), table.numbers[0].as_str(), table.radius, table.category), ("Table 7", "a", 16, 1));
}

#[test]
fn the_shape_with_the_word_on_it_is_the_stage() {
    let stage = plan().stage;
    assert_eq!((stage.name.as_str(), stage.focus), ("Stage", Point { x: 601, y: 171 }));
    assert_eq!(stage.shape, Shape::Rectangle { x: 201, y: 81, width: 800, height: 180, turn: 0 });
}

#[test]
fn all_shapes_are_drawn() {
    let drawn = plan().decorations;
    let shapes: Vec<&Shape> = drawn.iter().filter_map(|one| one.shape.as_ref()).collect();
    // Turned by 90° around its corner (650.5, 200.25), the bar's centre is at (630.5, 260.25).
    assert_eq!(shapes[0], &Shape::Rectangle { x: 1141, y: 481, width: 240, height: 80, turn: 90 });
    assert!(matches!(shapes[1], Shape::Polygon { points } if points.len() == 4), "a fraction of a degree needs a polygon");
    assert_eq!(shapes[2], &Shape::Ellipse { x: 1000, y: 600, rx: 52, ry: 52, turn: 0 });
    assert_eq!(shapes[3], &Shape::Ellipse { x: 1360, y: 841, rx: 120, ry: 45, turn: 30 });
    assert!(matches!(shapes[4], Shape::Polygon { points } if points[0] == Point { x: 1240, y: 440 } && points.len() == 4));
    assert_eq!((drawn[0].fill.as_deref(), drawn[0].stroke.as_deref()), (Some("#222222"), Some("#c80a0a")));
    let texts: Vec<(&str, Option<i32>)> = drawn.iter().filter_map(|one| Some((one.text.as_deref()?, one.size))).collect();
    assert_eq!(texts, [("Bar", Some(32)), ("7", Some(28)), ("To the foyer", Some(36))]);
    assert_eq!(
        drawn.iter().find(|one| one.text.as_deref() == Some("To the foyer")).and_then(|one| one.at),
        Some(Point { x: 1640, y: 620 })
    );
}

#[test]
fn a_broken_file_is_refused_with_the_place() {
    let seat = "/zones/0/rows/0/seats/1";
    let at = |field: &str| format!("{seat}/{field}");
    check("/size", Value::Null, &[("/", "`size` is missing")]);
    check(
        "/size",
        json!({"width": 0, "height": "x"}),
        &[("/size/width", "this is a number above 0, not the number 0"), ("/size/height", "this is a number, not the text `x`")],
    );
    check("/name", json!(3), &[("/name", "this is a text, not the number 3")]);
    check(
        "/title",
        json!("x"),
        &[("/title", "there is no field `title` here; there are name, zones, categories, size, background, background_image")],
    );
    check(
        "/categories/1",
        json!({"name": "Stalls"}),
        &[
            ("/categories/1/name", "`Stalls` is there twice"),
            ("/zones/1/rows/0/seats/0/category", "there is no category `Tables`"),
            ("/zones/1/rows/0/seats/1/category", "there is no category `Tables`"),
            ("/zones/1/rows/0/seats/2/category", "there is no category `Tables`"),
            ("/zones/1/rows/0/seats/3/category", "there is no category `Tables`"),
        ],
    );
    check(&at("category"), json!("Royal"), &[(&at("category"), "there is no category `Royal`")]);
    check(&at("position"), json!({"x": 1}), &[(&at("position"), "`y` is missing")]);
    check(&at("seat_guid"), json!("s-1-1"), &[(&at("seat_guid"), "`s-1-1` is there twice")]);
    check(&at("seat_number"), json!("1"), &[(seat, "row `1` has a seat `1` already")]);
    check(&at("radius"), json!(-4), &[(&at("radius"), "this is a number above 0, not the number -4")]);
    check(&at("start_direction"), json!("up"), &[(&at("start_direction"), "this is one of <, >, <>, not `up`")]);
    check(
        "/zones/0/rows/1/row_number_position",
        json!("left"),
        &[("/zones/0/rows/1/row_number_position", "this is one of start, end, both, not `left`")],
    );
    check("/zones/0/position", Value::Null, &[("/zones/0", "`position` is missing")]);
    check(
        "/zones/0/areas/0/shape",
        json!("star"),
        &[("/zones/0/areas/0/shape", "this is one of polygon, rectangle, ellipse, circle, text, not `star`")],
    );
    check("/zones/0/areas/0/rectangle", Value::Null, &[("/zones/0/areas/0", "`rectangle` is missing")]);
    check(
        "/zones/1/areas/2/polygon/points",
        json!([{"x": 1, "y": 2}]),
        &[("/zones/1/areas/2/polygon/points", "a polygon has at least three points")],
    );
    check(
        "/zones/1/areas/1/ellipse/radius",
        json!({"x": 5, "y": 0}),
        &[("/zones/1/areas/1/ellipse/radius", "an ellipse has radii above 0")],
    );
    check("/zones", json!([]), &[("/zones", "there is no seat in this plan")]);
    check("/zones/2", json!(7), &[("/zones/2", "this is an object, not the number 7")]);
    check(
        "/zones/0/rows/0/uuid",
        json!("c2f8f5d6-6f0e-4b43-9df0-1a4b0a3f0001"),
        &[("/zones/0/rows/0/uuid", "`c2f8f5d6-6f0e-4b43-9df0-1a4b0a3f0001` is there twice")],
    );
}

#[test]
fn what_is_no_json_is_named_by_line() {
    let faults = read("{\n \"name\": oops}").expect_err("no JSON");
    assert_eq!(faults, [Fault::new("line 2, column 10", "this is not JSON: expected value")]);
}

#[test]
fn what_is_left_out_is_remarked_upon() {
    let mut file: Value = serde_json::from_str(EVERYTHING).expect("JSON");
    file["background"] = json!({"image": "x.png"});
    file["zones"][2]["name"] = json!("Stalls");
    file["zones"][0]["areas"][0]["text"]["text"] = json!("Kitchen");
    let read = read(&file.to_string()).expect("a good file");
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "/background: the picture behind the plan is left out",
            "/zones: a zone named `Stalls` is there more than once; one is now `Stalls (2)`",
            "/zones: nothing in this plan is named as the stage; it is taken to be before the first row",
        ]
    );
    assert_eq!(read.value.sections[2].name, "Stalls (2)");
}
