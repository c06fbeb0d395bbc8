//! Looking places up by number: which section, row and label a `SeatNo` has, and back.

use std::{collections::HashMap, ops::Range};

use super::{Area, Row, SeatingPlan, Section};
use crate::{AreaIndex, SeatNo};

/// A plan with the tables that find a place in constant time.
#[derive(Debug, Clone)]
pub struct PlanIndex {
    plan: SeatingPlan,
    /// Of each numbered seat: section, row in the section, seat in the row.
    seats: Vec<(u16, u16, u16)>,
    /// First place of each area, and one past the last area.
    area_starts: Vec<u32>,
}

/// A place of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place<'a> {
    /// A numbered seat.
    Seat(SeatRef<'a>),
    /// A standing place.
    Standing(AreaIndex, &'a Area),
}

/// A numbered seat with what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeatRef<'a> {
    /// Its number in the plan.
    pub seat_no: SeatNo,
    /// The section it is in.
    pub section: &'a Section,
    /// The row it is in.
    pub row: &'a Row,
    /// Index of the section in the plan.
    pub section_index: u16,
    /// Index of the row in the section.
    pub row_index: u16,
    /// Index of the seat in the row.
    pub index: u16,
}

impl SeatRef<'_> {
    /// The number on the seat.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.row.numbers[usize::from(self.index)]
    }

    /// Its centre, in plan units.
    #[must_use]
    pub fn centre(&self) -> (i32, i32) {
        (self.row.x[usize::from(self.index)], self.row.y[usize::from(self.index)])
    }

    /// The category, as an index into the plan's.
    #[must_use]
    pub fn category(&self) -> u16 {
        self.row.category_of(self.index)
    }

    /// Whether it is a place for a wheelchair.
    #[must_use]
    pub fn accessible(&self) -> bool {
        self.row.accessible.contains(&self.index)
    }

    /// Whether it is for who comes along with a wheelchair.
    #[must_use]
    pub fn companion(&self) -> bool {
        self.row.companion.contains(&self.index)
    }
}

impl Place<'_> {
    /// The names that a ticket bears: section, row, number. A standing place has its area's name alone.
    #[must_use]
    pub fn label(&self) -> (String, String, String) {
        match self {
            Place::Seat(seat) => (seat.section.name.clone(), seat.row.name.clone(), seat.number().to_owned()),
            Place::Standing(_, area) => (area.name.clone(), String::new(), String::new()),
        }
    }

    /// The category, as an index into the plan's.
    #[must_use]
    pub fn category(&self) -> u16 {
        match self {
            Place::Seat(seat) => seat.category(),
            Place::Standing(_, area) => area.category,
        }
    }
}

impl PlanIndex {
    /// Builds the tables of a plan without faults.
    #[must_use]
    pub fn new(plan: SeatingPlan) -> Self {
        let mut seats = Vec::with_capacity(plan.seat_count() as usize);
        for (s, section) in plan.sections.iter().enumerate() {
            for (r, row) in section.rows.iter().enumerate() {
                seats.extend((0..row.numbers.len()).map(|index| (s as u16, r as u16, index as u16)));
            }
        }
        let mut area_starts = vec![seats.len() as u32];
        for area in &plan.areas {
            area_starts.push(area_starts[area_starts.len() - 1] + area.capacity);
        }
        Self { plan, seats, area_starts }
    }

    /// The plan itself.
    #[must_use]
    pub fn plan(&self) -> &SeatingPlan {
        &self.plan
    }

    /// How many places in all.
    #[must_use]
    pub fn capacity(&self) -> u32 {
        self.area_starts[self.area_starts.len() - 1]
    }

    /// How many numbered seats.
    #[must_use]
    pub fn seat_count(&self) -> u32 {
        self.seats.len() as u32
    }

    /// The numbered seat of this number.
    #[must_use]
    pub fn seat(&self, seat_no: SeatNo) -> Option<SeatRef<'_>> {
        let (section_index, row_index, index) = *self.seats.get(seat_no.0 as usize)?;
        let section = &self.plan.sections[usize::from(section_index)];
        let row = &section.rows[usize::from(row_index)];
        Some(SeatRef { seat_no, section, row, section_index, row_index, index })
    }

    /// The place of this number, seated or standing.
    #[must_use]
    pub fn place(&self, seat_no: SeatNo) -> Option<Place<'_>> {
        if let Some(seat) = self.seat(seat_no) {
            return Some(Place::Seat(seat));
        }
        let area = self.area_starts.partition_point(|start| *start <= seat_no.0).checked_sub(1)?;
        Some(Place::Standing(AreaIndex(area as u16), self.plan.areas.get(area)?))
    }

    /// All numbered seats, in order.
    pub fn seats(&self) -> impl Iterator<Item = SeatRef<'_>> {
        (0..self.seat_count()).filter_map(|number| self.seat(SeatNo(number)))
    }

    /// The places of an area.
    #[must_use]
    pub fn area_places(&self, area: AreaIndex) -> Option<Range<u32>> {
        let start = *self.area_starts.get(usize::from(area.0))?;
        let end = *self.area_starts.get(usize::from(area.0) + 1)?;
        Some(start..end)
    }

    /// The area with this id.
    #[must_use]
    pub fn area_by_id(&self, id: &str) -> Option<AreaIndex> {
        self.plan.areas.iter().position(|area| area.id == id).map(|index| AreaIndex(index as u16))
    }

    /// Every row: its section, itself and the numbers of its seats.
    pub fn rows(&self) -> impl Iterator<Item = (&Section, &Row, Range<u32>)> {
        let mut next = 0;
        self.plan.sections.iter().flat_map(|section| section.rows.iter().map(move |row| (section, row))).map(move |(section, row)| {
            let start = next;
            next += row.numbers.len() as u32;
            (section, row, start..next)
        })
    }

    /// Finds a seat by its label; for imports and tests.
    #[must_use]
    pub fn by_label(&self) -> HashMap<(&str, &str, &str), SeatNo> {
        self.seats()
            .map(|seat| {
                (
                    (
                        seat.section.name.as_str(),
                        seat.row.name.as_str(),
                        &*self.plan.sections[usize::from(seat.section_index)].rows[usize::from(seat.row_index)].numbers
                            [usize::from(seat.index)],
                    ),
                    seat.seat_no,
                )
            })
            .collect()
    }
}
