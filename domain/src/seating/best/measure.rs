//! What makes one seat better than another: where it is to the stage, or how near it is to lost seats.

use super::layout::{Extent, Layout};
use crate::seating::cost::Vicinity;

/// A way to tell how good seats are. Less is better.
pub(super) trait Measure {
    /// Of one seat.
    fn seat(&self, seat: u32) -> u32;

    /// No seat within costs less.
    fn least(&self, extent: &Extent) -> u32;
}

/// The better seats of the plan.
pub(super) struct Quality<'a>(pub &'a Layout);

impl Measure for Quality<'_> {
    fn seat(&self, seat: u32) -> u32 {
        self.0.cost(seat)
    }

    fn least(&self, extent: &Extent) -> u32 {
        extent.cheapest
    }
}

/// The seats nearer to others.
pub(super) struct Nearness<'a> {
    pub layout: &'a Layout,
    pub to: &'a Vicinity,
}

impl Measure for Nearness<'_> {
    fn seat(&self, seat: u32) -> u32 {
        self.to.cost(seat, self.layout.centre(seat))
    }

    fn least(&self, extent: &Extent) -> u32 {
        let nearest = |to: f64, (low, high): (i32, i32)| to.clamp(f64::from(low), f64::from(high));
        let (x, y) = self.to.middle;
        self.to.least(&extent.seats, (nearest(x, extent.x), nearest(y, extent.y)))
    }
}
