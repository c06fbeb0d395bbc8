//! The parts of pages that come alive in the browser. All else of a page is a document: what the server wrote stays as it is.
//!
//! An island knows no router and no context of its page: what it needs is in its properties, which travel in the page as JSON, and what it
//! leads to is another page. Each is a file of its own (`#[island(lazy)]`), which `alive.js` has loaded where a page has one. An island
//! whose first element says `data-waits` comes alive when it is used.
//!
//! What a page that is somebody's own says in milliseconds counts from when it was asked for: zero on the browser's clock of the page. A page
//! that everybody shares tells moments, because nobody knows how old it is.

// An island is also a function that scripts call, which has no doc of its own.
#![allow(missing_docs, reason = "generated functions and properties")]

mod clock;
mod hall;
mod paying;
mod search;

pub use clock::{HoldClock, OpeningClock, RunningHold};
pub use hall::{HallOnSale, LiveHall};
pub use paying::Paying;
pub use search::Search;

/// Leaves for another page of the site.
pub(crate) fn go_to(address: &str) {
    // A browser that refuses to leave says so itself.
    let _ = leptos::prelude::window().location().assign(address);
}
