//! Counts connections that the server refuses or ends, and logs them at intervals.

use std::{
    sync::Mutex,
    sync::PoisonError,
    time::{Duration, Instant},
};

use metrics::counter;

use crate::observe::metrics::CONNECTIONS_REFUSED;

/// The pause between two log lines for a reason. Otherwise an attack would fill the disk.
const TOLD_EVERY: Duration = Duration::from_secs(10);

/// Why the server refused or ended a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConnectionRefusal {
    /// The peer has reached its limit of connections.
    Peer,
    /// The server has reached its limit of connections.
    Full,
    /// The reader of an answer made no progress for too long.
    SlowReader,
}

impl ConnectionRefusal {
    /// The value of the label `reason`.
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Peer, "peer"),
        (Self::Full, "full"),
        (Self::SlowReader, "slow_reader"),
    ];

    fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    fn told(self) -> &'static str {
        match self {
            Self::Peer => {
                "a peer has reached its limit of connections: further ones are closed at once"
            }
            Self::Full => {
                "all connections are in use: callers are asked to come back; raise the limit of open files or --max-connections"
            }
            Self::SlowReader => {
                "a caller did not read its answer: the stream or the connection was closed"
            }
        }
    }
}

#[derive(Clone, Copy)]
struct RefusalTally {
    at: Option<Instant>,
    untold: u64,
}

static TALLIES: Mutex<[RefusalTally; 3]> = Mutex::new(
    [RefusalTally {
        at: None,
        untold: 0,
    }; 3],
);

/// Counts a refusal, and logs at most one line for each reason every ten seconds.
pub(super) fn count(refused: ConnectionRefusal) {
    counter!(CONNECTIONS_REFUSED, "reason" => refused.name()).increment(1);
    let mut tallies = TALLIES.lock().unwrap_or_else(PoisonError::into_inner);
    let tally = &mut tallies[refused as usize];
    tally.untold += 1;
    if tally.at.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
        tracing::warn!(
            reason = refused.name(),
            count = tally.untold,
            "{}",
            refused.told()
        );
        *tally = RefusalTally {
            at: Some(Instant::now()),
            untold: 0,
        };
    }
}

/// Makes every reason appear in the metrics from the start, so that a graph begins at zero.
pub(crate) fn describe() {
    metrics::describe_counter!(
        CONNECTIONS_REFUSED,
        "Connections refused or ended by the server, by reason"
    );
    for (_, name) in ConnectionRefusal::ALL {
        counter!(CONNECTIONS_REFUSED, "reason" => name).increment(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_own_name() {
        for (refused, name) in ConnectionRefusal::ALL {
            assert_eq!(refused.name(), name);
        }
    }
}
