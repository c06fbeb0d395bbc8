//! The chances of a fan: one rule for the odds of finding seats, and one for the time until the
//! turn. The pages print both.

use serde::{Deserialize, Serialize};

use crate::catalogue::Availability;

/// How the fans of one line behave, measured over the last 120 s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineHabits {
    /// The share of called fans who take their turn, from 0.2 to 1.
    pub show_rate: f64,
    /// The share of admitted fans who book, from 0 to 1.
    pub conversion: f64,
    /// The average number of seats of a booking, from 1.
    pub party: f64,
}

/// Whether a fan will find seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Odds {
    /// Seats will be left, even if the fans ahead want 30 % more than expected.
    Good,
    /// Between the other two: seats may or may not be left.
    Open,
    /// The fans ahead want more than the available seats and a quarter of the held ones, which may
    /// come back.
    Unlikely,
}

impl Odds {
    /// The odds of a fan with `ahead` fans ahead.
    #[must_use]
    pub fn of(ahead: u64, habits: LineHabits, seats: Availability) -> Self {
        let need = ahead as f64 * habits.show_rate * habits.conversion * habits.party;
        let (available, held) = (f64::from(seats.available), f64::from(seats.held));
        if need * 1.3 < available {
            Self::Good
        } else if need > available + held / 4.0 {
            Self::Unlikely
        } else {
            Self::Open
        }
    }
}

/// How many places are called per second, measured over the last 120 s: the mean, minus and plus
/// two standard deviations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CallRate {
    /// The lower end. 0 or below: nobody may be called for a while.
    pub low: f64,
    /// The upper end. 0: nobody was called yet.
    pub high: f64,
}

/// The longest estimate, in seconds: a day.
pub const MAX_ETA_SECONDS: u32 = 86_400;

/// How long a fan still waits, in seconds. Every end is at most [`MAX_ETA_SECONDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Eta {
    /// At least this long.
    pub low: u32,
    /// At the mean rate.
    pub likely: u32,
    /// At most this long.
    pub high: u32,
}

impl Eta {
    /// The time until `ahead` more fans are called; none while nobody knows the rate.
    #[must_use]
    pub fn of(ahead: u64, rate: CallRate) -> Option<Self> {
        if rate.high.is_nan() || rate.high <= 0.0 {
            return None;
        }
        let low_rate = rate.low.max(0.0);
        Some(Self {
            low: seconds((ahead as f64 / rate.high).floor()),
            likely: seconds((ahead as f64 * 2.0 / (low_rate + rate.high)).round()),
            // At a rate of 0, the wait has no end.
            high: if ahead > 0 {
                seconds((ahead as f64 / low_rate).ceil())
            } else {
                0
            },
        })
    }
}

/// Whole seconds, at most a day.
fn seconds(wait: f64) -> u32 {
    wait.min(f64::from(MAX_ETA_SECONDS)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const HABITS: LineHabits = LineHabits {
        show_rate: 0.8,
        conversion: 0.5,
        party: 2.5,
    };

    fn seats(available: u32, held: u32) -> Availability {
        Availability {
            available,
            held,
            sold: 0,
            blocked: 0,
        }
    }

    #[test]
    fn the_odds_compare_what_the_fans_ahead_want_with_what_is_left() {
        // One seat for each fan ahead.
        assert_eq!(Odds::of(100, HABITS, seats(131, 0)), Odds::Good);
        assert_eq!(Odds::of(100, HABITS, seats(129, 0)), Odds::Open);
        assert_eq!(Odds::of(100, HABITS, seats(99, 0)), Odds::Unlikely);
        assert_eq!(Odds::of(100, HABITS, seats(99, 8)), Odds::Open);
        assert_eq!(Odds::of(0, HABITS, seats(1, 0)), Odds::Good);
        assert_eq!(Odds::of(0, HABITS, seats(0, 0)), Odds::Open);
        assert_eq!(
            serde_json::to_string(&Odds::Unlikely).expect("JSON"),
            r#""unlikely""#
        );
    }

    #[test]
    fn the_time_is_a_range_between_the_rates() {
        let eta = |ahead, low, high| Eta::of(ahead, CallRate { low, high });
        assert_eq!(
            eta(1_000, 8.0, 12.0),
            Some(Eta {
                low: 83,
                likely: 100,
                high: 125
            })
        );
        assert_eq!(
            eta(0, 8.0, 12.0),
            Some(Eta {
                low: 0,
                likely: 0,
                high: 0
            })
        );
        assert_eq!(
            eta(0, 0.0, 12.0),
            Some(Eta {
                low: 0,
                likely: 0,
                high: 0
            })
        );
    }

    #[test]
    fn nobody_knows_the_time_until_there_is_a_rate() {
        let eta = |ahead, low, high| Eta::of(ahead, CallRate { low, high });
        assert_eq!(eta(1_000, 0.0, 0.0), None);
        assert_eq!(eta(1_000, f64::NAN, f64::NAN), None);
        assert_eq!(
            eta(1_000, -3.0, 10.0),
            Some(Eta {
                low: 100,
                likely: 200,
                high: MAX_ETA_SECONDS
            })
        );
        assert_eq!(
            eta(u64::MAX, 0.1, 0.2),
            Some(Eta {
                low: MAX_ETA_SECONDS,
                likely: MAX_ETA_SECONDS,
                high: MAX_ETA_SECONDS
            })
        );
    }
}
