use serde::{Deserialize, Serialize};

/// What a server says to its watchers when it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bye {
    /// Milliseconds until one may come back. Each watcher is told another time, so that they do not all come at once.
    pub retry_ms: u64,
}
