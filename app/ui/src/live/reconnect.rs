//! When to connect, when to wait, and which connection state the buyer sees. A pure state machine:
//! the caller passes in events, times and random numbers.

/// The state of the live stream, which the page always shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// The first attempt is in progress.
    Connecting,
    /// The page shows current seat states.
    Live,
    /// The stream failed. This attempt is in progress or scheduled.
    Reconnecting {
        /// The attempt's number, from 1.
        attempt: u32,
    },
    /// The device has no network.
    Offline,
}

impl Connection {
    /// The value for the attribute `data-state`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::Reconnecting { .. } => "reconnecting",
            Self::Offline => "offline",
        }
    }
}

/// An event that the state machine reacts to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    /// The connection opened.
    Opened,
    /// The connection failed or ended.
    Failed {
        /// How long it was open, in milliseconds; 0 if it never opened.
        lived_ms: f64,
    },
    /// The server closes the stream and says when to reconnect.
    Bye {
        /// The wait in milliseconds; none if the server named none.
        wait_ms: Option<f64>,
    },
    /// A frame did not follow the last one: at least one is missing.
    Gap,
    /// The device lost its network.
    WentOffline,
    /// The device has a network again, or the page became visible after a while.
    CameBack,
    /// The page is hidden, and closes its connection or opens none.
    PutAside,
}

/// The command for the connection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StreamCommand {
    /// Close the connection and wait for the next input.
    Close,
    /// Close the connection, wait, and open it again.
    Open {
        /// The wait in milliseconds.
        after_ms: f64,
        /// Whether to resume after the last frame instead of loading a snapshot.
        resume: bool,
    },
    /// Do nothing.
    Stay,
}

const FIRST_WAIT_MS: f64 = 500.0;
const LONGEST_WAIT_MS: f64 = 15_000.0;
/// After a connection that lasted this many milliseconds, the wait starts again at the shortest.
const GOOD_LIFE_MS: f64 = 10_000.0;

/// The reconnection state machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reconnect {
    connection: Connection,
    failures: u32,
}

impl Default for Reconnect {
    fn default() -> Self {
        Self {
            connection: Connection::Connecting,
            failures: 0,
        }
    }
}

impl Reconnect {
    /// The current connection state.
    #[must_use]
    pub fn connection(&self) -> Connection {
        self.connection
    }

    /// Processes an input. `random`, from 0 to 1, spreads the reconnections of many browsers over
    /// time.
    pub fn step(&mut self, input: Input, random: f64) -> StreamCommand {
        if self.connection == Connection::Offline && !matches!(input, Input::CameBack) {
            return StreamCommand::Stay;
        }
        match input {
            Input::Opened => {
                self.connection = Connection::Live;
                StreamCommand::Stay
            }
            Input::Failed { lived_ms } => {
                if lived_ms >= GOOD_LIFE_MS {
                    self.failures = 0;
                }
                self.again(|failures| wait_ms(failures, random), true)
            }
            Input::Bye { wait_ms } => {
                let wait = wait_ms.unwrap_or(FIRST_WAIT_MS).clamp(0.0, LONGEST_WAIT_MS);
                self.again(|_| wait + random * FIRST_WAIT_MS, true)
            }
            // The first gap reconnects at once: the server has just shown that it is reachable.
            Input::Gap => self.again(
                |failures| {
                    if failures == 0 {
                        0.0
                    } else {
                        wait_ms(failures, random)
                    }
                },
                false,
            ),
            Input::WentOffline => {
                self.connection = Connection::Offline;
                StreamCommand::Close
            }
            Input::CameBack => {
                self.failures = 0;
                self.again(|_| 0.0, true)
            }
            Input::PutAside => {
                self.connection = Connection::Reconnecting { attempt: 1 };
                StreamCommand::Close
            }
        }
    }

    fn again(&mut self, wait: impl FnOnce(u32) -> f64, resume: bool) -> StreamCommand {
        let after_ms = wait(self.failures);
        self.failures += 1;
        self.connection = Connection::Reconnecting {
            attempt: self.failures,
        };
        StreamCommand::Open { after_ms, resume }
    }
}

