//! The code that islands and pages share: components of islands, formats, texts, URLs, and the live
//! stream of seats.
//!
//! The server renders the components, and islands hydrate them in the browser. This crate depends
//! on no server and contains no sales rules. Components that reach the browser only as HTML are in
//! `markup`.

#![recursion_limit = "512"]

pub mod address;
pub mod components;
pub mod format;
pub mod live;
pub mod search;
pub mod texts;

pub use seat_map::{effect, hall, next_task};
