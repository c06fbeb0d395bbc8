//! What the tests stand on: a database of their own on a real server, small halls to sell, servers that can be killed, watchers, and
//! chance that can be repeated.
//!
//! Support for tests only, hence panics where a program would give an error.

mod database;
mod hall;
mod search_server;
mod seed;
mod server;
mod viewer;

pub use database::{TableLock, TestDatabase};
pub use hall::{Hall, TestEvent};
pub use search_server::SearchServer;
pub use seed::{cases, seed};
pub use server::Server;
pub use viewer::Viewer;
