//! Support for tests: a separate database for each on a real server, small halls with seats for
//! sale, servers that can be killed, watchers, and randomness that can be repeated.
//!
//! Functions panic where a program would return an error.

mod cluster;
mod database;
mod fuzzing;
mod hall;
mod mail_sink;
mod pgbouncer;
mod search_server;
mod seed;
mod server;
mod stripe;
mod viewer;
mod wire;

pub use cluster::{Cluster, Directory};
pub use database::{TableLock, TestDatabase};
pub use fuzzing::fuzz;
pub use hall::{Hall, TestEvent};
pub use mail_sink::MailSink;
pub use pgbouncer::PgBouncer;
pub use search_server::SearchServer;
pub use seed::{cases, seed};
pub use server::Server;
pub use stripe::{StripeNotice, StripeServer};
pub use viewer::Viewer;
pub use wire::TestProxy;
