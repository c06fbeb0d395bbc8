//! The alerts of deploy/alerts.yml on real servers: a Prometheus beside each shop, and a list of what fired where.

mod prometheus;
mod rules;
mod tally;

pub use prometheus::Prometheus;
pub use tally::Tally;
