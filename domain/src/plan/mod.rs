//! Seating plans: the immutable layout of a venue.
//!
//! A plan is known by the hash of its canonical JSON, so that a change makes a new plan and every copy may be cached for ever.
//! Coordinates are whole *plan units*, about a centimetre each (seats stand some 50 apart); x grows to the right, y downwards.

mod check;
pub mod generate;
mod hash;
mod index;
mod model;
mod named;

pub use check::{MAX_PLACES, PlanFault};
pub use hash::PlanHash;
pub use index::{Place, PlanIndex, SeatRef};
pub use model::{Area, Decoration, Point, Row, SeatingPlan, Section, Shape, Stage};
pub use named::{named_seats, seat_name};
