//! What the page shows for a search of the event list. The server writes the URLs of all further
//! links.

mod categories;
mod days;
mod results;

pub use categories::{CATEGORIES, category_label};
pub use days::days_label;
pub use results::{Day, DayEvent, FacetLinks, Month, ResultEvents, SearchLink, SearchResults};
