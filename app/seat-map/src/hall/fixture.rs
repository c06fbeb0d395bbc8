//! A hall for tests.

use domain::{
    Currency, Money, PriceLevelId,
    catalogue::PriceLevel,
    plan::{Area, Point, Row, SeatingPlan, Section, Shape, Stage},
};
use translations::Language;

use super::{Hall, LevelRanges};
use crate::texts::PlacesTexts;

/// Two sections with two rows of six seats each, an aisle in the middle, and a standing floor for
/// 20.
#[must_use]
pub fn hall() -> Hall {
    let row = |name: &str, y: i32| Row {
        name: name.into(),
        numbers: (1..=6).map(|n: i32| n.to_string()).collect(),
        x: (0..6).map(|n| 100 + n * 50).collect(),
        y: vec![y; 6],
        radius: 20,
        category: 0,
        own_category: vec![],
        own_radius: vec![],
        accessible: if name == "1" { vec![0] } else { vec![] },
        companion: vec![],
        notes: vec![],
        aisles_after: vec![2],
    };
    let section = |name: &str, y: i32| Section {
        name: name.into(),
        level: None,
        outline: None,
        entrance: None,
        rows: vec![row("1", y), row("2", y + 60)],
    };
    let plan = SeatingPlan {
        name: "Test hall".into(),
        width: 500,
        height: 600,
        stage: Stage {
            name: "Stage".into(),
            shape: Shape::Rectangle {
                x: 100,
                y: 0,
                width: 300,
                height: 50,
                turn: 0,
            },
            focus: Point { x: 250, y: 50 },
        },
        categories: vec!["A".into()],
        sections: vec![section("Stalls", 200), section("Balcony", 400)],
        areas: vec![Area {
            id: "floor".into(),
            name: "Floor".into(),
            capacity: 20,
            category: 0,
            shape: Shape::Rectangle {
                x: 100,
                y: 60,
                width: 300,
                height: 100,
                turn: 0,
            },
            entrance: None,
        }],
        decorations: vec![],
    };
    let level = |id, amount| PriceLevel {
        id: PriceLevelId(id),
        name: format!("Level {id}"),
        color: "#aa3344".into(),
        price: Money::new(amount, Currency::EUR),
    };
    Hall::new(
        plan,
        vec![level(1, 6000), level(2, 4500)],
        &LevelRanges {
            levels: vec![(0, 11, PriceLevelId(1)), (12, 43, PriceLevelId(2))],
        },
        PlacesTexts::of(Language::English),
    )
}
