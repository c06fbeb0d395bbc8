//! When somebody comes: a schedule that does not wait for anyone's answer.

use std::time::Duration;

use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::time::Instant;

/// How arrivals lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// As a clock ticks.
    Even,
    /// As people come, who know nothing of each other: a Poisson process. The same at every run.
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
    /// So many a second on average.
    pub fn new(begin: Instant, lasting: Duration, per_second: f64, spacing: Spacing) -> Self {
        Self { next: begin, end: begin + lasting, per_second, spacing, dice: StdRng::seed_from_u64(1_229) }
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
    fn as_many_come_as_were_asked_for() {
        let now = Instant::now();
        let even: Vec<Instant> = Arrivals::new(now, Duration::from_secs(2), 20.0, Spacing::Even).collect();
        assert!((40..=41).contains(&even.len()), "{}", even.len());
        assert!(even.windows(2).all(|pair| pair[1] - pair[0] == Duration::from_millis(50)));
        let random = Arrivals::new(now, Duration::from_secs(100), 200.0, Spacing::Random).count();
        assert!((19_400..=20_600).contains(&random), "{random}");
    }
}
