use serde_json::{Value, json};

use super::*;
use crate::plan::{Point, Shape};

const EVERYTHING: &str = include_str!("../../../tests/fixtures/pretix-everything.json");

fn plan() -> SeatingPlan {
    read(EVERYTHING).expect("a good file").value
}

/// Replaces the value at a pointer of the good file, and compares the faults.
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
    let found: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (fault.place.as_str(), fault.what.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn zones_rows_and_seats_are_read() {
    let plan = plan();
    assert_eq!(
        (
            plan.name.as_str(),
            plan.width,
            plan.height,
            plan.seat_count()
        ),
        ("Old Riding Hall", 1800, 1400, 15)
    );
    assert_eq!(plan.categories, ["Stalls", "Tables", "Gallery"]);
    let names: Vec<&str> = plan
        .sections
        .iter()
        .map(|section| section.name.as_str())
        .collect();
    assert_eq!(names, ["Stalls", "tables", "Gallery"]);
    assert_eq!(plan.faults(), []);

    let first = &plan.sections[0].rows[0];
    assert_eq!(
        (first.name.as_str(), &first.numbers),
        ("1", &["1", "2", "3", "4", "5"].map(str::to_owned).to_vec())
    );
    // (150.5 + 25.4) × 2 = 351.8 and (200.25 + 0.3) × 2 = 401.1
    assert_eq!((first.x[1], first.y[1]), (352, 401));
    assert_eq!(
        (first.radius, &first.own_radius, &first.own_category),
        (20, &vec![(4, 28)], &vec![(4, 2)])
    );
    assert_eq!(first.aisles_after, [2]);
    assert_eq!(plan.sections[0].rows[1].name, "2");
    assert_eq!(
        (plan.sections[0].rows[1].x[0], plan.sections[0].rows[1].y[0]),
        (326, 491)
    );
    assert_eq!(plan.sections[0].rows[2].numbers, ["", ""]);
    let table = &plan.sections[1].rows[0];
    assert_eq!(
        (
            table.name.as_str(),
            table.numbers[0].as_str(),
            table.radius,
            table.category
        ),
        ("Table 7", "a", 16, 1)
    );
}

#[test]
fn the_shape_that_is_named_as_the_stage_is_the_stage() {
    let stage = plan().stage;
    assert_eq!(
        (stage.name.as_str(), stage.focus),
        ("Stage", Point { x: 601, y: 171 })
    );
    assert_eq!(
        stage.shape,
        Shape::Rectangle {
            x: 201,
            y: 81,
            width: 800,
            height: 180,
            turn: 0
        }
    );
}

#[test]
fn all_shapes_are_drawn() {
    let drawn = plan().decorations;
    let shapes: Vec<&Shape> = drawn
        .iter()
        .filter_map(|decoration| decoration.shape.as_ref())
        .collect();
    // The bar is turned by 90° around its corner (650.5, 200.25), so its centre is at (630.5, 260.25).
    assert_eq!(
        shapes[0],
        &Shape::Rectangle {
            x: 1141,
            y: 481,
            width: 240,
            height: 80,
            turn: 90
        }
    );
    assert!(
        matches!(shapes[1], Shape::Polygon { points } if points.len() == 4),
        "a fraction of a degree needs a polygon"
    );
    assert_eq!(
        shapes[2],
        &Shape::Ellipse {
            x: 1000,
            y: 600,
            rx: 52,
            ry: 52,
            turn: 0
        }
    );
    assert_eq!(
        shapes[3],
        &Shape::Ellipse {
            x: 1360,
            y: 841,
            rx: 120,
            ry: 45,
            turn: 30
        }
    );
    assert!(
        matches!(shapes[4], Shape::Polygon { points } if points[0] == Point { x: 1240, y: 440 } && points.len() == 4)
    );
    assert_eq!(
        (drawn[0].fill.as_deref(), drawn[0].stroke.as_deref()),
        (Some("#222222"), Some("#c80a0a"))
    );
    let texts: Vec<(&str, Option<i32>)> = drawn
        .iter()
        .filter_map(|one| Some((one.text.as_deref()?, one.size)))
        .collect();
    assert_eq!(
        texts,
        [
            ("Bar", Some(32)),
            ("7", Some(28)),
            ("To the foyer", Some(36))
        ]
    );
    assert_eq!(
        drawn
            .iter()
            .find(|decoration| decoration.text.as_deref() == Some("To the foyer"))
            .and_then(|decoration| decoration.at),
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
        &[
            (
                "/size/width",
                "this must be a number above 0, not the number 0",
            ),
            ("/size/height", "this must be a number, not the text `x`"),
        ],
    );
    check(
        "/name",
        json!(3),
        &[("/name", "this must be a text, not the number 3")],
    );
    check(
        "/title",
        json!("x"),
        &[(
            "/title",
            "there is no field `title` here; there are name, zones, categories, size, background, background_image",
        )],
    );
    check(
        "/categories/1",
        json!({"name": "Stalls"}),
        &[
            ("/categories/1/name", "`Stalls` is there twice"),
            (
                "/zones/1/rows/0/seats/0/category",
                "there is no category `Tables`; there are Stalls, Stalls, Gallery",
            ),
            (
                "/zones/1/rows/0/seats/1/category",
                "there is no category `Tables`; there are Stalls, Stalls, Gallery",
            ),
            (
                "/zones/1/rows/0/seats/2/category",
                "there is no category `Tables`; there are Stalls, Stalls, Gallery",
            ),
            (
                "/zones/1/rows/0/seats/3/category",
                "there is no category `Tables`; there are Stalls, Stalls, Gallery",
            ),
        ],
    );
    check(
        &at("category"),
        json!("Royal"),
        &[(
            &at("category"),
            "there is no category `Royal`; there are Stalls, Tables, Gallery",
        )],
    );
    check(
        &at("position"),
        json!({"x": 1}),
        &[(&at("position"), "`y` is missing")],
    );
    check(
        &at("seat_number"),
        json!("1"),
        &[(seat, "row `1` has a seat `1` already")],
    );
    check(
        &at("radius"),
        json!(-4),
        &[(
            &at("radius"),
            "this must be a number above 0, not the number -4",
        )],
    );
    check(
        &at("start_direction"),
        json!("up"),
        &[(
            &at("start_direction"),
            "this must be one of <, >, <>, not `up`",
        )],
    );
    check(
        "/zones/0/rows/1/row_number_position",
        json!("left"),
        &[(
            "/zones/0/rows/1/row_number_position",
            "this must be one of start, end, both, not `left`",
        )],
    );
    check(
        "/zones/0/position",
        Value::Null,
        &[("/zones/0", "`position` is missing")],
    );
    check(
        "/zones/0/areas/0/shape",
        json!("star"),
        &[(
            "/zones/0/areas/0/shape",
            "this must be one of polygon, rectangle, ellipse, circle, text, not `star`",
        )],
    );
    check(
        "/zones/0/areas/0/rectangle",
        Value::Null,
        &[("/zones/0/areas/0", "`rectangle` is missing")],
    );
    check(
        "/zones/1/areas/2/polygon/points",
        json!([{"x": 1, "y": 2}]),
        &[(
            "/zones/1/areas/2/polygon/points",
            "a polygon must have at least three points",
        )],
    );
    check(
        "/zones/1/areas/1/ellipse/radius",
        json!({"x": 5, "y": 0}),
        &[(
            "/zones/1/areas/1/ellipse/radius",
            "an ellipse must have radii above 0",
        )],
    );
    check(
        "/zones",
        json!([]),
        &[(
            "/zones",
            "there is neither a seat nor a standing area in this plan",
        )],
    );
    check(
        "/zones/2",
        json!(7),
        &[("/zones/2", "this must be an object, not the number 7")],
    );
}

#[test]
fn control_characters_and_long_texts_are_named_by_pointer() {
    let nul = "letter 3 of this text is the control character U+0000: leave it out";
    for pointer in [
        "/name",
        "/zones/0/name",
        "/zones/0/rows/0/row_number",
        "/zones/0/rows/0/row_label",
        "/zones/0/rows/0/seats/1/seat_number",
        "/zones/0/areas/0/text/text",
    ] {
        check(pointer, json!("St\u{0}alls"), &[(pointer, nul)]);
    }
    let long = format!(
        "this has 5000 letters, and 200 are the most; it begins `{}…`",
        "ä".repeat(40)
    );
    check(
        "/zones/0/name",
        json!("ä".repeat(5000)),
        &[("/zones/0/name", &long)],
    );
}

#[test]
fn a_repeated_guid_or_uuid_is_a_note() {
    let mut file: Value = serde_json::from_str(EVERYTHING).expect("JSON");
    file["zones"][0]["rows"][0]["uuid"] = file["zones"][0]["uuid"].clone();
    for seat in [1, 2] {
        file["zones"][0]["rows"][0]["seats"][seat]["seat_guid"] = json!("s-1-1");
    }
    let (plan, notes) = imported(&file);
    assert_eq!(plan.seat_count(), 15);
    assert_eq!(
        notes,
        [
            "/zones: 1 `uuid` repeats an earlier one; this field is not used here",
            "/zones: 2 `seat_guid` repeat an earlier one; this field is not used here",
        ]
    );
}

#[test]
fn a_file_that_is_not_json_is_refused_with_the_line() {
    let faults = read("{\n \"name\": oops}").expect_err("no JSON");
    assert_eq!(
        faults,
        [Fault::new(
            "line 2, column 10",
            "this is not JSON: expected value"
        )]
    );
}

#[test]
fn a_part_that_is_left_out_causes_a_note() {
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
            "/zones: nothing in this plan is named as the stage; the seats in the centre are taken to be the best",
        ]
    );
    assert_eq!(read.value.sections[2].name, "Stalls (2)");
}

