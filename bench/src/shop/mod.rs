//! The shop under test: the real program with its private database, what it sells, and what it costs.

mod database;
pub mod halls;
mod metrics;
mod processes;
mod server;

pub use database::Place;
pub use metrics::Metrics;
pub use processes::{Cost, Sample, resident_kib};
pub use server::Shop;
