//! Finds section, row and label of a `SeatNo`, and the `SeatNo` of a label.

use std::{collections::HashMap, ops::Range};

use super::{Area, Row, SeatingPlan, Section};
use crate::{AreaIndex, SeatNo};

/// A plan with indexes that find a seat or spot in constant time.
#[derive(Debug, Clone)]
pub struct PlanIndex {
    plan: SeatingPlan,
    /// For each numbered seat: index of the section, index of the row in the section, index of the
    /// seat in the row.
    seats: Vec<(u16, u16, u16)>,
    /// The first spot of each area, and the number after the last spot.
    area_starts: Vec<u32>,
}

/// A seat or spot of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place<'a> {
    /// A numbered seat.
    Seat(SeatRef<'a>),
    /// A spot of a standing area.
    Standing(AreaIndex, &'a Area),
}

/// A numbered seat with its section and row.
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
        (
            self.row.x[usize::from(self.index)],
            self.row.y[usize::from(self.index)],
        )
    }

    /// Index of its category in the plan.
    #[must_use]
    pub fn category(&self) -> u16 {
        self.row.category_of(self.index)
    }

    /// Whether it is a wheelchair place.
    #[must_use]
    pub fn accessible(&self) -> bool {
        self.row.accessible.contains(&self.index)
    }

    /// Whether it is for the companion of a wheelchair user.
    #[must_use]
    pub fn companion(&self) -> bool {
        self.row.companion.contains(&self.index)
    }

    /// Whether it has a note for buyers.
    #[must_use]
    pub fn has_note(&self) -> bool {
        self.row.notes.iter().any(|(seat, _)| *seat == self.index)
    }

    /// A note for buyers, such as a restricted view. Several notes are joined.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let own = self
            .row
            .notes
            .iter()
            .filter(|(seat, _)| *seat == self.index);
        own.map(|(_, note)| note.clone())
            .reduce(|before, note| format!("{before}; {note}"))
    }
}

impl Place<'_> {
    /// Section, row and number, as tickets show them. A spot has the area's name only.
    #[must_use]
    pub fn label(&self) -> (String, String, String) {
        match self {
            Place::Seat(seat) => (
                seat.section.name.clone(),
                seat.row.name.clone(),
                seat.number().to_owned(),
            ),
            Place::Standing(_, area) => (area.name.clone(), String::new(), String::new()),
        }
    }

    /// The nearest entrance of the building, if the plan names one.
    #[must_use]
    pub fn entrance(&self) -> Option<&str> {
        match self {
            Place::Seat(seat) => seat.section.entrance.as_deref(),
            Place::Standing(_, area) => area.entrance.as_deref(),
        }
    }

    /// Index of its category in the plan.
    #[must_use]
    pub fn category(&self) -> u16 {
        match self {
            Place::Seat(seat) => seat.category(),
            Place::Standing(_, area) => area.category,
        }
    }
}

impl PlanIndex {
    /// Builds the indexes of a plan without faults.
    #[must_use]
    pub fn new(plan: SeatingPlan) -> Self {
        let mut seats = Vec::with_capacity(plan.seat_count() as usize);
        for (s, section) in plan.sections.iter().enumerate() {
            for (r, row) in section.rows.iter().enumerate() {
                seats
                    .extend((0..row.numbers.len()).map(|index| (s as u16, r as u16, index as u16)));
            }
        }
        let mut area_starts = vec![seats.len() as u32];
        for area in &plan.areas {
            area_starts.push(area_starts[area_starts.len() - 1] + area.capacity);
        }
        Self {
            plan,
            seats,
            area_starts,
        }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &SeatingPlan {
        &self.plan
    }

    /// The number of seats and spots.
    #[must_use]
    pub fn capacity(&self) -> u32 {
        self.area_starts[self.area_starts.len() - 1]
    }

    /// The number of numbered seats.
    #[must_use]
    pub fn seat_count(&self) -> u32 {
        self.seats.len() as u32
    }

    /// The numbered seat with this number.
    #[must_use]
    pub fn seat(&self, seat_no: SeatNo) -> Option<SeatRef<'_>> {
        let (section_index, row_index, index) = *self.seats.get(seat_no.0 as usize)?;
        let section = &self.plan.sections[usize::from(section_index)];
        let row = &section.rows[usize::from(row_index)];
        Some(SeatRef {
            seat_no,
            section,
            row,
            section_index,
            row_index,
            index,
        })
    }

