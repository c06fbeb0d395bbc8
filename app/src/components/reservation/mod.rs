//! The parts of a booking's page.

#[cfg(feature = "ssr")]
mod offer;
mod status;
mod tickets;

#[cfg(feature = "ssr")]
pub use offer::LateSeats;
pub use status::Status;
pub use tickets::Tickets;
