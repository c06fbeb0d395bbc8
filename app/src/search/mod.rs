//! The search of the list: the events that an address asks for, and what the page shows for it.
//!
//! An address is read by the server alone, which also writes the addresses of all further choices: the browser shows them, and knows
//! neither days nor prices nor what a filter means.

mod categories;
mod days;
mod query;
mod results;

#[cfg(feature = "ssr")]
mod clock;
#[cfg(feature = "ssr")]
mod empty;
#[cfg(feature = "ssr")]
mod facets;
#[cfg(feature = "ssr")]
mod handler;
#[cfg(feature = "ssr")]
mod month;
#[cfg(feature = "ssr")]
mod parse;
#[cfg(feature = "ssr")]
mod setting;

pub use categories::{CATEGORIES, category_label};
pub use days::days_label;
pub use query::SearchQuery;
pub use results::{Day, DayEvent, Month, Narrower, ResultEvents, SearchLink, SearchResults};

#[cfg(feature = "ssr")]
pub use handler::ListFilter;
#[cfg(feature = "ssr")]
pub(crate) use handler::handle;
