//! A map that was let go of while it moved goes on for a little: how far, and for how long.

use std::f64::consts::E;

use crate::sums::power;

/// How quickly it loses its speed, in milliseconds: what is left after so long is a third.
const CALMS_IN_MS: f64 = 280.0;
/// Slower than this, in pixels a millisecond, it was put down and not thrown.
const SLOWEST: f64 = 0.12;
/// Nobody throws faster; and no map should be lost sight of.
const FASTEST: f64 = 4.5;
/// How much of a drag counts for its speed, in milliseconds.
const LAST_MS: f64 = 90.0;

/// A throw under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fling {
    /// Pixels a millisecond at the start.
    speed: (f64, f64),
    /// When it began, on the page's clock.
    since: f64,
}

impl Fling {
    /// How far it has gone by now, in pixels.
    pub(crate) fn gone(&self, now: f64) -> (f64, f64) {
        let share = CALMS_IN_MS * (1.0 - power(E, -(now - self.since).max(0.0) / CALMS_IN_MS));
        (self.speed.0 * share, self.speed.1 * share)
    }

    /// Whether less than half a pixel is left to go.
    pub(crate) fn is_over(&self, now: f64) -> bool {
        let left = CALMS_IN_MS * power(E, -(now - self.since) / CALMS_IN_MS);
        (self.speed.0 * left).hypot(self.speed.1 * left) < 0.5
    }
}

/// Where a finger was in the last moments of a drag. Times are those of the finger, which a busy page hears of late.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trail(Vec<(f64, (f64, f64))>);

impl Trail {
    /// The finger was here then.
    pub(crate) fn add(&mut self, when: f64, at: (f64, f64)) {
        self.0.retain(|(then, _)| when - then <= LAST_MS);
        self.0.push((when, at));
    }

    /// A new drag.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The throw that letting go at that moment was, if it was one. It begins now.
    pub(crate) fn fling(&self, released: f64, now: f64) -> Option<Fling> {
        let recent = || self.0.iter().filter(|(then, _)| released - then <= LAST_MS);
        let (first, last) = (recent().next()?, recent().next_back()?);
        let time = last.0 - first.0;
        if time < 8.0 {
            return None;
        }
        let speed = ((last.1.0 - first.1.0) / time, (last.1.1 - first.1.1) / time);
        let fast = speed.0.hypot(speed.1);
        let limit = (FASTEST / fast).min(1.0);
        (fast >= SLOWEST).then_some(Fling { speed: (speed.0 * limit, speed.1 * limit), since: now })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dragged(px_a_step: f64) -> Trail {
        let mut trail = Trail::default();
        for step in 0..10 {
            trail.add(f64::from(step) * 16.0, (f64::from(step) * px_a_step, 0.0));
        }
        trail
    }

    #[test]
    fn a_throw_slows_down_and_ends() {
        let fling = dragged(16.0).fling(150.0, 150.0).expect("thrown");
        let gone: Vec<f64> = [0.0, 100.0, 200.0, 2000.0].iter().map(|after| fling.gone(150.0 + after).0).collect();
        assert!(gone[0] == 0.0 && gone[1] - gone[0] > gone[2] - gone[1] && gone[3] < CALMS_IN_MS + 1.0, "{gone:?}");
        assert!(!fling.is_over(250.0) && fling.is_over(150.0 + 2000.0));
    }

    #[test]
    fn a_map_that_was_put_down_stays() {
        assert_eq!(dragged(1.0).fling(150.0, 150.0), None, "slow");
        assert_eq!(dragged(16.0).fling(400.0, 400.0), None, "held still before it was let go of");
        assert_eq!(Trail::default().fling(0.0, 0.0), None);
    }

    #[test]
    fn a_page_that_hears_of_it_late_throws_as_far_from_when_it_hears() {
        let fling = dragged(16.0).fling(150.0, 900.0).expect("thrown");
        assert_eq!(fling.gone(900.0), (0.0, 0.0));
        assert_eq!(fling.gone(1000.0), dragged(16.0).fling(150.0, 150.0).expect("thrown").gone(250.0));
    }

    #[test]
    fn nothing_flies_out_of_sight() {
        let fling = dragged(4000.0).fling(150.0, 150.0).expect("thrown");
        assert!(fling.gone(1e9).0 <= FASTEST * CALMS_IN_MS + 1e-6);
    }
}
