//! Choosing seats for people: the best that are free, and the nearest to those that were lost.
//!
//! What is chosen is a function of the plan, its prices and the statuses, and of nothing else: whoever marks each choice as held before
//! making the next one gives a thousand askers a thousand different places. The rules, first to last:
//!
//! 1. *Together*: beside each other in one row, with no aisle between them.
//! 2. Where no row has so many places beside each other, *in one row* still, in pieces.
//! 3. Where no row has so many at all, *over the fewest rows*, near each other.
//! 4. Where a party must part, nobody is left to sit alone if another split over as many rows avoids it.
//! 5. *The better seats*: nearer to where the eyes go, a seat to the side counting as further away than one straight ahead
//!    ([`Layout`]).
//! 6. *No orphans*: a choice that leaves a single free seat behind, with nobody to share it, counts as if everyone sat
//!    400 plan units further back. So an orphan is left only where every other choice is that much worse.
//! 7. Among equals, the lowest seat numbers.
//!
//! Alternatives have 1, 6 and 7, and instead of 5 the way to the lost seats: two seats along the row are nearer than the seat behind, and
//! another section is further away than it looks. Where there are none together, they are in pieces near each other (`seating/pieces.rs`):
//! browsers propose the same, and have no room for a search over rows.
//!
//! 1 to 4 are exact. So is the choice of the best seats in 1; where a party must part, only the most promising rows are looked at, that
//! an answer takes a fraction of a millisecond in a stadium too.

mod choose;
mod layout;
mod measure;
mod party;
mod priced;
mod priced_plan;
mod rows;
mod search;
mod vacancy;

pub use choose::{alternatives, best_available};
pub use layout::Layout;
pub use priced::PricedSeats;
pub use priced_plan::PricedPlan;

use super::cost::ORPHAN;

/// What each piece that a party is parted into costs everyone.
const PARTING: u64 = ORPHAN;

/// How much more the way to one's company counts than the same way to the stage.
const COMPANY: u64 = 4;

/// What a person who sits alone costs: more than all distances together.
const ALONE: u64 = 1 << 44;
