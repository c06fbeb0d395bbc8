//! Halls to draw: those of the demo season, a made-up theatre, and bowls of any size.

use std::sync::Arc;

use app::components::seat_map::{Hall, LevelRanges};
use domain::{
    Currency, Money, PriceLevelId,
    catalogue::PriceLevel,
    plan::{
        Point, Row, SeatingPlan, Shape,
        generate::{Fan, PlanMaker, Ring, RowMaker, Side, section},
    },
};

use super::club;
use crate::wanted::Wanted;

const COLOURS: [&str; 6] = ["#f4f1c3", "#95e6bb", "#4bc8d5", "#5b9ddf", "#7d6cca", "#a0499a"];

/// The plan that is asked for.
pub fn plan(wanted: &Wanted) -> SeatingPlan {
    match (wanted.seats, wanted.hall.as_str()) {
        (Some(seats), _) => bowl(seats),
        (None, "sibelius") => demo::halls::sibelius_hall(),
        (None, "concert") => demo::halls::concert_hall(),
        (None, "arena") => demo::halls::arena_round(),
        (None, "court") => demo::halls::arena_court(),
        (None, "stadium") => demo::halls::stadium_match(),
        (None, "open-air") => demo::halls::stadium_concert(),
        (None, "club") => club::plan(),
        (None, _) => theatre(),
    }
}

/// A theatre of some 900 seats: stalls in three wedges and a balcony.
fn theatre() -> SeatingPlan {
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
    PlanMaker::new("Made-up theatre", "Stage", stage, (0, 0), &["A", "B", "C"])
        .with_all(stalls)
        .with(section("Balcony", Some("Balcony"), balcony))
        .finish()
}

/// A bowl of exactly so many seats around a ring, tier upon tier.
fn bowl(seats: u32) -> SeatingPlan {
    const ROWS: usize = 16;
    const PITCH: f64 = 88.0;
    // The more seats, the larger the floor: a bowl of a thousand has a thousand around something small.
    let floor = f64::from(seats).sqrt() * 14.0;
    let stage = floor as i32 * 2 / 3;
    let stage = Shape::Ellipse { x: 0, y: 0, rx: stage, ry: stage * 2 / 3, turn: 0 };
    let mut plan = PlanMaker::new("Made-up bowl", "Ring", stage, (0, 0), &["A", "B", "C", "D", "E", "F"]);
    let mut left = seats as usize;
    let mut tier = 0;
    while left > 0 {
        let out = tier as f64 * (ROWS as f64 * PITCH + 180.0);
        let ring =
            Ring { centre: (0.0, 0.0), half_width: floor + out, half_height: floor * 0.7 + out, corner: (floor * 0.5).max(200.0) + out };
        let mut block = 0;
        for side in Side::ALL {
            let path = ring.piece(side, 0, 1).length();
            let parts = ((path / 1500.0).round() as usize).max(1);
            for part in 0..parts {
                block += 1;
                let category = (tier as u16 * 2 + u16::from(side.is_corner())).min(5);
                let rows = ring.block((side, part, parts), ROWS, PITCH, 120.0, |row| (row + 1).to_string());
                let rows: Vec<Row> =
                    rows.into_iter().map(|row: RowMaker| row.category(category).into()).map_while(|row| cut(row, &mut left)).collect();
                if !rows.is_empty() {
                    plan = plan.with(section(&format!("Block {}{block:02}", tier + 1), None, rows));
                }
            }
        }
        tier += 1;
    }
    plan.finish()
}

/// The row, cut off where the seats come to an end; none when there are none left.
fn cut(mut row: Row, left: &mut usize) -> Option<Row> {
    let length = row.numbers.len().min(*left);
    *left -= length;
    row.numbers.truncate(length);
    row.x.truncate(length);
    row.y.truncate(length);
    (length > 0).then_some(row)
}

/// The plan with a price for each of its categories.
pub fn priced(plan: SeatingPlan) -> Arc<Hall> {
    let level = |(number, name): (usize, &String)| PriceLevel {
        id: PriceLevelId(number as i32),
        name: name.clone(),
        color: COLOURS[number * (COLOURS.len() - 1) / (plan.categories.len() - 1).max(1)].to_owned(),
        price: Money::new(9500 - 1400 * number as i64, Currency::EUR),
    };
    let levels = plan.categories.iter().enumerate().map(level).collect();
    let mut ranges: Vec<(u32, u32, PriceLevelId)> = Vec::new();
    let mut next = 0;
    let mut add = |count: u32, category: u16| {
        let id = PriceLevelId(i32::from(category));
        match ranges.last_mut() {
            Some((_, last, level)) if *level == id => *last += count,
            _ => ranges.push((next, next + count - 1, id)),
        }
        next += count;
    };
    for row in plan.sections.iter().flat_map(|section| &section.rows) {
        (0..row.numbers.len() as u16).for_each(|index| add(1, row.category_of(index)));
    }
    plan.areas.iter().for_each(|area| add(area.capacity, area.category));
    Arc::new(Hall::new(plan, levels, &LevelRanges { levels: ranges }))
}
