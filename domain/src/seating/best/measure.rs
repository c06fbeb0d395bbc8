//! Measures how good a seat is: by its position relative to the stage, or by its distance to lost
//! seats.

use super::layout::{Extent, Layout};
use crate::seating::cost::{Vicinity, note};

/// A measure of seats. A lower cost is better.
pub(super) trait Measure {
    /// The cost of one seat.
    fn seat(&self, seat: u32) -> u32;

    /// A lower bound for the cost of each seat in this extent.
    fn least(&self, extent: &Extent) -> u32;
}

/// Measures the quality of a seat in the hall.
pub(super) struct Quality<'a>(pub &'a Layout);

impl Measure for Quality<'_> {
    fn seat(&self, seat: u32) -> u32 {
        self.0.cost(seat)
    }

    fn least(&self, extent: &Extent) -> u32 {
        extent.cheapest
    }
}

/// Measures the distance to other seats.
pub(super) struct Nearness<'a> {
    pub layout: &'a Layout,
    pub to: &'a Vicinity,
    /// Whether a seat with a note is taken only where no others fit.
    pub avoids_notes: bool,
}

impl Measure for Nearness<'_> {
    fn seat(&self, seat: u32) -> u32 {
        let cost = self.to.cost(seat, self.layout.centre(seat));
        cost.saturating_add(note(self.avoids_notes && self.layout.has_note(seat)))
    }

    fn least(&self, extent: &Extent) -> u32 {
        let nearest = |to: f64, (low, high): (i32, i32)| to.clamp(f64::from(low), f64::from(high));
        let (x, y) = self.to.middle;
        self.to
            .least(&extent.seats, (nearest(x, extent.x), nearest(y, extent.y)))
    }
}
