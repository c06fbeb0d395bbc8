//! What the choice looks at besides the statuses of the seats.

use super::{Layout, PricedSeats};
use crate::{PriceLevelId, SeatNo, plan::PlanIndex};

/// An event's seating plan with its prices. The sale desk has it in memory.
pub trait PricedPlan {
    /// The plan.
    fn index(&self) -> &PlanIndex;

    /// The plan by quality and neighbourhood of its seats.
    fn layout(&self) -> &Layout;

    /// The seats by price level.
    fn priced(&self) -> &PricedSeats;

    /// The price level of a seat; none for a seat that has no price.
    fn level_of(&self, seat: SeatNo) -> Option<PriceLevelId>;
}
