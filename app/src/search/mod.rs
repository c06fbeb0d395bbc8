//! The search of the event list: parses a URL, queries the events and builds what the page shows.
//!
//! Only the server parses URLs. It also writes the URLs of all further links, so the browser needs no code for days, prices or filters.

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
pub use results::{Day, DayEvent, FacetLinks, Month, ResultEvents, SearchLink, SearchResults};

#[cfg(feature = "ssr")]
pub use handler::ListFilter;
#[cfg(feature = "ssr")]
pub(crate) use handler::handle;