    /// The seat or spot with this number.
    #[must_use]
    pub fn place(&self, seat_no: SeatNo) -> Option<Place<'_>> {
        if let Some(seat) = self.seat(seat_no) {
            return Some(Place::Seat(seat));
        }
        let area = self
            .area_starts
            .partition_point(|start| *start <= seat_no.0)
            .checked_sub(1)?;
        Some(Place::Standing(
            AreaIndex(area as u16),
            self.plan.areas.get(area)?,
        ))
    }

    /// All numbered seats, in order.
    pub fn seats(&self) -> impl Iterator<Item = SeatRef<'_>> {
        (0..self.seat_count()).filter_map(|number| self.seat(SeatNo(number)))
    }

    /// The spots of an area.
    #[must_use]
    pub fn area_places(&self, area: AreaIndex) -> Option<Range<u32>> {
        let start = *self.area_starts.get(usize::from(area.0))?;
        let end = *self.area_starts.get(usize::from(area.0) + 1)?;
        Some(start..end)
    }

    /// The area with this id.
    #[must_use]
    pub fn area_by_id(&self, id: &str) -> Option<AreaIndex> {
        self.plan
            .areas
            .iter()
            .position(|area| area.id == id)
            .map(|index| AreaIndex(index as u16))
    }

    /// Every row with its section and the numbers of its seats.
    pub fn rows(&self) -> impl Iterator<Item = (&Section, &Row, Range<u32>)> {
        let mut next = 0;
        self.plan
            .sections
            .iter()
            .flat_map(|section| section.rows.iter().map(move |row| (section, row)))
            .map(move |(section, row)| {
                let start = next;
                next += row.numbers.len() as u32;
                (section, row, start..next)
            })
    }

    /// All seats by their label, for imports and tests.
    #[must_use]
    pub fn by_label(&self) -> HashMap<(&str, &str, &str), SeatNo> {
        self.seats()
            .map(|seat| {
                (
                    (
                        seat.section.name.as_str(),
                        seat.row.name.as_str(),
                        &*self.plan.sections[usize::from(seat.section_index)].rows
                            [usize::from(seat.row_index)]
                        .numbers[usize::from(seat.index)],
                    ),
                    seat.seat_no,
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{
        Shape,
        generate::{Path, PlanMaker, RowMaker, section},
    };

    fn plan() -> SeatingPlan {
        let row = RowMaker::centred("", &Path::line((0.0, 0.0), (200.0, 0.0)), 3, 50.0)
            .note(&[1], "behind a pillar")
            .note(&[1, 2], "no legroom");
        let stage = Shape::Rectangle {
            x: 0,
            y: -400,
            width: 200,
            height: 200,
            turn: 0,
        };
        let floor = Shape::Ellipse {
            x: 600,
            y: 0,
            rx: 100,
            ry: 100,
            turn: 0,
        };
        PlanMaker::new("P", "Stage", stage, (100, -300), &["A"])
            .with(section("Box 1", None, [row]))
            .standing("floor", "Floor", 5, 0, floor)
            .finish()
    }

    #[test]
    fn a_seat_has_all_its_notes() {
        let index = PlanIndex::new(plan());
        let note = |seat| index.seat(SeatNo(seat)).and_then(|seat| seat.note());
        assert_eq!(
            [note(0), note(1), note(2)].map(Option::unwrap_or_default),
            ["", "behind a pillar; no legroom", "no legroom"]
        );
        let has_note = |seat| index.seat(SeatNo(seat)).is_some_and(|seat| seat.has_note());
        assert_eq!([has_note(0), has_note(1), has_note(2)], [false, true, true]);
    }

    #[test]
    fn a_seat_has_its_entrance_and_plans_without_entrances_keep_their_hash() {
        let mut plan = plan();
        assert!(
            !plan.canonical_json().contains("entrance"),
            "what a plan does not say is no part of its hash"
        );
        (plan.sections[0].entrance, plan.areas[0].entrance) =
            (Some("Door B".to_owned()), Some(" ".to_owned()));
        let faults: Vec<String> = plan
            .faults()
            .into_iter()
            .map(|fault| fault.pointer)
            .collect();
        assert_eq!(faults, ["/areas/0/entrance"]);
        plan.areas[0].entrance = None;
        let read: SeatingPlan = serde_json::from_str(&plan.canonical_json()).expect("a plan");
        let index = PlanIndex::new(read);
        let entrance = |seat| {
            index
                .place(SeatNo(seat))
                .and_then(|place| place.entrance().map(str::to_owned))
        };
        assert_eq!(
            (entrance(0), entrance(3)),
            (Some("Door B".to_owned()), None)
        );
    }
}
