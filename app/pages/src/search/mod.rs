//! The search of the event list: parses a URL, queries the events and builds what the page shows.
//!
//! Only the server parses URLs. It also writes the URLs of all further links, so the browser needs
//! no code for days, prices or filters.

mod clock;
mod empty;
mod facets;
mod handler;
mod language;
mod month;
mod parse;
mod setting;

pub use handler::ListFilter;
pub(crate) use handler::handle;
