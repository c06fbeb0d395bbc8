//! A schedule of arrivals that does not wait for answers.

use std::time::Duration;

use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::time::Instant;

/// The distribution of arrivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// Regular.
    Even,
    /// A Poisson process, like people who are independent of each other. It is the same in every
    /// run.
    Random,
}

/// Times of arrival from a beginning to an end.
#[derive(Debug)]
pub struct Arrivals {
    next: Instant,
    end: Instant,
    per_second: f64,
    spacing: Spacing,
    dice: StdRng,
}

impl Arrivals {
    /// Arrivals at this average rate a second.
    pub fn new(begin: Instant, lasting: Duration, per_second: f64, spacing: Spacing) -> Self {
        Self {
            next: begin,
            end: begin + lasting,
            per_second,
            spacing,
            dice: StdRng::seed_from_u64(1_229),
        }
    }
}

impl Iterator for Arrivals {
    type Item = Instant;

    fn next(&mut self) -> Option<Instant> {
        let gap = match self.spacing {
            Spacing::Even => 1.0,
            Spacing::Random => -(1.0 - self.dice.random::<f64>()).ln(),
        };
        let due = self.next;
        self.next = due + Duration::from_secs_f64(gap / self.per_second);
        (due < self.end).then_some(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_has_the_requested_number_of_arrivals() {
        let now = Instant::now();
        let even: Vec<Instant> =
            Arrivals::new(now, Duration::from_secs(2), 20.0, Spacing::Even).collect();
        assert!((40..=41).contains(&even.len()), "{}", even.len());
        assert!(
            even.windows(2)
                .all(|pair| pair[1] - pair[0] == Duration::from_millis(50))
        );
        let random = Arrivals::new(now, Duration::from_secs(100), 200.0, Spacing::Random).count();
        assert!((19_400..=20_600).contains(&random), "{random}");
    }
}
