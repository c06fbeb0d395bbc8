//! The pages, which the crate `pages` renders, and the site's files.

pub(crate) mod calendars;
pub(crate) mod failures;
pub(crate) mod letters;
pub(crate) mod posters;
mod rendered;
pub(crate) mod session;
mod shared;

pub(crate) use rendered::{Pages, cache_headers, tells_of_bookings};
