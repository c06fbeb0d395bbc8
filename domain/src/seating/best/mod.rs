//! The desk's choice of seats: the best available ones, and the nearest to lost ones.
//!
//! The result is a function of the plan, its prices and the statuses only. So if each choice is
//! marked as held before the next one, a thousand buyers get a thousand different seats. The rules,
//! in order of priority:
//!
//! 1. *Together*: neighbours in one row, without an aisle between them.
//! 2. If no row has room for the party side by side: *in one row*, in pieces.
//! 3. If no row has room for the party: *over the fewest rows*, near each other.
//! 4. If the party is split, nobody sits alone if another split over as many rows avoids it.
//! 5. *No notes*: a seat with a note, such as a restricted view, only where no others fit.
//! 6. *Better seats*: nearer to the focus of the stage. A seat to the side counts as further away
//!    than one straight ahead ([`Layout`]), and a seat of a category with a higher price as nearer
//!    ([`CategoryRanks`](crate::seating::CategoryRanks)).
//! 7. *No orphans*: a choice that leaves a single available seat without an available neighbour
//!    costs as much as 400 plan units more distance for each person. So it leaves an orphan only if
//!    every other choice is worse than that.
//! 8. Among equals, the lowest seat numbers.
//!
//! Alternatives follow rules 1, 7 and 8, and rule 5 unless a lost seat had a note itself. In place
//! of rule 6 they use the distance to the lost seats: two seats along the row are nearer than the
//! seat behind, and another section counts as further away than it is. If no alternatives are
//! together, they are in pieces near each other (`seating/pieces.rs`). The browser proposes the
//! same seats. It never searches for the fewest rows, because that code would enlarge its download
//! too much.
//!
//! Rules 1 to 4 are exact, and so is the choice of the best seats under rule 1. If the party is
//! split, the search looks only at the most promising rows, so that an answer takes a fraction of a
//! millisecond even in a stadium.

mod choose;
mod layout;
mod measure;
mod party;
mod priced;
mod priced_plan;
mod rows;
mod search;
mod vacancy;

pub use choose::{alternatives, alternatives_in_kind, best_available};
pub use layout::Layout;
pub use priced::PricedSeats;
pub use priced_plan::PricedPlan;

use super::cost::ORPHAN;

/// The cost of each piece of a split party, for each person.
const PARTING: u64 = ORPHAN;

/// The weight of the distance to the rest of the party, compared with the distance to the stage.
const COMPANY: u64 = 4;

/// The cost of a person who sits alone: more than all distances together.
const ALONE: u64 = 1 << 44;
