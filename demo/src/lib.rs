//! The demo season: real and invented halls, some months of events, and some sold seats.
//!
//! [`load()`] can be repeated: existing events and their sales stay unchanged. [`open_line`] opens the waiting room of one event.

pub mod halls;
#[cfg(not(target_arch = "wasm32"))]
mod line;
#[cfg(not(target_arch = "wasm32"))]
mod load;
#[cfg(not(target_arch = "wasm32"))]
mod many;
#[cfg(not(target_arch = "wasm32"))]
pub mod sales;
#[cfg(not(target_arch = "wasm32"))]
pub mod season;
#[cfg(not(target_arch = "wasm32"))]
pub mod venues;

#[cfg(not(target_arch = "wasm32"))]
pub use line::{DemoLine, open_line};
#[cfg(not(target_arch = "wasm32"))]
pub use load::{LoadedSeason, PROMO_CODE, load};
#[cfg(not(target_arch = "wasm32"))]
pub use many::load_many;
#[cfg(not(target_arch = "wasm32"))]
pub use season::{Season, season};
