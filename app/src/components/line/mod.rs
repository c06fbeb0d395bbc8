//! The line of an event: what it does, where a fan stands in it, what there is to press, and what the page of the event says of it.
//!
//! The server writes all of it, and `line.js` changes the parts that are named by `data-line`. No island has any of it.

mod acts;
mod outside;
mod prices;
mod stage;
mod standing;
mod wait;

pub use acts::LineActs;
pub use outside::{LineAhead, OutsideHall, TurnNote, way_words};
pub use prices::LinePrices;
pub use stage::{LineStage, LineTimes, StageWords, clock_and_zone};
pub use standing::{StandingInLine, odds_words};
pub use wait::wait_words;
