//! The pages: rendered by the app, with the site's files beside them.

pub(crate) mod failures;
pub(crate) mod letters;
pub(crate) mod posters;
mod rendered;
pub(crate) mod session;
mod shared;

pub(crate) use rendered::{Pages, cache_headers};
