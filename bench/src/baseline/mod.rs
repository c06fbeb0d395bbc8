//! The baselines for Frontrow, measured in the same run.

mod bare;
mod child;
mod naive;
mod pgbench;
mod plain;
mod single_hold;

pub use bare::BareBaseline;
pub use child::Helper;
pub use naive::NaiveBaseline;
pub use pgbench::{Pgbench, Throughput};
pub use plain::PlainBaseline;
