//! The demo season: real and invented halls, some months of events, and some seats sold already.
//!
//! [`load`] is safe to repeat: what is there stays as it is, with all that has been sold of it.

pub mod halls;
mod load;
mod many;
pub mod sales;
pub mod season;
pub mod venues;

pub use load::{Loaded, load};
pub use many::load_many;
pub use season::{Season, season};
