//! Inertia: how far, and for how long, the map continues to move after a drag is released.

use std::f64::consts::E;

use crate::sums::power;

/// The time constant of the exponential slowdown, in milliseconds: after this time, the speed has
/// dropped to 1/e, about a third.
const CALMS_IN_MS: f64 = 280.0;
/// The minimum release speed, in pixels per millisecond. A slower drag ends without inertia.
const SLOWEST: f64 = 0.12;
/// The maximum release speed, in pixels per millisecond, so that the buyer does not lose sight of
/// the hall.
const FASTEST: f64 = 4.5;
/// The last part of a drag that its release speed is computed from, in milliseconds.
const LAST_MS: f64 = 90.0;

/// The motion after a release.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fling {
    /// The speed at the release, in pixels per millisecond.
    speed: (f64, f64),
    /// The start, on the page's clock.
    since: f64,
}

impl Fling {
    /// The distance covered so far, in pixels.
    pub(crate) fn gone(&self, now: f64) -> (f64, f64) {
        let share = CALMS_IN_MS * (1.0 - power(E, -(now - self.since).max(0.0) / CALMS_IN_MS));
        (self.speed.0 * share, self.speed.1 * share)
    }

    /// Whether less than half a pixel is left.
    pub(crate) fn is_over(&self, now: f64) -> bool {
        let left = CALMS_IN_MS * power(E, -(now - self.since) / CALMS_IN_MS);
        (self.speed.0 * left).hypot(self.speed.1 * left) < 0.5
    }
}

/// The recent positions of a dragging pointer. Times are those of its events, because a busy page
/// handles them late.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trail(Vec<(f64, (f64, f64))>);

impl Trail {
    /// Records a position.
    pub(crate) fn add(&mut self, when: f64, at: (f64, f64)) {
        self.0.retain(|(then, _)| when - then <= LAST_MS);
        self.0.push((when, at));
    }

    /// Forgets the previous drag.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fling after a release at `released`; `None` if the pointer was too slow. The fling
    /// starts at `now`.
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
        (fast >= SLOWEST).then_some(Fling {
            speed: (speed.0 * limit, speed.1 * limit),
            since: now,
        })
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
    fn a_fling_slows_down_and_ends() {
        let fling = dragged(16.0).fling(150.0, 150.0).expect("thrown");
        let gone: Vec<f64> = [0.0, 100.0, 200.0, 2000.0]
            .iter()
            .map(|after| fling.gone(150.0 + after).0)
            .collect();
        assert!(
            gone[0] == 0.0 && gone[1] - gone[0] > gone[2] - gone[1] && gone[3] < CALMS_IN_MS + 1.0,
            "{gone:?}"
        );
        assert!(!fling.is_over(250.0) && fling.is_over(150.0 + 2000.0));
    }

    #[test]
    fn a_map_that_is_released_at_rest_stays() {
        assert_eq!(dragged(1.0).fling(150.0, 150.0), None, "slow");
        assert_eq!(
            dragged(16.0).fling(400.0, 400.0),
            None,
            "held still before the release"
        );
        assert_eq!(Trail::default().fling(0.0, 0.0), None);
    }

    #[test]
    fn a_fling_is_as_long_on_a_page_that_handles_the_release_late() {
        let fling = dragged(16.0).fling(150.0, 900.0).expect("thrown");
        assert_eq!(fling.gone(900.0), (0.0, 0.0));
        assert_eq!(
            fling.gone(1000.0),
            dragged(16.0)
                .fling(150.0, 150.0)
                .expect("thrown")
                .gone(250.0)
        );
    }

    #[test]
    fn a_fling_has_a_maximum_speed() {
        let fling = dragged(4000.0).fling(150.0, 150.0).expect("thrown");
        assert!(fling.gone(1e9).0 <= FASTEST * CALMS_IN_MS + 1e-6);
    }
}
