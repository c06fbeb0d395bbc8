//! When to connect, when to wait and what to tell the buyer about it. No browser, no clock, no chance: all three are handed in.

/// How the live stream stands. It is always shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// The first attempt is under way.
    Connecting,
    /// What is shown is what is.
    Live,
    /// The stream broke; the attempt of this number is under way or being waited for.
    Reconnecting {
        /// From 1.
        attempt: u32,
    },
    /// The machine has no network.
    Offline,
}

impl Connection {
    /// For `data-state`.
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

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    /// The server answered.
    Opened,
    /// The connection failed or ended, after living so long.
    Failed {
        /// 0 when it never opened.
        lived_ms: f64,
    },
    /// The server says good-bye and when to come back.
    Bye {
        /// Milliseconds; none when it did not say.
        wait_ms: Option<f64>,
    },
    /// A frame did not fit what is known.
    Gap,
    /// The machine lost its network.
    WentOffline,
    /// The machine has a network again, or the page is looked at again after a while.
    CameBack,
    /// The page is out of sight, and gives its connection back or opens none.
    PutAside,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StreamCommand {
    /// Close what is open and wait for the next input.
    Close,
    /// Close what is open, wait, and open again.
    Open {
        /// How long to wait first.
        after_ms: f64,
        /// Whether to ask for what was missed only.
        resume: bool,
    },
    /// Nothing.
    Stay,
}

const FIRST_WAIT_MS: f64 = 500.0;
const LONGEST_WAIT_MS: f64 = 15_000.0;
/// A connection that lived this long was a good one: the waits begin again at the shortest.
const GOOD_LIFE_MS: f64 = 10_000.0;

/// The state of the connection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reconnect {
    connection: Connection,
    failures: u32,
}

impl Default for Reconnect {
    fn default() -> Self {
        Self { connection: Connection::Connecting, failures: 0 }
    }
}

impl Reconnect {
    /// How the stream stands.
    #[must_use]
    pub fn connection(&self) -> Connection {
        self.connection
    }

    /// Takes an input in; `random` is from 0 to 1 and spreads the returns of many browsers.
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
            // At once the first time: the server has just shown that it is there.
            Input::Gap => self.again(|failures| if failures == 0 { 0.0 } else { wait_ms(failures, random) }, false),
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
        self.connection = Connection::Reconnecting { attempt: self.failures };
        StreamCommand::Open { after_ms, resume }
    }
}

/// The wait after this number of failures: half a second, doubling to a quarter of a minute, of which chance takes up to a third.
fn wait_ms(failures: u32, random: f64) -> f64 {
    let full = (FIRST_WAIT_MS * f64::from(2_u32.saturating_pow(failures.min(10)))).min(LONGEST_WAIT_MS);
    full * (1.0 - random.clamp(0.0, 1.0) / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_to_a_quarter_of_a_minute_and_never_end() {
        let mut reconnect = Reconnect::default();
        let mut waits = Vec::new();
        for attempt in 1..=60 {
            let StreamCommand::Open { after_ms, resume: true } = reconnect.step(Input::Failed { lived_ms: 0.0 }, 0.0) else {
                panic!("gave up")
            };
            assert_eq!(reconnect.connection(), Connection::Reconnecting { attempt });
            waits.push(after_ms);
        }
        assert_eq!(waits[..7], [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 15_000.0, 15_000.0]);
        assert_eq!(waits[59], 15_000.0);
    }

    #[test]
    fn chance_spreads_the_returns_and_never_brings_them_to_nothing() {
        assert_eq!(wait_ms(1, 0.0), 1000.0);
        assert!((wait_ms(1, 1.0) - 666.6).abs() < 1.0);
    }

    #[test]
    fn a_server_that_accepts_and_hangs_up_is_not_hammered() {
        let mut reconnect = Reconnect::default();
        let mut last = 0.0;
        for _ in 0..5 {
            reconnect.step(Input::Opened, 0.0);
            assert_eq!(reconnect.connection(), Connection::Live);
            let StreamCommand::Open { after_ms, .. } = reconnect.step(Input::Failed { lived_ms: 20.0 }, 0.0) else { panic!("gave up") };
            assert!(after_ms > last);
            last = after_ms;
        }
        reconnect.step(Input::Opened, 0.0);
        let again = reconnect.step(Input::Failed { lived_ms: 60_000.0 }, 0.0);
        assert_eq!(again, StreamCommand::Open { after_ms: 500.0, resume: true }, "after a good life the waits begin again at the shortest");
    }

    #[test]
    fn a_gap_asks_for_a_snapshot_at_once() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(reconnect.step(Input::Gap, 0.5), StreamCommand::Open { after_ms: 0.0, resume: false });
        assert_ne!(reconnect.step(Input::Gap, 0.5), StreamCommand::Open { after_ms: 0.0, resume: false }, "but not in a tight circle");
    }

    #[test]
    fn a_good_bye_is_followed_by_a_return_when_it_suits_the_server() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(reconnect.step(Input::Bye { wait_ms: Some(2000.0) }, 0.0), StreamCommand::Open { after_ms: 2000.0, resume: true });
    }

    #[test]
    fn offline_waits_for_the_network_and_then_resumes_at_once() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(reconnect.step(Input::WentOffline, 0.0), StreamCommand::Close);
        assert_eq!(reconnect.step(Input::Failed { lived_ms: 5.0 }, 0.0), StreamCommand::Stay);
        assert_eq!(reconnect.connection(), Connection::Offline);
        assert_eq!(reconnect.step(Input::CameBack, 0.0), StreamCommand::Open { after_ms: 0.0, resume: true });
    }

    #[test]
    fn a_page_out_of_sight_closes_and_resumes_when_somebody_looks() {
        let mut reconnect = Reconnect::default();
        reconnect.step(Input::Opened, 0.0);
        assert_eq!(reconnect.step(Input::PutAside, 0.0), StreamCommand::Close);
        assert_ne!(reconnect.connection(), Connection::Live, "what is shown may be old");
        assert_eq!(reconnect.step(Input::CameBack, 0.0), StreamCommand::Open { after_ms: 0.0, resume: true });
        reconnect.step(Input::WentOffline, 0.0);
        assert_eq!(reconnect.step(Input::PutAside, 0.0), StreamCommand::Stay);
        assert_eq!(reconnect.connection(), Connection::Offline);
    }
}
