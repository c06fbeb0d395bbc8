//! The two choosers of seats: `choosing` is for browsers, which propose seats, and `best` for the sale desk, which decides.

// The feature keeps the desk's chooser out of the WebAssembly of browsers; `cargo test -p domain` tests it all the same.
#[cfg(any(feature = "desk", test))]
pub mod best;
pub mod choosing;
