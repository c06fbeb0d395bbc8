//! The two choosers of seats: `choosing` is for browsers, which propose seats, and `best` for the sale desk, which decides.
//!
//! Both go by the same costs (`cost`, `quality`) and replace lost seats in the same way (`pieces`), so that they propose the same seats for
//! the same loss; `agreement` tests that. They differ in this:
//!
//! | | browser | desk |
//! |---|---|---|
//! | best seats | by chance among the best groups, none with more orphans than the best | the best group |
//! | no seats together | none | parts the party |
//! | some of the chosen seats were lost | replaces these | replaces all, perhaps with those that are left |
//! | several prices were lost | any of these prices | each price as often as before |
//! | seats of several kinds were lost | the kind of the first | each kind as often as before |
//! | fewer free seats or wheelchair places than lost ones | those few | none |

// The feature keeps the desk's chooser out of the WebAssembly of browsers; `cargo test -p domain` tests it all the same.
#[cfg(any(feature = "desk", test))]
pub mod best;
pub mod choosing;
mod cost;
mod pieces;
mod quality;

#[cfg(test)]
mod agreement;
