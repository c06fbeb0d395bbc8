//! Seating plans: the immutable layout of a venue.
//!
//! A plan is identified by the hash of its canonical JSON. A change makes a new plan, so caches may
//! keep every copy for ever. Coordinates are whole *plan units* of about a centimetre (neighbouring
//! seats are about 50 apart). x grows to the right, y grows downwards.

mod check;
pub mod generate;
mod hash;
mod index;
mod model;
mod named;
mod shape;
mod words;

pub use check::{MAX_PLACES, PlanFault};
pub use hash::PlanHash;
pub use index::{Place, PlanIndex, SeatRef};
#[cfg(feature = "import")]
pub(crate) use model::NEIGHBOUR_REACH;
pub use model::{Area, Decoration, Point, Row, SeatingPlan, Section, Shape, Stage};
pub use named::{named_seats, seat_name};
pub use words::place_in_words;
