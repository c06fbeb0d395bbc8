//! Wiring: the command line, the private database, the router. The rules of selling are in the box
//! office.

// The types of Leptos' views nest as deeply as the pages.
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

mod docs;
mod error;
mod extract;
mod files;
mod language;
mod legal;
mod middleware;
mod operator_token;
mod readiness;
mod routes;
mod script_fonts;
mod security;
mod selling_threads;
mod share_cards;
mod site;