/// The wait after this number of failures: 500 ms, doubling up to 15 s, minus a random part of up
/// to a third.
fn wait_ms(failures: u32, random: f64) -> f64 {
    let full =
        (FIRST_WAIT_MS * f64::from(2_u32.saturating_pow(failures.min(10)))).min(LONGEST_WAIT_MS);
    full * (1.0 - random.clamp(0.0, 1.0) / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_15_seconds_and_retries_never_stop() {
        let mut reconnect = Reconnect::default();
        let mut waits = Vec::new();
        for attempt in 1..=60 {
            let StreamCommand::Open {
                after_ms,
                resume: true,
            } = reconnect.step(Input::Failed { lived_ms: 0.0 }, 0.0)
            else {
                panic!("gave up")
            };
            assert_eq!(reconnect.connection(), Connection::Reconnecting { attempt });
            waits.push(after_ms);
        }
        assert_eq!(
            waits[..7],
            [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 15_000.0, 15_000.0]
        );
        assert_eq!(waits[59], 15_000.0);
    }

    #[test]
    fn waits_are_shortened_by_at_most_a_third() {
        assert_eq!(wait_ms(1, 0.0), 1000.0);
        assert!((wait_ms(1, 1.0) - 666.6).abs() < 1.0);
    }

    #[test]
    fn a_server_that_accepts_and_disconnects_gets_longer_and_longer_waits() {
        let mut reconnect = Reconnect::default();
        let mut last = 0.0;
        for _ in 0..5 {
            reconnect.step(Input::Opened, 0.0);
            assert_eq!(reconnect.connection(), Connection::Live);
            let StreamCommand::Open { after_ms, .. } =
                reconnect.step(Input::Failed { lived_ms: 20.0 }, 0.0)
            else {
                panic!("gave up")
            };
            assert!(after_ms > last);
            last = after_ms;
        }
        reconnect.step(Input::Opened, 0.0);
        let again = reconnect.step(Input::Failed { lived_ms: 60_000.0 }, 0.0);
        assert_eq!(
            again,
            StreamCommand::Open {
                after_ms: 500.0,
                resume: true
            },
            "after a good life the waits begin again at the shortest"
        );
    }

    #[test]
    fn a_gap_asks_for_a_snapshot_at_once() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(
            reconnect.step(Input::Gap, 0.5),
            StreamCommand::Open {
                after_ms: 0.0,
                resume: false
            }
        );
        assert_ne!(
            reconnect.step(Input::Gap, 0.5),
            StreamCommand::Open {
                after_ms: 0.0,
                resume: false
            },
            "but not in a tight circle"
        );
    }

    #[test]
    fn after_a_goodbye_the_page_reconnects_when_the_server_asks() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(
            reconnect.step(
                Input::Bye {
                    wait_ms: Some(2000.0)
                },
                0.0
            ),
            StreamCommand::Open {
                after_ms: 2000.0,
                resume: true
            }
        );
    }

    #[test]
    fn offline_waits_for_the_network_and_then_resumes_at_once() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(
            reconnect.step(Input::WentOffline, 0.0),
            StreamCommand::Close
        );
        assert_eq!(
            reconnect.step(Input::Failed { lived_ms: 5.0 }, 0.0),
            StreamCommand::Stay
        );
        assert_eq!(reconnect.connection(), Connection::Offline);
        assert_eq!(
            reconnect.step(Input::CameBack, 0.0),
            StreamCommand::Open {
                after_ms: 0.0,
                resume: true
            }
        );
    }

    #[test]
    fn a_hidden_page_disconnects_and_resumes_when_it_is_visible() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(reconnect.step(Input::PutAside, 0.0), StreamCommand::Close);
        assert_ne!(
            reconnect.connection(),
            Connection::Live,
            "what is shown may be old"
        );
        assert_eq!(
            reconnect.step(Input::CameBack, 0.0),
            StreamCommand::Open {
                after_ms: 0.0,
                resume: true
            }
        );
        reconnect.step(Input::WentOffline, 0.0);
        assert_eq!(reconnect.step(Input::PutAside, 0.0), StreamCommand::Stay);
        assert_eq!(reconnect.connection(), Connection::Offline);
    }
}
