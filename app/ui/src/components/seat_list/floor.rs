//! The hall in the list's order: sections, their rows, and the seats of each row as they stand.

use std::{ops::Range, sync::Arc};

use domain::{AreaIndex, SeatNo, plan::Row};

use super::{SeatFilter, spot::Spot};
use crate::hall::Hall;

/// The hall, and the seat numbers of every row, grouped by section.
#[derive(Debug)]
pub(super) struct Floor {
    pub hall: Arc<Hall>,
    /// The colour of each price level.
    colours: Vec<String>,
    rows: Vec<Vec<Range<u32>>>,
}

impl Floor {
    pub fn new(hall: Arc<Hall>) -> Self {
        let mut next = 0;
        let mut rows = |row: &Row| {
            let start = next;
            next += row.numbers.len() as u32;
            start..next
        };
        let rows = hall
            .plan()
            .sections
            .iter()
            .map(|section| section.rows.iter().map(&mut rows).collect())
            .collect();
        let colours = hall.colours();
        Self {
            hall,
            colours,
            rows,
        }
    }

    /// The colour of a seat's price level; empty if the seat is not for sale.
    pub fn colour(&self, seat: SeatNo) -> String {
        self.hall
            .level_index(seat)
            .and_then(|level| self.colours.get(level))
            .cloned()
            .unwrap_or_default()
    }

    /// The seats of a section.
    pub fn section(&self, section: u16) -> Range<u32> {
        let rows = self.rows(section);
        rows.first().map_or(0, |row| row.start)..rows.last().map_or(0, |row| row.end)
    }

    /// The seats of each row of a section.
    pub fn rows(&self, section: u16) -> &[Range<u32>] {
        self.rows
            .get(usize::from(section))
            .map_or(&[], Vec::as_slice)
    }

    /// The seats of a row.
    pub fn row(&self, section: u16, row: u16) -> Range<u32> {
        self.rows(section)
            .get(usize::from(row))
            .cloned()
            .unwrap_or_default()
    }

    /// The seats of a row, from the left of the hall to its right. A vertical row keeps the plan's
    /// order.
    pub fn in_order(&self, section: u16, row: u16) -> Vec<SeatNo> {
        let seats = self.row(section, row).map(SeatNo);
        let x = |row: &Row| Some((*row.x.first()?, *row.x.last()?));
        let plan_row = self
            .hall
            .plan()
            .sections
            .get(usize::from(section))
            .and_then(|section| section.rows.get(usize::from(row)));
        match plan_row.and_then(x) {
            Some((first, last)) if last < first => seats.rev().collect(),
            _ => seats.collect(),
        }
    }

    /// Section and row of a seat.
    pub fn place(&self, seat: SeatNo) -> Option<(u16, u16)> {
        self.hall
            .index()
            .seat(seat)
            .map(|seat| (seat.section_index, seat.row_index))
    }

    /// Whether the filter shows any seat of a section, row or area.
    pub fn shows(&self, filter: &SeatFilter, spot: Spot) -> bool {
        let any = |mut seats: Range<u32>| {
            filter.is_all() || seats.any(|seat| filter.shows(&self.hall, SeatNo(seat)))
        };
        match spot {
            Spot::Section(section) => any(self.section(section)),
            Spot::Row(section, row) => any(self.row(section, row)),
            Spot::Seat(seat) => filter.shows(&self.hall, seat),
            Spot::Area(area) => {
                let places = self.hall.index().area_places(AreaIndex(area));
                places.is_some_and(|places| filter.shows_area(&self.hall, SeatNo(places.start)))
            }
        }
    }
}
