//! Choosing seats for people: the best that are free, and the nearest to those that were lost.

mod choose;
mod runs;

pub use choose::{alternatives, best_available};
