//! Logs and metrics for the operator.

pub mod logs;
pub mod metrics;
pub(crate) mod repeats;
pub(crate) mod requests;
