//! The two choosers of seats: `choosing` is for browsers, which propose seats, and `best` for the sale desk, which decides.
//!
//! For the best seats, both measure a seat by [`choosing::qualities`]. They differ in this:
//!
//! | | browser | desk |
//! |---|---|---|
//! | best seats | by chance among the best groups | the best group |
//! | orphan beside the best seats | only if every group leaves one | costs 400 plan units for each seat |
//! | orphan among wheelchair places | does not count | counts |
//! | no seats together | none | parts the party |
//! | some of the chosen seats were lost | replaces these | replaces all, perhaps with those that are left |
//! | distance to lost seats | from the middle of the group | the sum over its seats |
//! | another row, another section | 75 and 300 plan units more | no difference |
//! | orphan near lost seats | costs 120 plan units | costs 400 plan units for each seat |
//! | several prices were lost | any of these prices | each price as often as before |
//! | seats of several kinds were lost | the kind of the first | each kind as often as before |
//! | a wheelchair place was lost | perhaps seats for company alone | a wheelchair place |
//! | no seats together near lost ones | the largest pieces that are near | the fewest rows, nobody alone if possible |
//! | fewer free seats than lost ones | those few | none |
//!
//! `boxoffice/tests/best/agreement.rs` states where they agree.

// The feature keeps the desk's chooser out of the WebAssembly of browsers; `cargo test -p domain` tests it all the same.
#[cfg(any(feature = "desk", test))]
pub mod best;
pub mod choosing;
