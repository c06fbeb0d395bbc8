//! The site: pages, their parts, and the functions by which they ask the server.
//!
//! The same code renders on the server (feature `ssr`) and comes alive in the browser (feature `hydrate`). It holds no rules of
//! selling: those are in `domain` and behind the server functions of [`api`].

#![recursion_limit = "512"]

pub mod api;
pub mod components;
pub mod error;
pub mod format;
pub mod live;
pub mod pages;
pub mod poster;

mod root;
#[cfg(feature = "ssr")]
mod shell;

pub use root::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
