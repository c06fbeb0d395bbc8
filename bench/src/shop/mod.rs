//! The shop under test: the real program with its private database, its halls and events, and its
//! costs.

mod database;
pub mod halls;
mod metrics;
mod processes;
mod search_server;
mod server;

pub use database::RunningDatabase;
pub use metrics::Metrics;
pub use processes::{Cost, Sample, cores, resident_kib};
pub use search_server::BenchSearchServer;
pub use server::BenchShop;
