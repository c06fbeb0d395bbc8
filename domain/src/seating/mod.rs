//! The two choosers of seats: `choosing` is for browsers, which propose seats, and `best` for the
//! sale desk, which decides.
//!
//! Both use the same costs (`cost`, `quality`, `ranks`) and replace lost seats in the same way
//! (`pieces`), so they propose the same seats for the same loss. `agreement` tests that. These are
//! the differences:
//!
//! | | browser | desk |
//! |---|---|---|
//! | best seats | by chance among the best groups, none with more orphans or notes than the best | the best group |
//! | no seats together | none | splits the party |
//! | some of the chosen seats were lost | replaces these | replaces all, perhaps by some of those that are left |
//! | several prices were lost | any of these prices | each price as often as before |
//! | seats of several kinds were lost | the kind of the first | each kind as often as before |
//! | fewer available seats or wheelchair places than lost ones | as many as there are | none |

// The feature keeps the desk's chooser out of the WebAssembly of browsers; `cargo test -p domain`
// tests it all the same.
#[cfg(any(feature = "desk", test))]
pub mod best;
pub mod choosing;
mod cost;
mod pieces;
mod quality;
mod ranks;

pub use ranks::CategoryRanks;

#[cfg(test)]
mod agreement;
