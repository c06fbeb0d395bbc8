//! How much of everything there is.

use std::time::Duration;

use testing::Hall;

/// The sizes of a run.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Who buys.
    pub buyers: usize,
    /// Who watches an event live.
    pub watchers: usize,
    /// Who reads a live stream at one byte a second, where that is the fault.
    pub slow_readers: usize,
    /// Sockets that say nothing, where that is the fault. Each is an open file of this program.
    pub silent: usize,
    /// Answers that nobody reads, where that is the fault.
    pub unread: usize,
    /// A crowd that asks for seats all the time, where that is the fault.
    pub askers: usize,
    /// For how long things break.
    pub breaking: Duration,
    /// How many events an import brings, those on sale among them, where that is the fault.
    pub imported: usize,
    /// Fans who join the draw of a waiting room, where that is the scene.
    pub fans: usize,
    /// Within which time they come, and from then on until the draw closes.
    pub joining: Duration,
    pub until_close: Duration,
    /// Between two questions of a fan in line, on average.
    pub asking: Duration,
    /// For how long PostgreSQL is away meanwhile.
    pub stopped: Duration,
    /// How long a hold lasts, in whole seconds.
    pub hold_seconds: u32,
    /// How many events are sold. Buyers move on to the next when one has no more seats for them.
    pub events: usize,
    /// Rows and seats of each, and standing places.
    hall: (u32, u32, u32),
    /// Between what one buyer does and does next, on average.
    pub thinking: Duration,
    /// Whether payments that were left half-way are waited for, or time is moved for them.
    pub waits_for_payments: bool,
}

impl Scale {
    /// The long or the short version; with so many buyers and seconds instead, where given.
    pub fn new(quick: bool, buyers: Option<usize>, seconds: Option<u64>) -> Self {
        let mut scale = if quick {
            Self {
                buyers: 40,
                watchers: 8,
                slow_readers: 20,
                silent: 2_000,
                unread: 200,
                askers: 300,
                breaking: Duration::from_secs(5),
                imported: 60,
                fans: 1_000,
                joining: Duration::from_secs(3),
                until_close: Duration::from_secs(12),
                asking: Duration::from_secs(2),
                stopped: Duration::from_secs(2),
                hold_seconds: 3,
                events: 4,
                hall: (16, 20, 30),
                thinking: Duration::from_millis(100),
                waits_for_payments: false,
            }
        } else {
            Self {
                buyers: 500,
                watchers: 60,
                slow_readers: 200,
                silent: 10_000,
                unread: 1_000,
                askers: 5_000,
                breaking: Duration::from_secs(45),
                imported: 300,
                fans: 50_000,
                joining: Duration::from_secs(60),
                until_close: Duration::from_secs(45),
                asking: Duration::from_secs(15),
                stopped: Duration::from_secs(5),
                hold_seconds: 10,
                events: 10,
                hall: (30, 40, 29),
                thinking: Duration::from_millis(300),
                waits_for_payments: true,
            }
        };
        scale.buyers = buyers.unwrap_or(scale.buyers).max(1);
        scale.breaking = seconds.map_or(scale.breaking, Duration::from_secs);
        scale
    }

    /// The hall of each event.
    pub fn hall(&self) -> Hall {
        let (rows, seats, standing) = self.hall;
        Hall { rows, seats, standing, hold_seconds: self.hold_seconds.cast_signed(), ..Hall::default() }
    }

    /// How many numbered seats an event has.
    pub fn numbered(&self) -> u32 {
        self.hall.0 * self.hall.1
    }

    /// How many rows of numbered seats an event has.
    pub fn rows(&self) -> u32 {
        self.hall.0
    }

    /// After this, a hold whose time is over must be gone from the tables.
    pub fn hold_and_grace(&self) -> Duration {
        Duration::from_secs(u64::from(self.hold_seconds) + 5)
    }
}
