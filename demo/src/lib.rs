//! The demo season: real and invented halls, some months of events, and some seats sold already.
//!
//! [`load`] is safe to repeat: what is there stays as it is, with all that has been sold of it. [`open_line`] has a line form at one event.

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
pub use load::{Loaded, PROMO_CODE, load};
#[cfg(not(target_arch = "wasm32"))]
pub use many::load_many;
#[cfg(not(target_arch = "wasm32"))]
pub use season::{Season, season};
