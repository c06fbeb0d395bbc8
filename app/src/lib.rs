//! The site: pages, which only the server renders, and islands, which the browser hydrates.
//!
//! Islands and components render on the server (feature `ssr`) and hydrate in the browser (feature `hydrate`). The code of pages exists
//! only on the server. This crate contains no sales rules: those are in `domain` and behind the server functions of [`api`].

#![recursion_limit = "512"]

pub mod components;
pub mod format;
pub mod live;
pub mod poster;
pub mod search;
pub mod texts;

mod address;

pub(crate) use seat_map::effect;
pub use seat_map::hall;

// The gallery (feature `csr`) uses components only.
#[cfg(not(feature = "csr"))]
pub mod api;
#[cfg(not(feature = "csr"))]
pub mod error;
#[cfg(not(feature = "csr"))]
pub mod islands;

#[cfg(feature = "ssr")]
mod context;
#[cfg(feature = "ssr")]
mod lean;
#[cfg(feature = "ssr")]
pub mod legal;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod root;
#[cfg(feature = "ssr")]
mod scripts;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
mod structured;

#[cfg(feature = "ssr")]
pub use context::{
    FormProblem, HoldChange, HoldNote, LineChange, LineCookies, LineNote, LineOf, NamedAccount, NamedBuyer, OwnSession, PageTurn,
    SiteOrigin,
};
#[cfg(feature = "ssr")]
pub use lean::{LeanPage, lean_style};
#[cfg(feature = "ssr")]
pub use root::App;
#[cfg(feature = "ssr")]
pub use scripts::inline_scripts;
#[cfg(feature = "ssr")]
pub use shell::{failure_document, shell};
