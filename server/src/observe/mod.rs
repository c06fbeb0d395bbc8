//! What the operator sees: logs and metrics.

pub mod logs;
pub mod metrics;
pub(crate) mod repeats;
pub(crate) mod requests;
