//! The handlers. A handler parses, calls the box office or the store, and maps the result. The
//! files mirror the addresses; `router` lists all of them.

pub(crate) mod api;
pub(crate) mod cached;
pub(crate) mod forms;
pub(crate) mod health;
pub(crate) mod pages;
pub(crate) mod sitemap;
