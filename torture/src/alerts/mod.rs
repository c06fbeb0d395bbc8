//! The alerts of deploy/alerts.yml on real servers: a Prometheus for each shop, and a list of the
//! alerts of each scenario.

mod prometheus;
mod rules;
mod tally;

pub use prometheus::Prometheus;
pub use tally::AlertTally;
