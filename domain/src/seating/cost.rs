//! The costs of seats, for the browser, which proposes seats, and for the sale desk, which decides.
//! A lower cost is better.
//!
//! The cost of a group of neighbours is the sum of the costs of its seats, plus `ORPHAN` for each
//! person and each orphan that the group leaves. The cost of a seat is its quality
//! ([`qualities`](super::quality::qualities)), or its distance from lost seats ([`Vicinity`]), plus
//! `NOTE` if it has a note. The small functions are inlined, because the desk calls them for each
//! seat of a row.

use std::ops::Range;

use crate::{
    SeatNo,
    plan::{PlanIndex, Row},
};

/// Costs are whole sixteenths of a plan unit, so that sums are exact and mirrored seats have equal
/// costs.
pub(super) const FINE: u32 = 16;

/// The cost of an orphan for each person: 400 plan units, about four rows. An orphan is an
/// available seat without an available neighbour.
pub(super) const ORPHAN: u64 = 400 * FINE as u64;

/// The cost of a note: 16 million plan units, more than the distances and orphans of a whole party
/// in any hall. So a seat with a note is chosen only where no others fit.
pub(super) const NOTE: u32 = 1 << 28;

/// The additional cost of a seat in another row, in plan units: two seats along the row are nearer
/// than the seat behind.
const OTHER_ROW: f64 = 75.0;

/// The additional cost of a seat in another section, in plan units.
const OTHER_SECTION: f64 = 300.0;

/// The distance between two points, in plan units. Squares cannot overflow here, and their root is
/// much faster than `hypot`.
#[inline]
pub(super) fn distance(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (x, y) = (one.0 - other.0, one.1 - other.1);
    (x * x + y * y).sqrt()
}

/// The cost of a distance in plan units.
#[inline]
pub(super) fn fine(units: f64) -> u32 {
    (units * f64::from(FINE) + 0.5) as u32
}

/// The number of orphans that remain when `taken` is taken from the run `available`.
#[inline]
pub(super) fn orphans(available: &Range<u32>, taken: &Range<u32>) -> u32 {
    u32::from(taken.start - available.start == 1) + u32::from(available.end - taken.end == 1)
}

/// The cost of a group: the cost of its seats, and of each orphan for each of its people.
#[inline]
pub(super) fn with_orphans(seats: u64, orphans: u32, people: u32) -> u64 {
    seats + u64::from(orphans) * ORPHAN * u64::from(people)
}

/// The additional cost of a seat: that of its note, if it has one and the buyer avoids it.
#[inline]
pub(super) fn note(is_avoided: bool) -> u32 {
    if is_avoided { NOTE } else { 0 }
}

/// The vicinity of some seats: the nearer a seat, the lower its cost.
///
/// The distance is measured for each seat, not for the middle of a group. So the desk can add up
/// seats as it moves along a row, and skip a block if even its nearest point costs too much.
#[derive(Debug)]
pub(super) struct Vicinity {
    /// The average of their centres, in plan units.
    pub middle: (f64, f64),
    /// The seats in the row of the first of them.
    row: Range<u32>,
    /// The seats in the section of the first of them.
    section: Range<u32>,
}

impl Vicinity {
    /// The vicinity of these seats, in any order.
    pub fn new(index: &PlanIndex, seats: &[SeatNo]) -> Self {
        // Sums of whole numbers are exact in any order.
        let centres = seats
            .iter()
            .filter_map(|seat| index.seat(*seat))
            .map(|seat| seat.centre());
        let (x, y) = centres.fold((0.0, 0.0), |sum, (x, y)| {
            (sum.0 + f64::from(x), sum.1 + f64::from(y))
        });
        let count = seats.len().max(1) as f64;
        let first = seats.iter().min().and_then(|seat| index.seat(*seat));
        let (row, section) = first.map_or((0..0, 0..0), |seat| {
            let seats_of =
                |rows: &[Row]| rows.iter().map(|row| row.numbers.len() as u32).sum::<u32>();
            let row = seat.seat_no.0 - u32::from(seat.index);
            let section = row - seats_of(&seat.section.rows[..usize::from(seat.row_index)]);
            (
                row..row + seat.row.numbers.len() as u32,
                section..section + seats_of(&seat.section.rows),
            )
        });
        Self {
            middle: (x / count, y / count),
            row,
            section,
        }
    }

    /// The cost of a seat with its centre at this point.
    #[inline]
    pub fn cost(&self, seat: u32, centre: (f64, f64)) -> u32 {
        self.least(&(seat..seat + 1), centre)
    }

    /// A lower bound for the cost of these seats, if none is nearer than this point.
    #[inline]
    pub fn least(&self, seats: &Range<u32>, nearest: (f64, f64)) -> u32 {
        let among = |place: &Range<u32>| seats.start < place.end && place.start < seats.end;
        let elsewhere = if among(&self.row) {
            0.0
        } else if among(&self.section) {
            OTHER_ROW
        } else {
            OTHER_SECTION
        };
        fine(distance(nearest, self.middle) + elsewhere)
    }
}
