//! An arena in Antwerp: an oval bowl of two tiers around a floor, for about 18,000.

use domain::plan::generate::{PlanMaker, Ring, RowMaker, Side, StraightRows, row_letters, section};
use domain::plan::{Point, SeatingPlan, Section, Shape};

const CATEGORIES: [&str; 6] = [
    "Floor",
    "Lower tier, sides",
    "Lower tier, bends",
    "Upper tier, sides",
    "Upper tier, bends",
    "Upper tier, top rows",
];

const LOWER: Ring = Ring {
    centre: (0.0, 0.0),
    half_width: 3200.0,
    half_height: 2100.0,
    corner: 1500.0,
};
const UPPER: Ring = Ring {
    centre: (0.0, 0.0),
    half_width: 5080.0,
    half_height: 3980.0,
    corner: 3380.0,
};
const LOWER_ROWS: usize = 18;
const UPPER_ROWS: usize = 14;
const PITCH: f64 = 85.0;
const STAIRS: f64 = 120.0;

const SCREEN: &str = "the screen above the floor hides the far end";

/// The number of blocks of a side.
fn blocks(side: Side, upper: bool) -> usize {
    match side {
        Side::Bottom | Side::Top => 4,
        Side::Left | Side::Right => 2,
        _ if upper => 4,
        _ => 3,
    }
}

/// A concert in the round: the stage in the middle, and a standing area around it.
#[must_use]
pub fn arena_round() -> SeatingPlan {
    let stage = Shape::Ellipse {
        x: 0,
        y: 0,
        rx: 520,
        ry: 520,
        turn: 0,
    };
    PlanMaker::new("Arena, in the round", "Stage", stage, (0, 0), &CATEGORIES)
        .with_all(bowl())
        .standing("floor-west", "Standing west", 1400, 0, half_floor(-1))
        .standing("floor-east", "Standing east", 1400, 0, half_floor(1))
        .text("Main entrance", (0, 5350), 160)
        .finish()
}

/// A match: the court in the middle, and courtside seats along it.
#[must_use]
pub fn arena_court() -> SeatingPlan {
    let court = Shape::Rectangle {
        x: -1500,
        y: -800,
        width: 3000,
        height: 1600,
        turn: 0,
    };
    let courtside = [
        ("Courtside north", -1100.0, 180.0),
        ("Courtside south", 1100.0, 0.0),
    ]
    .map(|(name, y, turn)| {
        section(
            name,
            Some("Floor"),
            StraightRows::new((0.0, y), vec![vec![14, 14, 14]; 7])
                .turned(turn)
                .make(row_letters),
        )
    });
    let ends = [
        ("Courtside west", -1900.0, 90.0),
        ("Courtside east", 1900.0, 270.0),
    ]
    .map(|(name, x, turn)| {
        section(
            name,
            Some("Floor"),
            StraightRows::new((x, 0.0), vec![vec![11, 11]; 8])
                .turned(turn)
                .make(row_letters),
        )
    });
    PlanMaker::new("Arena, court", "Court", court, (0, 0), &CATEGORIES)
        .with_all(courtside)
        .with_all(ends)
        .with_all(bowl())
        .text("Main entrance", (0, 5350), 160)
        .finish()
}

/// Half of the floor: a half disc with a cut-out for the stage.
fn half_floor(side: i32) -> Shape {
    let outer = [
        (90, -1750),
        (1500, -1750),
        (2300, -1350),
        (2750, -700),
        (2750, 700),
        (2300, 1350),
        (1500, 1750),
        (90, 1750),
    ];
    let inner = [
        (90, 640),
        (330, 560),
        (560, 330),
        (650, 0),
        (560, -330),
        (330, -560),
        (90, -640),
    ];
    Shape::Polygon {
        points: outer
            .iter()
            .chain(&inner)
            .map(|(x, y)| Point { x: side * x, y: *y })
            .collect(),
    }
}

/// Both tiers, block by block: 101… below, 201… above.
fn bowl() -> Vec<Section> {
    let mut sections = Vec::new();
    for (ring, rows, first, upper) in [
        (LOWER, LOWER_ROWS, 101, false),
        (UPPER, UPPER_ROWS, 201, true),
    ] {
        let pieces = Side::ALL.into_iter().flat_map(|side| {
            (0..blocks(side, upper)).map(move |part| (side, part, blocks(side, upper)))
        });
        for (number, piece) in (first..).zip(pieces) {
            let makers = ring.block(piece, rows, PITCH, STAIRS, |row| (row + 1).to_string());
            let rows = makers
                .into_iter()
                .enumerate()
                .map(|(row, maker)| finish_row(maker, row, rows, piece.0, upper));
            let level = if upper { "Upper tier" } else { "Lower tier" };
            sections.push(section(
                &format!("Block {number}"),
                Some(level),
                rows.collect::<Vec<_>>(),
            ));
        }
    }
    sections
}

fn finish_row(row: RowMaker, index: usize, rows: usize, side: Side, upper: bool) -> RowMaker {
    let category = match (upper, side.is_corner()) {
        (true, _) if index + 6 >= rows => 5,
        (true, true) => 4,
        (true, false) => 3,
        (false, true) => 2,
        (false, false) => 1,
    };
    let row = row.category(category);
    match (upper, index) {
        (false, 0) if !side.is_corner() => row.wheelchairs_at_ends(2),
        (true, _) if index + 1 == rows => {
            let all: Vec<u16> = (0..row.seats() as u16).collect();
            row.note(&all, SCREEN)
        }
        _ => row,
    }
}
