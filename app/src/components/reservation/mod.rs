//! What the page of one booking is made of.

mod standing;
mod tickets;

pub use standing::Standing;
pub use tickets::Tickets;
