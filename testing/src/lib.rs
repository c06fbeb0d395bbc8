//! What the tests stand on: a database of their own on a real server, small halls to sell, servers that can be killed, watchers, and
//! chance that can be repeated.
//!
//! Support for tests only, hence panics where a program would give an error.

mod cluster;
mod database;
mod hall;
mod pgbouncer;
mod search_server;
mod seed;
mod server;
mod stripe;
mod viewer;
mod wire;

pub use cluster::{Cluster, Directory};
pub use database::{TableLock, TestDatabase};
pub use hall::{Hall, TestEvent};
pub use pgbouncer::PgBouncer;
pub use search_server::SearchServer;
pub use seed::{cases, seed};
pub use server::Server;
pub use stripe::StripeServer;
pub use viewer::Viewer;
pub use wire::Wire;
