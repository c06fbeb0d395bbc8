//! The line of an event: its stage, the fan's standing, the actions, and the notes on the event's
//! page.
//!
//! The server renders all of it. `line.js` updates the elements with `data-line`. It needs no
//! island.

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
