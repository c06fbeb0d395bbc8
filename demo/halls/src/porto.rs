//! A stadium in Porto: three tiers around a pitch, for about 50,000.

use domain::plan::generate::{PlanMaker, Ring, RowMaker, Side, section};
use domain::plan::{Point, SeatingPlan, Section, Shape};

const CATEGORIES: [&str; 5] = ["Main stand, middle", "Sides", "Bends", "Ends", "Upper tier"];

/// A tier of the bowl.
struct Tier {
    name: &'static str,
    ring: Ring,
    rows: usize,
    first_block: usize,
}

const fn ring(out: f64) -> Ring {
    Ring {
        centre: (0.0, 0.0),
        half_width: 6300.0 + out,
        half_height: 4450.0 + out,
        corner: 1500.0 + out,
    }
}

const TIERS: [Tier; 3] = [
    Tier {
        name: "Lower tier",
        ring: ring(0.0),
        rows: 22,
        first_block: 101,
    },
    Tier {
        name: "Middle tier",
        ring: ring(2150.0),
        rows: 12,
        first_block: 201,
    },
    Tier {
        name: "Upper tier",
        ring: ring(3450.0),
        rows: 18,
        first_block: 301,
    },
];

const PITCH: f64 = 85.0;
const STAIRS: f64 = 130.0;
const ROOF: &str = "a pillar of the roof stands in front";

/// The gates around the stadium: one on each side and at each corner.
fn gate(side: Side) -> Option<String> {
    Side::ALL
        .iter()
        .position(|own| *own == side)
        .map(|index| format!("Gate {}", index + 1))
}

fn blocks(side: Side) -> usize {
    match side {
        Side::Bottom | Side::Top => 8,
        Side::Left | Side::Right => 5,
        _ => 4,
    }
}

/// A football match.
#[must_use]
pub fn stadium_match() -> SeatingPlan {
    let pitch = Shape::Rectangle {
        x: -5250,
        y: -3400,
        width: 10_500,
        height: 6800,
        turn: 0,
    };
    let mut plan = PlanMaker::new("Stadium, football", "Pitch", pitch, (0, 0), &CATEGORIES)
        .with_all(bowl(|_| true))
        .text("Main stand", (0, 9750), 320);
    for line in pitch_lines() {
        plan = plan.draw(line, None);
    }
    plan.text("Far stand", (0, -9750), 320).finish()
}

/// A concert: the stage in front of the left end, a standing area on the pitch, and the blocks
/// behind the stage closed.
#[must_use]
pub fn stadium_concert() -> SeatingPlan {
    let corners = [
        (-5900, -1700),
        (-4300, -1700),
        (-4300, -400),
        (-3300, -300),
        (-3300, 300),
        (-4300, 400),
        (-4300, 1700),
        (-5900, 1700),
    ];
    let stage = Shape::Polygon {
        points: corners.map(|(x, y)| Point { x, y }).to_vec(),
    };
    let mut plan = PlanMaker::new("Stadium, concert", "Stage", stage, (-4500, 0), &CATEGORIES)
        .with_all(bowl(|side| !matches!(side, Side::Left)))
        .standing("front", "Standing, front of stage", 3500, 0, area(-3150, 0))
        .standing("pitch", "Standing, pitch", 8500, 1, area(350, 4900))
        .text("Main stand", (0, 9750), 320)
        .finish();
    // The entrance to the pitch is opposite the stage.
    plan.areas
        .iter_mut()
        .for_each(|area| area.entrance = gate(Side::Right));
    plan
}

fn area(from: i32, to: i32) -> Shape {
    Shape::Rectangle {
        x: from,
        y: -3100,
        width: to - from,
        height: 6200,
        turn: 0,
    }
}

/// The lines on the pitch.
fn pitch_lines() -> Vec<Shape> {
    vec![
        Shape::Ellipse {
            x: 0,
            y: 0,
            rx: 915,
            ry: 915,
            turn: 0,
        },
        Shape::Rectangle {
            x: -10,
            y: -3400,
            width: 20,
            height: 6800,
            turn: 0,
        },
        Shape::Rectangle {
            x: -5250,
            y: -2016,
            width: 1650,
            height: 4032,
            turn: 0,
        },
        Shape::Rectangle {
            x: 3600,
            y: -2016,
            width: 1650,
            height: 4032,
            turn: 0,
        },
    ]
}

/// The blocks of all tiers on the open sides.
fn bowl(open: impl Fn(Side) -> bool) -> Vec<Section> {
    let mut sections = Vec::new();
    for tier in &TIERS {
        let pieces = Side::ALL
            .into_iter()
            .flat_map(|side| (0..blocks(side)).map(move |part| (side, part, blocks(side))));
        for (number, piece) in (tier.first_block..)
            .zip(pieces)
            .filter(|(_, piece)| open(piece.0))
        {
            let makers = tier
                .ring
                .block(piece, tier.rows, PITCH, STAIRS, |row| (row + 1).to_string());
            let rows = makers
                .into_iter()
                .enumerate()
                .map(|(row, maker)| finish_row(maker, row, piece, tier.name));
            let block = section(
                &format!("Block {number}"),
                Some(tier.name),
                rows.collect::<Vec<_>>(),
            );
            sections.push(Section {
                entrance: gate(piece.0),
                ..block
            });
        }
    }
    sections
}

fn finish_row(
    row: RowMaker,
    index: usize,
    (side, part, parts): (Side, usize, usize),
    tier: &str,
) -> RowMaker {
    let middle = part * 4 >= parts && (part + 1) * 4 <= parts * 3;
    let category = match side {
        _ if tier == "Upper tier" => 4,
        Side::Bottom | Side::Top if middle => 0,
        Side::Bottom | Side::Top => 1,
        Side::Left | Side::Right => 3,
        _ => 2,
    };
    let row = row.category(category);
    match (tier, index) {
        ("Lower tier", 21) if !side.is_corner() => row.wheelchairs_at_ends(2),
        ("Middle tier", 11) if side.is_corner() => row.note(&[0], ROOF),
        _ => row,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seat_has_the_nearest_gate() {
        for plan in [stadium_match(), stadium_concert()] {
            assert!(
                plan.sections
                    .iter()
                    .all(|section| section.entrance.is_some())
                    && plan.areas.iter().all(|area| area.entrance.is_some())
            );
        }
        let plan = stadium_match();
        let gate_of = |name: &str| {
            plan.sections
                .iter()
                .find(|section| section.name == name)
                .and_then(|section| section.entrance.as_deref())
        };
        assert_eq!(
            (
                gate_of("Block 101"),
                gate_of("Block 301"),
                gate_of("Block 109")
            ),
            (Some("Gate 1"), Some("Gate 1"), Some("Gate 2"))
        );
    }
}
