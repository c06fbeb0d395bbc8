//! A plan prepared for the choice of seats. It is computed once for all events whose prices put its
//! categories in the same order.

use std::ops::Range;

use crate::{
    plan::{PlanIndex, Row},
    seating::{
        CategoryRanks,
        cost::{self, fine},
        quality::qualities,
    },
};

/// The number of rows in a block. A search can skip a whole block.
const BLOCK_ROWS: usize = 32;

/// The seats of a plan with their costs and neighbours.
#[derive(Debug)]
pub struct Layout {
    /// The cost of each seat: see [`qualities`].
    cost: Vec<u32>,
    /// Centre of each seat, in plan units.
    centre: Vec<(i32, i32)>,
    /// Whether each seat is a wheelchair place.
    wheelchair: Vec<bool>,
    /// Whether each seat has a note.
    noted: Vec<bool>,
    general: Zone,
    accessible: Zone,
}

/// The seats of one kind: wheelchair and companions' places, or all others. A request for one kind
/// never gets the other.
#[derive(Debug, Default)]
pub(super) struct Zone {
    /// Runs of neighbouring seats, by number.
    stretches: Vec<Range<u32>>,
    pub rows: Vec<RowSpan>,
    pub blocks: Vec<RowGroup>,
    /// The blocks of each section of the plan.
    sections: Vec<Range<usize>>,
}

/// The seats of one row that belong to a zone.
#[derive(Debug)]
pub(super) struct RowSpan {
    stretches: Range<usize>,
    pub extent: Extent,
}

/// Successive rows of a section.
#[derive(Debug)]
pub(super) struct RowGroup {
    pub rows: Range<usize>,
    pub extent: Extent,
}

/// Bounds for every seat of a row or a block.
#[derive(Debug, Clone)]
pub(super) struct Extent {
    /// The range of seat numbers. It may contain seats of the other zone.
    pub seats: Range<u32>,
    /// The lowest cost of a seat.
    pub cheapest: u32,
    /// The smallest and largest coordinates of the centres, in plan units.
    pub x: (i32, i32),
    pub y: (i32, i32),
}

impl Layout {
    /// Prepares a plan. Takes milliseconds for a stadium.
    #[must_use]
    pub fn new(index: &PlanIndex, ranks: &CategoryRanks) -> Self {
        let plan = index.plan();
        let rows = || plan.sections.iter().flat_map(|section| &section.rows);
        let centre: Vec<(i32, i32)> = rows()
            .flat_map(|row| row.x.iter().copied().zip(row.y.iter().copied()))
            .collect();
        let ranks: Vec<u16> = rows()
            .flat_map(categories)
            .map(|category| ranks.rank(category))
            .collect();
        let wheelchair = rows().flat_map(|row| marks(row, &row.accessible)).collect();
        let noted: Vec<bool> = rows()
            .flat_map(|row| marks(row, row.notes.iter().map(|(index, _)| index)))
            .collect();
        let cost = qualities(plan.stage.focus, &centre, &ranks, &noted);

        let (mut general, mut accessible) = (Zone::default(), Zone::default());
        let mut next = 0;
        for section in &plan.sections {
            let first_rows = [general.rows.len(), accessible.rows.len()];
            for row in &section.rows {
                for (kind, stretch) in stretches(row) {
                    let zone = if kind { &mut accessible } else { &mut general };
                    zone.stretches
                        .push(next + stretch.start..next + stretch.end);
                }
                next += row.numbers.len() as u32;
                general.end_row(&cost, &centre);
                accessible.end_row(&cost, &centre);
            }
            general.end_section(first_rows[0]);
            accessible.end_section(first_rows[1]);
        }
        Self {
            cost,
            centre,
            wheelchair,
            noted,
            general,
            accessible,
        }
    }

    /// The zone of wheelchair and companions' places, or the zone of all others.
    pub(super) fn zone(&self, accessible: bool) -> &Zone {
        if accessible {
            &self.accessible
        } else {
            &self.general
        }
    }

    pub(super) fn seat_count(&self) -> u32 {
        self.cost.len() as u32
    }

    pub(super) fn cost(&self, seat: u32) -> u32 {
        self.cost[seat as usize]
    }

    pub(super) fn centre(&self, seat: u32) -> (f64, f64) {
        let (x, y) = self.centre[seat as usize];
        (f64::from(x), f64::from(y))
    }

    pub(super) fn is_wheelchair_place(&self, seat: u32) -> bool {
        self.wheelchair[seat as usize]
    }

    /// Whether buyers are told something about this seat, such as a restricted view.
    pub(super) fn has_note(&self, seat: u32) -> bool {
        self.noted[seat as usize]
    }

