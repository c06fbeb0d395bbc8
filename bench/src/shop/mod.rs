//! The shop under test: the real program with its private database, what it sells, and what it costs.

mod database;
pub mod halls;
mod metrics;
mod processes;
mod search_server;
mod server;

pub use database::Place;
pub use metrics::Metrics;
pub use processes::{Cost, Sample, cores, resident_kib};
pub use search_server::SearchServer;
pub use server::Shop;
