//! Sibelius Hall in Lahti: a wooden shoebox hall of 1,229 seats. Seat numbers continue through the
//! whole house, as on its brass plates.

use domain::plan::generate::{Numbering, Path, PlanMaker, RowMaker, section};
use domain::plan::{Point, Row, SeatingPlan, Section, Shape};

const GROUND: Option<&str> = Some("Stalls");
const FIRST: Option<&str> = Some("1st balcony");
const SECOND: Option<&str> = Some("2nd balcony");

/// First and last seat of each row of the stalls. From row 19 on, each row surrounds the rows
/// before it.
const STALLS: [(u32, u32); 23] = [
    (1, 16),
    (17, 44),
    (45, 73),
    (74, 102),
    (103, 133),
    (134, 166),
    (167, 195),
    (196, 220),
    (221, 244),
    (245, 266),
    (267, 287),
    (288, 307),
    (308, 325),
    (326, 343),
    (344, 359),
    (360, 371),
    (372, 378),
    (379, 382),
    (383, 440),
    (441, 496),
    (497, 554),
    (555, 609),
    (610, 650),
];

const BOX_LEFT: (u32, u32) = (651, 659);
const BOX_RIGHT: (u32, u32) = (660, 668);
const FIRST_BALCONY: [(u32, u32); 4] = [(669, 756), (757, 793), (794, 833), (834, 915)];
const SECOND_BALCONY: [(u32, u32); 5] = [
    (916, 1000),
    (1001, 1041),
    (1042, 1062),
    (1063, 1083),
    (1084, 1100),
];
const ORGAN_BALCONY: [(u32, u32); 2] = [(1101, 1162), (1163, 1229)];

const PILLAR: &str = "view partly blocked by a pillar";
const LEAN: &str = "the near side of the stage shows only when one leans forward";
const BEHIND: &str = "behind the stage: one faces the conductor";

/// The hall with the stage set for an orchestra.
#[must_use]
pub fn sibelius_hall() -> SeatingPlan {
    let corners = [
        (-900, 0),
        (-780, -820),
        (780, -820),
        (900, 0),
        (450, 45),
        (-450, 45),
    ];
    let stage = Shape::Polygon {
        points: corners.map(|(x, y)| Point { x, y }).to_vec(),
    };
    let categories = [
        "Category A",
        "Category B",
        "Category C",
        "Category D",
        "Category E",
    ];
    PlanMaker::new(
        "Main hall, orchestra",
        "Stage",
        stage,
        (0, -350),
        &categories,
    )
    .with(stalls())
    .with(side_box("Box 1, left", -1.0, BOX_LEFT))
    .with(side_box("Box 2, right", 1.0, BOX_RIGHT))
    .with(first_balcony())
    .with(organ_balcony())
    .with(second_balcony())
    .text("Organ", (0, -1420), 90)
    .text("Stalls", (0, 2250), 70)
    .text("1st balcony", (0, 2800), 70)
    .text("2nd balcony", (0, 3490), 70)
    .finish()
}

fn count((first, last): (u32, u32)) -> usize {
    (last - first + 1) as usize
}

/// Rows 1 to 18 fill the middle of the floor like the bottom of a boat; rows 19 to 23 rise around
/// them.
fn stalls() -> Section {
    let middle = STALLS[..18].iter().enumerate().map(|(index, seats)| {
        let path = Path::arc(
            (0.0, -1500.0),
            1680.0 + 86.0 * index as f64,
            1680.0 + 86.0 * index as f64,
            -40.0,
            40.0,
        );
        let category = match index + 1 {
            4..=12 => 0,
            2..=3 | 13..=18 => 1,
            _ => 2,
        };
        RowMaker::centred(&(index + 1).to_string(), &path, count(*seats), 50.0)
            .category(category)
            .numbered(Numbering::Up(seats.0))
    });
    let around = STALLS[18..].iter().enumerate().map(|(index, seats)| {
        let out = 90.0 * index as f64;
        let path = Path::arc((0.0, 480.0), 900.0 + out, 1290.0 + out, -88.0, 88.0);
        let all = count(*seats);
        let name = (index + 19).to_string();
        let row = if index == 4 {
            // The last row is only at the back. At its ends is the space that wheelchairs need.
            RowMaker::stretched(
                &name,
                &path,
                &[(12, 0.2, 0.36), (all - 24, 0.375, 0.625), (12, 0.64, 0.8)],
            )
            .wheelchairs_at_ends(3)
        } else {
            let side = all / 3;
            RowMaker::stretched(
                &name,
                &path,
                &[
                    (side, 0.0, 0.325),
                    (all - 2 * side, 0.345, 0.655),
                    (side, 0.675, 1.0),
                ],
            )
        };
        let row = if index == 0 {
            row.category(1).ends_category(12, 2)
        } else {
            row.category(2).ends_category(9, 3)
        };
        let row = if index == 3 {
            row.note(&[0, all as u16 - 1], PILLAR)
        } else {
            row
        };
        row.numbered(Numbering::Up(seats.0))
    });
    section("Stalls", GROUND, middle.chain(around).collect::<Vec<_>>())
}

