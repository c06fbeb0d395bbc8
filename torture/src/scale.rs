//! The sizes of a run.

use std::time::Duration;

use testing::Hall;

/// The sizes of a run.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Buyers.
    pub buyers: usize,
    /// Watchers of a live event.
    pub watchers: usize,
    /// Readers of a live stream at one byte a second, in the scenario `slow_readers`.
    pub slow_readers: usize,
    /// Silent sockets, in the scenario `hoarders`. Each is an open file of this program.
    pub silent: usize,
    /// Answers that nobody reads, in the scenario `hoarders`.
    pub unread: usize,
    /// A crowd that constantly asks for seats, in the scenario `paying_in_a_crowd`.
    pub askers: usize,
    /// How long things break.
    pub breaking: Duration,
    /// The number of events in an import, including those on sale, in the scenario
    /// `import_in_sale`.
    pub imported: usize,
    /// Fans who join the draw of a waiting room, in the scenario `waiting_room`.
    pub fans: usize,
    /// How long they take to come, and then the time until the draw closes.
    pub joining: Duration,
    pub until_close: Duration,
    /// The average pause between two calls of a fan in line.
    pub asking: Duration,
    /// Buyers who pay on the provider's pages, and how many times a server is killed in the
    /// meantime.
    pub page_buyers: usize,
    pub page_kills: usize,
    /// Bookings of a cancelled event.
    pub cancelled: usize,
    /// How long PostgreSQL is stopped in the meantime.
    pub stopped: Duration,
    /// The duration of a hold, in whole seconds.
    pub hold_seconds: u32,
    /// The number of events on sale. Buyers move on to the next event when theirs has no seats
    /// left.
    pub events: usize,
    /// Rows, seats of each row, and standing spots.
    hall: (u32, u32, u32),
    /// The average pause between two actions of a buyer.
    pub thinking: Duration,
    /// Whether the run waits for unfinished payments; otherwise they are made due at once.
    pub waits_for_payments: bool,
}

impl Scale {
    /// The sizes of the long or the short version, with `buyers` and `seconds` instead if they are
    /// given.
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
                page_buyers: 60,
                page_kills: 2,
                cancelled: 120,
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
                page_buyers: 2_000,
                page_kills: 20,
                cancelled: 5_000,
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
        Hall {
            rows,
            seats,
            standing,
            hold_seconds: self.hold_seconds.cast_signed(),
            ..Hall::default()
        }
    }

    /// The number of numbered seats of an event.
    pub fn numbered(&self) -> u32 {
        self.hall.0 * self.hall.1
    }

    /// The number of rows of numbered seats of an event.
    pub fn rows(&self) -> u32 {
        self.hall.0
    }

    /// After this time, a lapsed hold must be gone from the tables.
    pub fn hold_and_grace(&self) -> Duration {
        Duration::from_secs(u64::from(self.hold_seconds) + 5)
    }
}
