//! What seats cost, for the browser, which proposes seats, and for the sale desk, which decides. Less is better.
//!
//! Neighbours cost the sum of their seats, and what the orphans that they leave cost each of them. A seat costs what its place is worth
//! ([`qualities`](super::quality::qualities)), or near lost seats how far away it is ([`Vicinity`]). The small functions are inlined: the
//! desk calls them for each seat of a row.

use std::ops::Range;

use crate::{
    SeatNo,
    plan::{PlanIndex, Row},
};

/// Costs are whole sixteenths of a plan unit: sums are exact, and seats that mirror each other cost exactly the same.
pub(super) const FINE: u32 = 16;

/// What each orphan, a free seat that is left without a free neighbour, costs everyone: 400 plan units, about four rows.
pub(super) const ORPHAN: u64 = 400 * FINE as u64;

/// What a seat in another row costs besides its distance, in plan units: two seats along the row are nearer than the seat behind.
const OTHER_ROW: f64 = 75.0;

/// What a seat in another section costs besides its distance, in plan units.
const OTHER_SECTION: f64 = 300.0;

/// From one point of the plan to another, in plan units. The root of squares, which cannot overflow here, takes a fraction of the time of
/// `hypot`.
#[inline]
pub(super) fn distance(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (x, y) = (one.0 - other.0, one.1 - other.1);
    (x * x + y * y).sqrt()
}

/// Plan units as a cost.
#[inline]
pub(super) fn fine(units: f64) -> u32 {
    (units * f64::from(FINE) + 0.5) as u32
}

/// How many orphans are left when neighbours are taken out of the free seats beside each other that they belong to.
#[inline]
pub(super) fn orphans(free: &Range<u32>, taken: &Range<u32>) -> u32 {
    u32::from(taken.start - free.start == 1) + u32::from(free.end - taken.end == 1)
}

/// The cost of a group: what its seats cost together, and what the orphans that it leaves cost each of its people.
#[inline]
pub(super) fn with_orphans(seats: u64, orphans: u32, people: u32) -> u64 {
    seats + u64::from(orphans) * ORPHAN * u64::from(people)
}

/// Where some seats are. The nearer another seat is to them, the less it costs.
///
/// The distance is that of each seat, not of the middle of the group. So the desk can add up seats one by one as it moves along a row, and
/// skip a block when even its nearest point costs too much.
#[derive(Debug)]
pub(super) struct Vicinity {
    /// The point in the middle of them.
    pub middle: (f64, f64),
    /// The seats of the row of the first of them.
    row: Range<u32>,
    /// The seats of its section.
    section: Range<u32>,
}

impl Vicinity {
    /// Where these seats are, whatever their order.
    pub fn new(index: &PlanIndex, seats: &[SeatNo]) -> Self {
        // Whole numbers: their sums are exact in any order.
        let centres = seats.iter().filter_map(|seat| index.seat(*seat)).map(|seat| seat.centre());
        let (x, y) = centres.fold((0.0, 0.0), |sum, (x, y)| (sum.0 + f64::from(x), sum.1 + f64::from(y)));
        let count = seats.len().max(1) as f64;
        let first = seats.iter().min().and_then(|seat| index.seat(*seat));
        let (row, section) = first.map_or((0..0, 0..0), |seat| {
            let seats_of = |rows: &[Row]| rows.iter().map(|row| row.numbers.len() as u32).sum::<u32>();
            let row = seat.seat_no.0 - u32::from(seat.index);
            let section = row - seats_of(&seat.section.rows[..usize::from(seat.row_index)]);
            (row..row + seat.row.numbers.len() as u32, section..section + seats_of(&seat.section.rows))
        });
        Self { middle: (x / count, y / count), row, section }
    }

    /// What a seat costs whose centre is at this point.
    #[inline]
    pub fn cost(&self, seat: u32, centre: (f64, f64)) -> u32 {
        self.least(&(seat..seat + 1), centre)
    }

    /// The least that any of these seats costs if none is nearer than this point.
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
