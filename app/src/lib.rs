//! The site: pages, their parts, and the functions by which they ask the server.
//!
//! The same code renders on the server (feature `ssr`) and comes alive in the browser (feature `hydrate`). It holds no rules of
//! selling: those are in `domain` and behind the server functions of [`api`].

#![recursion_limit = "512"]

pub mod api;
pub mod components;
pub mod error;
pub mod finding;
pub mod format;
pub mod live;
pub mod pages;
pub mod poster;

#[cfg(not(feature = "csr"))]
mod root;
#[cfg(feature = "ssr")]
mod scripts;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
mod structured;

#[cfg(not(feature = "csr"))]
pub use root::App;
#[cfg(feature = "ssr")]
pub use shell::{failure_document, shell};

/// The address under which the caller knows the site, without a slash at its end: `https://tickets.example`. The server puts it into
/// the context of a page; what is read elsewhere (share cards, search engines) must name pages by their whole address.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOrigin(pub String);
