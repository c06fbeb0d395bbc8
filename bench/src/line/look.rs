//! The state of a room and its hall in the tables, at a series of times.

use std::time::Duration;

use anyhow::Context;
use sqlx::PgPool;

/// A step in progress may have read the seats before the last one was taken.
const UNDER_WAY: Duration = Duration::from_secs(1);

/// The state at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HallLook {
    /// Time since the first place was called.
    pub at: Duration,
    /// The highest place called.
    pub serving: i64,
    /// Fans inside, and the expected number of called fans who will come.
    pub inside: f64,
    /// The average number of seats of a booking.
    pub party: f64,
    /// Available seats.
    pub available: i32,
    /// Held seats.
    pub held: i32,
    /// Grows with each change of a seat.
    pub version: i64,
}

impl HallLook {
    /// Reads the state, `at` this time after the first call.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take(pool: &PgPool, event: i32, at: Duration) -> anyhow::Result<Self> {
        let (serving, active, coming, show_rate, party, available, held, version): (
            i64,
            i32,
            i32,
            f64,
            f64,
            i32,
            i32,
            i64,
        ) = sqlx::query_as(
            "select r.serving, r.active, r.coming, r.show_rate, r.party, v.available, v.held, v.v
                 from waiting_room r join event_version v using (event_id) where r.event_id = $1",
        )
        .bind(event)
        .fetch_one(pool)
        .await
        .context("a waiting room")?;
        Ok(Self {
            at,
            serving,
            inside: f64::from(active) + show_rate * f64::from(coming),
            party,
            available,
            held,
            version,
        })
    }

    /// Whether the remaining seats allow as many fans inside as the target: each fan inside without
    /// a booking is expected to buy.
    pub fn has_seats_for(&self, target: f64) -> bool {
        f64::from(self.available) / self.party * 1.5 >= 1.2 * target
    }
}

/// The number of places called while no seat was available and none had become available again.
pub fn called_in_vain(looks: &[HallLook]) -> u64 {
    let mut empty_since = None;
    let mut calls = 0;
    for pair in looks.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        if before.available > 0 || after.available > 0 || before.version != after.version {
            empty_since = None;
            continue;
        }
        if after.at - *empty_since.get_or_insert(before.at) > UNDER_WAY {
            calls += (after.serving - before.serving).unsigned_abs();
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(tenths: u64, serving: i64, available: i32, version: i64) -> HallLook {
        HallLook {
            at: Duration::from_millis(100 * tenths),
            serving,
            inside: 0.0,
            party: 2.0,
            available,
            held: 3,
            version,
        }
    }

    #[test]
    fn calls_into_a_hall_that_stays_empty_are_counted() {
        // The last seat is taken, and a step in progress calls two more places.
        let mut looks = vec![
            look(0, 10, 1, 7),
            look(2, 10, 0, 8),
            look(4, 12, 0, 8),
            look(20, 12, 0, 8),
        ];
        assert_eq!(called_in_vain(&looks), 0);
        // A seat becomes available, and is taken before the next reading.
        looks.push(look(22, 13, 0, 10));
        assert_eq!(called_in_vain(&looks), 0);
        looks.extend([look(40, 13, 0, 10), look(42, 15, 0, 10)]);
        assert_eq!(called_in_vain(&looks), 2);
    }

    #[test]
    fn fewer_fans_are_inside_for_the_last_seats() {
        assert!(look(0, 0, 100, 0).has_seats_for(60.0));
        assert!(!look(0, 0, 90, 0).has_seats_for(60.0));
    }
}
