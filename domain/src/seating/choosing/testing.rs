//! Halls drawn as text, for tests of the rules.

use super::House;
use crate::{
    PriceLevelId, SeatNo, SeatStatus,
    live::PackedStatuses,
    plan::{PlanIndex, Point, Row, SeatingPlan, Section, Shape, Stage},
    seating::{
        CategoryRanks,
        best::{Layout, PricedPlan, PricedSeats},
    },
};

/// A hall, row by row from the stage. `.` is an available seat, `x` an available seat that is
/// chosen, `$` an available seat of the plan's last category at a higher price, `#` a sold seat,
/// `w` an available wheelchair place, `c` a companion's place, `!` a chosen wheelchair place, `n`
/// an available seat with a note, and `|` an aisle. A line `=` begins another section.
#[derive(Debug)]
pub struct DrawnHall {
    pub statuses: PackedStatuses,
    pub ranks: CategoryRanks,
    index: PlanIndex,
    layout: Layout,
    priced: PricedSeats,
    letters: Vec<char>,
}

impl DrawnHall {
    pub fn new(lines: &[&str]) -> Self {
        let letters: Vec<char> = lines
            .iter()
            .flat_map(|line| line.chars())
            .filter(|letter| !"|=".contains(*letter))
            .collect();
        let status = |letter: &char| {
            if *letter == '#' {
                SeatStatus::Sold
            } else {
                SeatStatus::Available
            }
        };
        let statuses = PackedStatuses::from_statuses(letters.iter().map(status));
        let ranges: Vec<_> = (0_u32..)
            .zip(&letters)
            .map(|(seat, letter)| (seat, seat, level(*letter)))
            .collect();
        let mut number = 0;
        let section = |lines: &[&str]| {
            let rows = lines.iter().map(|line| {
                number += 1;
                drawn_row(number - 1, line)
            });
            Section {
                name: "Stalls".into(),
                level: None,
                outline: None,
                entrance: None,
                rows: rows.collect(),
            }
        };
        let sections = lines.split(|line| *line == "=").map(section).collect();
        let plan = SeatingPlan {
            name: "Drawn".into(),
            width: 2000,
            height: 2000,
            stage: Stage {
                name: "Stage".into(),
                shape: Shape::Rectangle {
                    x: 0,
                    y: 0,
                    width: 500,
                    height: 50,
                    turn: 0,
                },
                focus: Point { x: 250, y: 0 },
            },
            categories: vec!["A".into(), "B".into()],
            sections,
            areas: vec![],
            decorations: vec![],
        };
        let index = PlanIndex::new(plan);
        let ranks = CategoryRanks::new(
            &index,
            ranges
                .iter()
                .map(|(seat, _, level)| (SeatNo(*seat), i64::from(level.0))),
        );
        Self {
            statuses,
            layout: Layout::new(&index, &ranks),
            ranks,
            index,
            priced: PricedSeats::new(&ranges),
            letters,
        }
    }

    /// The numbers of the seats that these letters mark.
    pub fn all(&self, letters: &str) -> Vec<SeatNo> {
        (0..)
            .map(SeatNo)
            .zip(&self.letters)
            .filter(|(_, letter)| letters.contains(**letter))
            .map(|(seat, _)| seat)
            .collect()
    }

    pub fn with<T>(&self, then: impl FnOnce(&House<'_>) -> T) -> T {
        let price = |seat: SeatNo| self.level_of(seat).map(|level| i64::from(level.0));
        then(&House::new(&self.index, &self.statuses, &price))
    }
}

/// The same hall, as the sale desk sees it.
impl PricedPlan for DrawnHall {
    fn index(&self) -> &PlanIndex {
        &self.index
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn priced(&self) -> &PricedSeats {
        &self.priced
    }

    fn level_of(&self, seat: SeatNo) -> Option<PriceLevelId> {
        self.letters
            .get(seat.0 as usize)
            .map(|letter| level(*letter))
    }
}

/// The level of a seat, whose number is its price too.
fn level(letter: char) -> PriceLevelId {
    PriceLevelId(if letter == '$' { 2 } else { 1 })
}

fn drawn_row(number: usize, row: &str) -> Row {
    let (mut accessible, mut companion, mut own_category, mut aisles_after, mut count) =
        (vec![], vec![], vec![], vec![], 0_u16);
    let mut notes = vec![];
    for letter in row.chars() {
        match letter {
            '|' => {
                aisles_after.push(count - 1);
                continue;
            }
            'w' | '!' => accessible.push(count),
            'c' => companion.push(count),
            'n' => notes.push((count, "behind a pillar".to_owned())),
            '$' => own_category.push((count, 1)),
            _ => {}
        }
        count += 1;
    }
    Row {
        name: (number + 1).to_string(),
        numbers: (1..=count).map(|seat| seat.to_string()).collect(),
        x: (0..i32::from(count)).map(|seat| 25 + seat * 50).collect(),
        y: vec![200 + number as i32 * 90; usize::from(count)],
        radius: 20,
        category: 0,
        own_category,
        own_radius: vec![],
        accessible,
        companion,
        notes,
        aisles_after,
    }
}
