//! What travels on the live stream, and the reducer that turns it into a map of seats. The same reducer serves the browser's map,
//! the server's memory and the check that replays the seat log.

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
pub use seat_map::{Applied, SeatMap};
