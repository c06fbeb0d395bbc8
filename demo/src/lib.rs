//! The demo season: real and invented halls, some months of events, and some sold seats.
//!
//! [`load()`] can be repeated: existing events and their sales stay unchanged. [`open_line`] opens
//! the waiting room of one event.

mod line;
mod load;
mod many;
pub mod sales;
pub mod season;
pub mod venues;

pub use demo_halls as halls;
pub use line::{DemoLine, open_line};
pub use load::{LoadedSeason, PROMO_CODE, load};
pub use many::load_many;
pub use season::{Season, season};
