//! The database's time without a query. No server's wall clock decides who may buy.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Instant,
};

use time::OffsetDateTime;

/// The database's time: set by each poll, and continued by a monotonic clock. Reading it takes no
/// lock.
#[derive(Debug)]
pub(crate) struct RoomClock {
    born: Instant,
    /// The database's time at `born`, in nanoseconds since 1970 (until the year 2262). 0 before the
    /// first poll.
    offset: AtomicI64,
}

impl Default for RoomClock {
    fn default() -> Self {
        Self {
            born: Instant::now(),
            offset: AtomicI64::new(0),
        }
    }
}

impl RoomClock {
    /// Sets the time: the database had the time `now` at the moment `heard`.
    pub fn set(&self, now: OffsetDateTime, heard: Instant) {
        let age = heard.saturating_duration_since(self.born).as_nanos();
        let offset = i128::try_from(age)
            .ok()
            .and_then(|age| i64::try_from(now.unix_timestamp_nanos() - age).ok());
        if let Some(offset) = offset {
            self.offset.store(offset, Ordering::Release);
        }
    }

    /// The database's time.
    pub fn now(&self) -> OffsetDateTime {
        let age = i128::try_from(self.born.elapsed().as_nanos()).unwrap_or(i128::MAX / 2);
        let now = i128::from(self.offset.load(Ordering::Acquire)) + age;
        OffsetDateTime::from_unix_timestamp_nanos(now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_clock_shows_the_databases_time_and_goes_on_by_itself() {
        let clock = RoomClock::default();
        let shown = datetime!(2031-01-31 18:30:00 UTC);
        let begun = Instant::now();
        clock.set(shown, begun);
        let (first, second) = (clock.now(), clock.now());
        assert!(shown <= first && first <= second);
        assert!(second - shown <= begun.elapsed() + Duration::from_millis(1));
        // The database's clock was set back.
        clock.set(shown - Duration::from_secs(60), Instant::now());
        assert!(clock.now() < shown);
    }
}
