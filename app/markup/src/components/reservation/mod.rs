//! The parts of a booking's page.

mod offer;
mod status;
mod tickets;

pub use offer::LateSeats;
pub use status::Status;
pub use tickets::Tickets;
