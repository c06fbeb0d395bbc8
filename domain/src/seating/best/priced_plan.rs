//! The plan and the prices of an event, for the choice of seats.

use super::{Layout, PricedSeats};
use crate::{PriceLevelId, SeatNo, plan::PlanIndex};

/// An event's seating plan with its prices. The sale desk keeps it in memory.
pub trait PricedPlan {
    /// The seating plan.
    fn index(&self) -> &PlanIndex;

    /// Costs and neighbours of its seats.
    fn layout(&self) -> &Layout;

    /// The seats by price level.
    fn priced(&self) -> &PricedSeats;

    /// The price level of a seat. None if the seat is not for sale.
    fn level_of(&self, seat: SeatNo) -> Option<PriceLevelId>;
}
