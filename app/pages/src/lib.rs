//! The pages of the site, which only the server renders, with their scripts and texts.
//!
//! The crate `islands` contains the islands on them, whose calls [`server_calls`] handles. This
//! crate contains no sales rules: those are in `domain` and behind the box office.

#![recursion_limit = "512"]

mod calls;
mod context;
mod error;
mod lean;
pub mod legal;
mod local_time;
mod pages;
mod root;
mod scripts;
pub mod search;
mod shell;
mod structured;
pub mod texts;

pub use calls::server_calls;
pub use context::{
    FormProblem, HoldChange, HoldNote, LineChange, LineCookies, LineNote, LineOf, NamedAccount,
    NamedBuyer, OwnSession, PageTurn, SiteOrigin,
};
pub use lean::{LeanPage, lean_style};
pub use root::App;
pub use scripts::inline_scripts;
pub use shell::{failure_document, shell};