/// A box is one row along the side wall, close to the stage.
fn side_box(name: &str, side: f64, seats: (u32, u32)) -> Section {
    let path = Path::line((side * 1180.0, 20.0), (side * 1180.0, 460.0));
    let row = RowMaker::centred("", &path, count(seats), 52.0)
        .category(1)
        .note(&[0, 1], LEAN)
        .numbered(Numbering::Up(seats.0));
    section(name, GROUND, [row])
}

/// A horseshoe along three walls: the sides from `front` to `back`, and the back wall.
fn horseshoe(half_width: f64, front: f64, back: f64) -> Path {
    Path::rounded(
        &[
            (-half_width, front),
            (-half_width, back),
            (half_width, back),
            (half_width, front),
        ],
        420.0,
    )
}

/// Rows 1 and 4 run along the sides too, rows 2 and 3 only at the back.
fn first_balcony() -> Section {
    let [first, second, third, fourth] = FIRST_BALCONY;
    let rows: [Row; 4] = [
        RowMaker::stretched(
            "1",
            &horseshoe(1500.0, 150.0, 2370.0),
            &[(27, 0.0, 0.315), (34, 0.33, 0.67), (27, 0.685, 1.0)],
        )
        .category(0)
        .ends_category(27, 2)
        .note_at_ends(4, LEAN)
        .numbered(Numbering::Up(first.0))
        .build(),
        RowMaker::groups(
            "2",
            &Path::line((-1500.0, 2460.0), (1500.0, 2460.0)),
            &[8, 21, 8],
            56.0,
            80.0,
        )
        .category(1)
        .numbered(Numbering::Up(second.0))
        .build(),
        RowMaker::groups(
            "3",
            &Path::line((-1500.0, 2550.0), (1500.0, 2550.0)),
            &[9, 22, 9],
            56.0,
            80.0,
        )
        .category(1)
        .numbered(Numbering::Up(third.0))
        .build(),
        RowMaker::stretched(
            "4",
            &horseshoe(1600.0, 500.0, 2650.0),
            &[(22, 0.0, 0.29), (38, 0.305, 0.695), (22, 0.71, 1.0)],
        )
        .category(2)
        .ends_category(22, 3)
        .note(&[0, 1, 80, 81], PILLAR)
        .numbered(Numbering::Up(fourth.0))
        .build(),
    ];
    section("1st balcony", FIRST, rows)
}

/// Two rows behind and beside the stage, under the organ. They are also the seats of a choir.
fn organ_balcony() -> Section {
    let rows = ORGAN_BALCONY.iter().enumerate().map(|(index, seats)| {
        let out = 95.0 * index as f64;
        let (half_width, back, front) = (1130.0 + out, -1180.0 - out, -180.0);
        let walls = [
            (half_width, front),
            (half_width, back),
            (-half_width, back),
            (-half_width, front),
        ];
        let side = count(*seats) / 4;
        let groups = [side, count(*seats) - 2 * side, side];
        RowMaker::groups(
            &(index + 1).to_string(),
            &Path::rounded(&walls, 380.0),
            &groups,
            51.0,
            110.0,
        )
        .category(3)
        .note(
            &(side as u16..(groups[0] + groups[1]) as u16).collect::<Vec<_>>(),
            BEHIND,
        )
        .numbered(Numbering::Up(seats.0))
    });
    section("Organ balcony", FIRST, rows.collect::<Vec<_>>())
}

/// The first row runs along the sides; the others rise at the back.
fn second_balcony() -> Section {
    let rows = SECOND_BALCONY.iter().enumerate().map(|(index, seats)| {
        let (name, y) = ((index + 1).to_string(), 2960.0 + 90.0 * index as f64);
        let row = match index {
            0 => RowMaker::stretched(
                &name,
                &horseshoe(1850.0, 500.0, y),
                &[(24, 0.0, 0.295), (37, 0.31, 0.69), (24, 0.705, 1.0)],
            )
            .category(3)
            .ends_category(24, 4)
            .note_at_ends(5, LEAN),
            1 => RowMaker::groups(
                &name,
                &Path::line((-1800.0, y), (1800.0, y)),
                &[10, 21, 10],
                58.0,
                90.0,
            )
            .category(3),
            _ => RowMaker::centred(
                &name,
                &Path::line((-1800.0, y), (1800.0, y)),
                count(*seats),
                58.0,
            )
            .category(4),
        };
        row.numbered(Numbering::Up(seats.0))
    });
    section("2nd balcony", SECOND, rows.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_number_from_1_to_1229_appears_once() {
        let plan = sibelius_hall();
        let numbers = plan
            .sections
            .iter()
            .flat_map(|section| &section.rows)
            .flat_map(|row| &row.numbers);
        let numbers: Vec<u32> = numbers
            .map(|number| number.parse().expect("a number"))
            .collect();
        assert_eq!(numbers.len(), 1229);
        assert_eq!(
            numbers.into_iter().collect::<BTreeSet<_>>(),
            (1..=1229).collect()
        );
    }
}
