//! What each address answers. A handler parses, calls the box office or the store, and maps the result; nothing more. The files
//! mirror the addresses; `router` lists them all.

pub(crate) mod api;
pub(crate) mod cached;
pub(crate) mod forms;
pub(crate) mod health;
pub(crate) mod pages;
