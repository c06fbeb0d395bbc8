//! The messages of the live stream, and the reducer that turns them into a map of seats. The
//! browser's map, the server's memory and the check that replays the seat log share this reducer.

mod bye;
mod frame;
mod packed;
mod position;
mod runs;
mod seat_map;

pub use bye::Bye;
pub use frame::{Frame, Snapshot};
pub use packed::PackedStatuses;
pub use position::{BadPosition, Position};
pub use runs::AvailableRuns;
pub use seat_map::{FrameEffect, SeatMap};