    /// The cost of the distance from a seat to a point.
    pub(super) fn distance(&self, seat: u32, to: (f64, f64)) -> u32 {
        distance(self.centre(seat), to)
    }
}

impl Zone {
    pub fn stretches(&self, row: &RowSpan) -> &[Range<u32>] {
        &self.stretches[row.stretches.clone()]
    }

    /// The blocks of the section with this index.
    pub fn section(&self, index: usize) -> Range<usize> {
        self.sections.get(index).cloned().unwrap_or_default()
    }

    /// Makes a row of the stretches since the last row.
    fn end_row(&mut self, cost: &[u32], centre: &[(i32, i32)]) {
        let first = self.rows.last().map_or(0, |row| row.stretches.end);
        let seats = self.stretches[first..].iter().cloned().flatten();
        let seat = |seat: u32| {
            let (x, y) = centre[seat as usize];
            Extent {
                seats: seat..seat + 1,
                cheapest: cost[seat as usize],
                x: (x, x),
                y: (y, y),
            }
        };
        if let Some(extent) = seats.map(seat).reduce(Extent::with) {
            self.rows.push(RowSpan {
                stretches: first..self.stretches.len(),
                extent,
            });
        }
    }

    /// Makes blocks of the rows from this one on.
    fn end_section(&mut self, first_row: usize) {
        let first_block = self.blocks.len();
        for from in (first_row..self.rows.len()).step_by(BLOCK_ROWS) {
            let rows = from..self.rows.len().min(from + BLOCK_ROWS);
            if let Some(extent) = self.rows[rows.clone()]
                .iter()
                .map(|row| row.extent.clone())
                .reduce(Extent::with)
            {
                self.blocks.push(RowGroup { rows, extent });
            }
        }
        self.sections.push(first_block..self.blocks.len());
    }
}

impl Extent {
    fn with(self, other: Self) -> Self {
        Self {
            seats: self.seats.start.min(other.seats.start)..self.seats.end.max(other.seats.end),
            cheapest: self.cheapest.min(other.cheapest),
            x: (self.x.0.min(other.x.0), self.x.1.max(other.x.1)),
            y: (self.y.0.min(other.y.0), self.y.1.max(other.y.1)),
        }
    }
}

/// The cost of the distance between two points.
pub(super) fn distance(one: (f64, f64), other: (f64, f64)) -> u32 {
    fine(cost::distance(one, other))
}

/// The category of each seat of a row.
fn categories(row: &Row) -> Vec<u16> {
    let mut all = vec![row.category; row.numbers.len()];
    row.own_category
        .iter()
        .for_each(|(index, category)| all[usize::from(*index)] = *category);
    all
}

/// For each seat of a row, whether `indexes` contains its index.
fn marks<'a>(row: &Row, indexes: impl IntoIterator<Item = &'a u16>) -> Vec<bool> {
    let mut all = vec![false; row.numbers.len()];
    indexes
        .into_iter()
        .for_each(|index| all[usize::from(*index)] = true);
    all
}

/// The stretches of a row, by index in the row. True for those of wheelchair and companions'
/// places.
fn stretches(row: &Row) -> Vec<(bool, Range<u32>)> {
    let mut kind = marks(row, &row.accessible);
    row.companion
        .iter()
        .for_each(|index| kind[usize::from(*index)] = true);
    let mut found: Vec<(bool, Range<u32>)> = Vec::new();
    for (seat, kind) in kind.into_iter().enumerate() {
        match found.last_mut() {
            Some((of, stretch)) if *of == kind && row.beside(seat as u16) => stretch.end += 1,
            _ => found.push((kind, seat as u32..seat as u32 + 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::generate::{Path, RowMaker};

    #[test]
    fn aisles_gaps_and_wheelchair_places_part_a_row() {
        let path = Path::line((0.0, 0.0), (2000.0, 0.0));
        let row = RowMaker::groups("1", &path, &[5, 7], 50.0, 20.0)
            .accessible(&[10])
            .companion(&[11])
            .build();
        let mut wide = row.clone();
        wide.x[3..].iter_mut().for_each(|x| *x += 40);
        let general = |row: &Row| {
            stretches(row)
                .into_iter()
                .filter(|(kind, _)| !kind)
                .map(|(_, seats)| seats)
                .collect::<Vec<_>>()
        };
        assert_eq!(general(&row), [0..5, 5..10]);
        assert_eq!(general(&wide), [0..3, 3..5, 5..10]);
        assert_eq!(stretches(&row).pop(), Some((true, 10..12)));
    }
}
