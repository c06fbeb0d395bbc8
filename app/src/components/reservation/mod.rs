//! What the page of one booking is made of.

mod status;
mod tickets;

pub use status::Status;
pub use tickets::Tickets;