/// A row: its number, its first seat, its count of seats, the distance between them, and their
/// category.
type TestRow<'a> = (&'a str, (i32, i32), usize, i32, &'a str);

/// A plan of named zones with rows.
fn hall(zones: &[(&str, &[TestRow<'_>])], areas: Value) -> Value {
    let mut guid = 0;
    let mut row = |number: &str, (x, y): (i32, i32), seats: usize, apart: i32, category: &str| {
        let mut seat = |index: usize| {
            guid += 1;
            json!({"seat_guid": guid.to_string(), "seat_number": (index + 1).to_string(), "position": {"x": index as i32 * apart, "y": 0}, "category": category})
        };
        json!({"row_number": number, "position": {"x": x, "y": y}, "seats": (0..seats).map(&mut seat).collect::<Vec<_>>()})
    };
    let mut zone = |name: &str, rows: &[TestRow<'_>]| {
        let rows: Vec<Value> = rows
            .iter()
            .map(|(number, at, seats, apart, category)| row(number, *at, *seats, *apart, category))
            .collect();
        json!({"name": name, "position": {"x": 0, "y": 0}, "rows": rows})
    };
    let mut zones: Vec<Value> = zones.iter().map(|(name, rows)| zone(name, rows)).collect();
    zones[0]["areas"] = areas;
    json!({"name": "Hall", "size": {"width": 900, "height": 700}, "categories": [{"name": "Balcony"}, {"name": "Stalls"}], "zones": zones})
}

fn text(text: &str, x: i32, y: i32) -> Value {
    json!({"shape": "text", "position": {"x": x, "y": y}, "text": {"text": text, "position": {"x": 0, "y": 0}}})
}

fn imported(file: &Value) -> (SeatingPlan, Vec<String>) {
    let read = read(&file.to_string()).expect("a good file");
    assert_eq!(read.value.faults(), []);
    (
        read.value,
        read.notes.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn blocks_with_the_same_row_numbers_become_separate_sections() {
    let (plan, notes) = imported(&hall(
        &[(
            "Floor",
            &[
                ("1", (100, 100), 4, 25, "Stalls"),
                ("1", (400, 100), 4, 25, "Stalls"),
                ("2", (100, 140), 4, 25, "Stalls"),
                ("2", (400, 140), 4, 25, "Stalls"),
            ],
        )],
        json!([text("Stage", 250, 40)]),
    ));
    let sections: Vec<(&str, usize)> = plan
        .sections
        .iter()
        .map(|section| (section.name.as_str(), section.rows.len()))
        .collect();
    assert_eq!(sections, [("Floor", 2), ("Floor (2)", 2)]);
    assert_eq!(
        notes,
        [
            "/zones: blocks of `Floor` number their rows and seats alike; they become 2 sections of this name with a number"
        ],
        "one note for all"
    );
}

#[test]
fn zones_with_the_same_name_and_their_blocks_get_unique_names() {
    let blocks: &[TestRow<'_>] = &[
        ("1", (100, 100), 4, 25, "Stalls"),
        ("1", (400, 100), 4, 25, "Stalls"),
    ];
    let more: &[TestRow<'_>] = &[
        ("1", (100, 200), 4, 25, "Stalls"),
        ("1", (400, 200), 4, 25, "Stalls"),
    ];
    let (plan, _) = imported(&hall(
        &[("Floor", blocks), ("Floor", more)],
        json!([text("Stage", 250, 40)]),
    ));
    let names: Vec<&str> = plan
        .sections
        .iter()
        .map(|section| section.name.as_str())
        .collect();
    assert_eq!(names, ["Floor", "Floor (2)", "Floor (3)", "Floor (2) (2)"]);
}

#[test]
fn a_row_belongs_to_the_nearest_block_of_a_zone() {
    let (plan, _) = imported(&hall(
        &[(
            "Floor",
            &[
                ("A", (100, 100), 4, 25, "Stalls"),
                ("A", (600, 100), 4, 25, "Stalls"),
                ("B", (600, 140), 4, 25, "Stalls"),
                ("C", (600, 180), 4, 25, "Stalls"),
                ("B", (100, 140), 4, 25, "Stalls"),
            ],
        )],
        json!([text("Stage", 400, 40)]),
    ));
    let rows = |section: usize| {
        plan.sections[section]
            .rows
            .iter()
            .map(|row| row.name.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!((rows(0).as_str(), rows(1).as_str()), ("A B", "A B C"));
}

#[test]
fn a_plan_without_categories_has_one() {
    let mut file = hall(
        &[("Main", &[("1", (100, 100), 3, 25, "")])],
        json!([text("Stage", 150, 40)]),
    );
    for categories in [json!([]), Value::Null] {
        file["categories"] = categories;
        let (plan, notes) = imported(&file);
        assert_eq!(plan.categories, ["All seats"]);
        assert_eq!(
            notes,
            ["/categories: this plan has no categories; all seats are in one, `All seats`"]
        );
    }
}

#[test]
fn rows_are_sorted_by_their_distance_from_the_stage() {
    let rows: &[TestRow<'_>] = &[
        ("3", (100, 200), 6, 25, "Stalls"),
        ("1", (100, 100), 6, 25, "Stalls"),
        ("2", (100, 150), 6, 25, "Stalls"),
    ];
    let names = |plan: &SeatingPlan| {
        plan.sections[0]
            .rows
            .iter()
            .map(|row| row.name.clone())
            .collect::<Vec<_>>()
    };
    let (plan, _) = imported(&hall(&[("Stalls", rows)], json!([text("Stage", 160, 40)])));
    assert_eq!(names(&plan), ["1", "2", "3"]);
    let (plan, _) = imported(&hall(&[("Stalls", rows)], json!([text("Stage", 160, 290)])));
    assert_eq!(
        names(&plan),
        ["3", "2", "1"],
        "from the stage backwards, wherever it is"
    );
}

#[test]
fn the_stage_door_is_not_the_stage_and_spaced_letters_are_a_word() {
    let rows: &[TestRow<'_>] = &[("1", (100, 120), 10, 25, "Stalls")];
    let (plan, _) = imported(&hall(
        &[("Stalls", rows)],
        json!([
            text("Stage door", 560, 380),
            text("1. Ring", 100, 390),
            text("STAGE", 250, 30)
        ]),
    ));
    assert_eq!(
        (plan.stage.name.as_str(), plan.stage.focus),
        ("STAGE", Point { x: 500, y: 60 })
    );
    let (plan, _) = imported(&hall(
        &[("Stalls", rows)],
        json!([text("S T A G E", 250, 300)]),
    ));
    assert_eq!(
        (plan.stage.name.as_str(), plan.stage.focus),
        ("STAGE", Point { x: 500, y: 600 })
    );
}

#[test]
fn without_a_stage_the_best_seats_are_in_the_centre() {
    let (plan, notes) = imported(&hall(
        &[(
            "Stalls",
            &[
                ("1", (100, 100), 5, 25, "Stalls"),
                ("2", (100, 200), 5, 25, "Stalls"),
            ],
        )],
        json!([text("Stage door", 100, 40)]),
    ));
    assert_eq!(plan.stage.focus, Point { x: 300, y: 300 });
    assert_eq!(
        notes,
        [
            "/zones: nothing in this plan is named as the stage; the seats in the centre are taken to be the best"
        ]
    );
}

#[test]
fn the_order_of_categories_in_the_file_means_nothing() {
    let (plan, _) = imported(&hall(
        &[
            ("Stalls", &[("1", (100, 100), 5, 25, "Stalls")]),
            ("Balcony", &[("1", (100, 260), 5, 25, "Balcony")]),
        ],
        json!([text("Stage", 150, 40)]),
    ));
    assert_eq!(
        plan.categories,
        ["Stalls", "Balcony"],
        "nearer to the stage is better"
    );
    assert_eq!(
        (
            plan.sections[0].rows[0].category,
            plan.sections[1].rows[0].category
        ),
        (0, 1)
    );
}

#[test]
fn the_category_of_the_first_row_is_the_best_even_with_seats_far_away() {
    let rows: &[TestRow<'_>] = &[
        ("1", (100, 100), 4, 25, "Balcony"),
        ("2", (100, 160), 4, 25, "Stalls"),
        ("3", (100, 190), 4, 25, "Stalls"),
        ("9", (100, 600), 4, 25, "Balcony"),
    ];
    let (plan, _) = imported(&hall(&[("Hall", rows)], json!([text("Stage", 140, 40)])));
    assert_eq!(
        plan.categories,
        ["Balcony", "Stalls"],
        "they have the first row"
    );
}

#[test]
fn seats_on_top_of_each_other_are_counted_in_a_note() {
    let (_, notes) = imported(&hall(
        &[
            ("D", &[("1", (100, 100), 6, 25, "Stalls")]),
            ("E", &[("1", (175, 100), 6, 25, "Stalls")]),
        ],
        json!([text("Stage", 150, 40)]),
    ));
    assert_eq!(
        notes,
        ["/zones: 6 seats lie on top of each other in the picture; every one of them can be sold"]
    );
}

#[test]
fn widely_spaced_seats_are_neighbours() {
    let (plan, _) = imported(&hall(
        &[("Tables", &[("1", (100, 120), 8, 40, "Stalls")])],
        json!([text("Stage", 250, 40)]),
    ));
    let row = &plan.sections[0].rows[0];
    assert!((1..8).all(|seat| row.beside(seat)), "{:?}", row.x);
    assert!(row.aisles_after.is_empty());
}

#[test]
fn a_text_with_a_capacity_makes_a_standing_area() {
    let areas = json!([
        text("Stage", 150, 40),
        {"shape": "rectangle", "position": {"x": 100, "y": 100}, "rectangle": {"width": 300, "height": 150},
         "text": {"text": "Standing 400", "position": {"x": 150, "y": 75}}},
        text("Bar 2", 700, 600),
        text("Standing 50", 800, 650)
    ]);
    let (plan, notes) = imported(&hall(
        &[("Stalls", &[("1", (100, 300), 5, 25, "Stalls")])],
        areas,
    ));
    let found: Vec<(&str, &str, u32)> = plan
        .areas
        .iter()
        .map(|area| (area.id.as_str(), area.name.as_str(), area.capacity))
        .collect();
    assert_eq!(found, [("standing", "Standing", 400)]);
    assert_eq!(
        plan.areas[0].shape,
        Shape::Rectangle {
            x: 200,
            y: 200,
            width: 600,
            height: 300,
            turn: 0
        }
    );
    assert_eq!(
        plan.categories[usize::from(plan.areas[0].category)],
        "Standing"
    );
    let texts: Vec<&str> = plan
        .decorations
        .iter()
        .filter_map(|one| one.text.as_deref())
        .collect();
    assert_eq!(
        texts,
        ["Bar 2", "Standing 50"],
        "a number alone makes no standing area, and a standing area has a shape"
    );
    assert_eq!(notes.len(), 1, "{notes:?}");
}
