//! Halls drawn as text, with choices marked in the drawing.

use std::{collections::HashMap, sync::Arc};

use boxoffice::EventPlan;
use domain::{
    EventId, PriceLevelId, SeatNo, SeatStatus,
    live::PackedStatuses,
    plan::{PlanIndex, Point, Row, SeatingPlan, Section, Shape, Stage},
    seating::best::{alternatives, best_available},
    selling::BestAvailable,
};

/// Rows from the stage backwards, the middle of each in front of the middle of the stage. A letter
/// is a seat: `.` available, `x` sold, `w` an available wheelchair place, `c` an available
/// companion's seat, `n` an available seat with a note; `|` is an aisle. A row that begins with `=`
/// begins a section of that name. The stage is one row's distance in front of the first row.
#[derive(Debug, Clone)]
pub struct Hall {
    pub plan: EventPlan,
    pub statuses: PackedStatuses,
    rows: Vec<String>,
}

const SEAT_SPACING: i32 = 50;
const ROW_PITCH: i32 = 90;

impl Hall {
    /// A hall in which every seat costs the same.
    pub fn draw(rows: &[&str]) -> Self {
        Self::draw_priced(rows, |_, _| 1)
    }

    /// A hall with a price level for each row and seat, both counted from 0. Names of sections do
    /// not count as rows.
    pub fn draw_priced(drawing: &[&str], level: impl Fn(usize, usize) -> i32) -> Self {
        let mut sections: Vec<Section> = Vec::new();
        let mut statuses = Vec::new();
        let mut ranges: Vec<(u32, u32, PriceLevelId)> = Vec::new();
        let mut rows = Vec::new();
        for line in drawing {
            if let Some(name) = line.strip_prefix('=') {
                sections.push(section(name));
                continue;
            }
            if sections.is_empty() {
                sections.push(section("Stalls"));
            }
            for (seat, letter) in line.chars().filter(|letter| *letter != '|').enumerate() {
                let number = statuses.len() as u32;
                ranges.push((number, number, PriceLevelId(level(rows.len(), seat))));
                statuses.push(if letter == 'x' {
                    SeatStatus::Sold
                } else {
                    SeatStatus::Available
                });
            }
            let row = row(rows.len(), line);
            sections.last_mut().expect("a section").rows.push(row);
            rows.push((*line).to_owned());
        }
        let plan = SeatingPlan {
            name: "A hall".to_owned(),
            width: 10_000,
            height: 10_000,
            stage: Stage {
                name: "Stage".to_owned(),
                shape: Shape::Rectangle {
                    x: -100,
                    y: -100,
                    width: 200,
                    height: 100,
                    turn: 0,
                },
                focus: Point { x: 0, y: 0 },
            },
            categories: vec!["All".to_owned()],
            sections,
            areas: vec![],
            decorations: vec![],
        };
        let hash = plan.hash();
        let plan = EventPlan::new(
            EventId(1),
            hash,
            Arc::new(PlanIndex::new(plan)),
            ranges,
            HashMap::new(),
            10,
        );
        Self {
            plan,
            statuses: PackedStatuses::from_statuses(statuses.into_iter()),
            rows,
        }
    }

    /// The labels of the best `quantity` seats.
    pub fn best(&self, quantity: u32) -> Vec<String> {
        self.choose(&wish(quantity))
    }

    /// The drawing with the choice for a wish; empty if there are too few seats.
    pub fn choose(&self, wish: &BestAvailable) -> Vec<String> {
        best_available(&self.plan, &self.statuses, wish)
            .map(|seats| self.show(&seats))
            .unwrap_or_default()
    }

    /// The drawing with the alternatives for seats of a row, both counted from 0.
    pub fn instead_of(&self, row: usize, seats: &[usize]) -> Vec<String> {
        let found = alternatives(
            &self.plan,
            &self.statuses,
            &seats
                .iter()
                .map(|seat| self.seat(row, *seat))
                .collect::<Vec<_>>(),
        );
        if found.is_empty() {
            Vec::new()
        } else {
            self.show(&found)
        }
    }

    /// A seat of a row, both counted from 0.
    pub fn seat(&self, row: usize, seat: usize) -> SeatNo {
        let before: usize = self.rows[..row]
            .iter()
            .map(|line| line.chars().filter(|letter| *letter != '|').count())
            .sum();
        SeatNo((before + seat) as u32)
    }

    /// The drawing with `#` for each of these seats.
    pub fn show(&self, seats: &[SeatNo]) -> Vec<String> {
        assert!(
            seats.is_sorted_by(|one, next| one < next),
            "in order and none twice: {seats:?}"
        );
        let mut next = 0;
        let mut letter = |letter: char| {
            if letter == '|' {
                return letter;
            }
            next += 1;
            if seats.contains(&SeatNo(next - 1)) {
                '#'
            } else {
                letter
            }
        };
        self.rows
            .iter()
            .map(|row| row.chars().map(&mut letter).collect())
            .collect()
    }
}

/// A wish for this number of seats without conditions.
pub fn wish(quantity: u32) -> BestAvailable {
    BestAvailable {
        quantity,
        section: None,
        price_level: None,
        accessible: None,
    }
}

fn section(name: &str) -> Section {
    Section {
        name: name.to_owned(),
        level: None,
        outline: None,
        entrance: None,
        rows: Vec::new(),
    }
}

fn row(index: usize, line: &str) -> Row {
    let letters: Vec<char> = line.chars().filter(|letter| *letter != '|').collect();
    let all = |wanted: char| -> Vec<u16> {
        letters
            .iter()
            .enumerate()
            .filter(|(_, letter)| **letter == wanted)
            .map(|(index, _)| index as u16)
            .collect()
    };
    let count = letters.len() as i32;
    let aisles_after = line
        .match_indices('|')
        .enumerate()
        .map(|(aisle, (at, _))| (at - aisle - 1) as u16)
        .collect();
    Row {
        name: (index + 1).to_string(),
        numbers: (1..=count).map(|number| number.to_string()).collect(),
        x: (0..count)
            .map(|seat| (2 * seat - (count - 1)) * SEAT_SPACING / 2)
            .collect(),
        y: vec![(index as i32 + 1) * ROW_PITCH; letters.len()],
        radius: 22,
        category: 0,
        own_category: vec![],
        own_radius: vec![],
        accessible: all('w'),
        companion: all('c'),
        notes: all('n')
            .into_iter()
            .map(|index| (index, "behind a pillar".to_owned()))
            .collect(),
        aisles_after,
    }
}
