//! Wiring: the command line, the private database, the router. There are no rules of selling here; those are the box office's.

// Leptos' views are types as deep as the pages.
#![recursion_limit = "512"]

pub mod cli;
pub mod config;
pub mod observe;
pub mod postgres;
pub mod router;
pub mod serve;
pub mod session;
pub mod shared_body;
pub mod state;

mod around;
mod docs;
mod error;
mod extract;
mod files;
mod operator_token;
mod readiness;
mod routes;
mod security;
mod selling_threads;
mod share_cards;
mod site;
