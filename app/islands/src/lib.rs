//! The interactive parts of pages, and the functions by which they call the server ([`api`]).
//! Everything else on a page stays as the server rendered it.
//!
//! An island knows neither a router nor its page's context. Its data are its properties, which the
//! page contains as JSON, and it navigates by loading another page. Each island is a separate file
//! (`#[island(lazy)]`), which `alive.js` loads for the pages that have it. An island whose first
//! element has `data-waits` hydrates on its first use.
//!
//! On personal pages, remaining times in ms count from the page's request, which is zero on the
//! browser's clock for the page. Shared pages contain moments instead, because their age is
//! unknown.

// An island is also an exported function, which has no documentation of its own.
#![allow(missing_docs, reason = "generated functions and properties")]
#![recursion_limit = "512"]

pub mod api;
pub mod texts;

mod clock;
mod hall;
mod payment;
mod search;

pub use clock::{HoldClock, OpeningClock, PendingHold};
pub use hall::{HallOnSale, LiveHall};
pub use payment::CardPayment;
pub use search::Search;

/// Opens another page of the site.
pub(crate) fn go_to(address: &str) {
    // A browser that refuses to navigate reports that itself.
    let _ = leptos::prelude::window().location().assign(address);
}
