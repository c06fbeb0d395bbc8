use serde::{Deserialize, Serialize};

/// The message that a server sends to its watchers before it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bye {
    /// Milliseconds until this watcher should reconnect. Each watcher gets a different time, so
    /// that they do not all reconnect at once.
    pub retry_ms: u64,
}
