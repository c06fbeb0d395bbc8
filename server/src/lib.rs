//! Wiring: the command line, the private database, the router. There are no rules of selling here; those are the box office's.

pub mod cli;
pub mod config;
pub mod observe;
pub mod postgres;
pub mod router;
pub mod serve;
pub mod session;
pub mod state;

mod docs;
mod error;
mod extract;
mod routes;
mod security;
mod site;
