//! Made-up halls: one small enough to show every seat, one that shows its sections first.

use std::sync::Arc;

use app::components::seat_map::{Hall, LevelRanges};
use domain::{
    Currency, Money, PriceLevelId,
    catalogue::PriceLevel,
    plan::{
        Point, SeatingPlan, Shape,
        generate::{Fan, PlanMaker, Ring, RowMaker, Side, section},
    },
};

/// A theatre of some 900 seats: stalls in three wedges and a balcony.
pub fn theatre() -> Arc<Hall> {
    let stage = Shape::Polygon { points: [(-600, -260), (600, -260), (480, 60), (-480, 60)].map(|(x, y)| Point { x, y }).to_vec() };
    let stalls = [("Stalls, left", -52.0, -19.0), ("Stalls", -17.0, 17.0), ("Stalls, right", 19.0, 52.0)].map(|(name, from, to)| {
        let fan = Fan::new(520.0, 14, from, to);
        section(
            name,
            None,
            fan.make(|row| (row + 1).to_string()).into_iter().enumerate().map(|(row, maker)| maker.category(row as u16 / 5)),
        )
    });
    let balcony =
        Fan::new(2000.0, 5, -44.0, 44.0).make(|row| (row + 1).to_string()).into_iter().map(|row| row.wheelchairs_at_ends(2).category(2));
    let plan = PlanMaker::new("Made-up theatre", "Stage", stage, (0, 0), &["A", "B", "C"])
        .with_all(stalls)
        .with(section("Balcony", Some("Balcony"), balcony))
        .finish();
    hall(plan, &[("Front", "#f2c14e", 7500), ("Middle", "#d9705b", 5500), ("Back and balcony", "#7fa7d9", 3500)])
}

/// An arena of some 9,000 with a standing floor.
pub fn arena() -> Arc<Hall> {
    let stage = Shape::Ellipse { x: 0, y: 0, rx: 420, ry: 300, turn: 0 };
    let floor = Shape::Rectangle { x: -1300, y: 420, width: 2600, height: 520, turn: 0 };
    let mut plan = PlanMaker::new("Made-up arena", "Ring", stage, (0, 0), &["A", "B", "C"]);
    for (tier, start, rows) in [(1, 0.0, 14), (2, 1500.0, 12)] {
        let ring = Ring { centre: (0.0, 0.0), half_width: 2000.0 + start, half_height: 1300.0 + start, corner: 900.0 + start };
        let mut block = 0;
        for side in Side::ALL {
            let parts = if side.is_corner() { 2 } else { 3 };
            for part in 0..parts {
                block += 1;
                let rows = ring.block((side, part, parts), rows, 92.0, 120.0, |row| (row + 1).to_string());
                let rows = rows.into_iter().map(|row: RowMaker| row.category(tier - 1));
                plan = plan.with(section(&format!("Block {tier}{block:02}"), None, rows));
            }
        }
    }
    let plan = plan.standing("floor", "Standing floor", 1200, 2, floor).finish();
    hall(plan, &[("Lower tier", "#f2c14e", 8900), ("Upper tier", "#7fa7d9", 5900), ("Standing", "#9ccf8f", 4900)])
}

/// Prices each category of a plan.
fn hall(plan: SeatingPlan, prices: &[(&str, &str, i64)]) -> Arc<Hall> {
    let level = |(number, (name, color, amount)): (usize, &(&str, &str, i64))| PriceLevel {
        id: PriceLevelId(number as i32),
        name: (*name).to_owned(),
        color: (*color).to_owned(),
        price: Money::new(*amount, Currency::EUR),
    };
    let levels = prices.iter().enumerate().map(level).collect();
    let mut ranges = Vec::new();
    let mut next = 0;
    for row in plan.sections.iter().flat_map(|section| &section.rows) {
        for index in 0..row.numbers.len() as u16 {
            ranges.push((next, next, PriceLevelId(i32::from(row.category_of(index)))));
            next += 1;
        }
    }
    for area in &plan.areas {
        ranges.push((next, next + area.capacity - 1, PriceLevelId(i32::from(area.category))));
        next += area.capacity;
    }
    Arc::new(Hall::new(plan, levels, &LevelRanges { levels: ranges }))
}
