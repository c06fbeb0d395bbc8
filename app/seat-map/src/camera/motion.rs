//! Motions of the viewport: glides with easing, flings, and how far to render ahead of a motion.

use super::{inertia::Fling, viewport::Viewport};
use crate::sums::between;

/// The duration of a glide.
const GLIDE_MS: f64 = 240.0;
/// Look-ahead for viewport tiles.
const AHEAD_MS: f64 = 140.0;
/// Look-ahead for tiles.
const TILES_AHEAD_MS: f64 = 400.0;
/// Maximum look-ahead for tiles, as a fraction of the viewport. Further ahead, tiles would be
/// wasted if the hand changes direction.
const MOST_AHEAD: f64 = 0.4;
/// Maximum look-ahead for viewport tiles while a hand drags, as a fraction of the viewport. A
/// viewport tile at the next larger scale extends about an eighth beyond the viewport, and it must
/// also cover the current view.
const MOST_LED: f64 = 0.12;

/// A motion that continues by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Motion {
    /// From one viewport to another; the start time.
    Glide(Viewport, Viewport, f64),
    /// Onwards from this viewport.
    Fling(Viewport, Fling),
}

impl Motion {
    /// The viewport at `now`, and whether the motion has ended.
    pub(crate) fn at(&self, now: f64) -> (Viewport, bool) {
        match self {
            Self::Glide(from, to, since) => {
                let share = ((now - since) / GLIDE_MS).clamp(0.0, 1.0);
                let eased = 1.0 - (1.0 - share).powi(3);
                if share >= 1.0 {
                    (*to, true)
                } else {
                    (from.between(to, eased), false)
                }
            }
            Self::Fling(from, fling) => {
                let mut viewport = *from;
                let (dx, dy) = fling.gone(now);
                viewport.drag(dx, dy);
                (viewport, fling.is_over(now))
            }
        }
    }

    /// The viewport to render for: the end of a glide, or a little ahead in a fling.
    pub(crate) fn ahead(&self, now: f64) -> Viewport {
        match self {
            Self::Glide(_, to, _) => *to,
            Self::Fling(..) => self.at(now + AHEAD_MS).0,
        }
    }

    /// The viewport to draw tiles for, far enough ahead that they are done in time.
    pub(crate) fn far_ahead(&self, now: f64) -> Viewport {
        self.at(now + TILES_AHEAD_MS).0
    }
}

/// Tracks the speed of a drag, to render ahead of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pace {
    /// In plan units per millisecond.
    speed: (f64, f64),
    centre: (f64, f64),
    then: f64,
}

impl Pace {
    /// Updates the speed, and returns the viewport to render for. `going`: the map already moved in
    /// the previous animation frame.
    pub(crate) fn lead(&mut self, viewport: &Viewport, now: f64, going: bool) -> Viewport {
        let (x, y) = viewport.view.centre();
        let time = (now - self.then).max(1.0);
        let seen = ((x - self.centre.0) / time, (y - self.centre.1) / time);
        let mix = |old: f64, new: f64| if going { old * 0.7 + new * 0.3 } else { 0.0 };
        *self = Self {
            speed: (mix(self.speed.0, seen.0), mix(self.speed.1, seen.1)),
            centre: (x, y),
            then: now,
        };
        self.ahead(viewport, AHEAD_MS, MOST_LED)
    }

    /// The viewport to draw tiles for, if the hand keeps its speed.
    pub(crate) fn far_ahead(&self, viewport: &Viewport) -> Viewport {
        self.ahead(viewport, TILES_AHEAD_MS, MOST_AHEAD)
    }

    /// The viewport after this time at the current speed, at most `most` viewports away.
    fn ahead(&self, viewport: &Viewport, after_ms: f64, most: f64) -> Viewport {
        let far =
            |speed: f64, length: f64| between(speed * after_ms, -length * most, length * most);
        let (x, y) = viewport.view.centre();
        let mut to = *viewport;
        to.centre_on((
            x + far(self.speed.0, viewport.view.width),
            y + far(self.speed.1, viewport.view.height),
        ));
        to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        camera::{Detail, RenderRegion},
        geometry::Bounds,
    };

    #[test]
    fn rendering_runs_ahead_of_a_drag_in_its_direction() {
        let mut viewport = Viewport::new(
            Bounds {
                x: 0.0,
                y: 0.0,
                width: 1000.0,
                height: 1000.0,
            },
            (300.0, 300.0),
        );
        viewport.zoom_middle(4.0);
        let mut pace = Pace::default();
        assert!(
            (pace.lead(&viewport, 0.0, false).view.x - viewport.view.x).abs() < 1e-6,
            "it begins where it is"
        );
        for step in 1..20 {
            viewport.drag(-5.0, 0.0);
            let led = pace.lead(&viewport, f64::from(step) * 16.0, true);
            assert!(
                led.view.x > viewport.view.x
                    && led.view.x <= viewport.view.x + viewport.view.width * MOST_LED + 1e-6
            );
        }
    }

    #[test]
    fn a_region_that_is_rendered_ahead_of_a_drag_covers_the_current_view() {
        let whole = Bounds {
            x: 0.0,
            y: 0.0,
            width: 10_000.0,
            height: 10_000.0,
        };
        let mut viewport = Viewport::new(whole, (300.0, 300.0));
        viewport.zoom_middle(8.0);
        let mut pace = Pace::default();
        for (dx, dy) in [(-18.0, 3.0), (3.0, -18.0), (9.0, 9.0)] {
            for step in 0..9 {
                viewport.drag(dx, dy);
                let led = pace.lead(&viewport, f64::from(step) * 16.0, step > 0);
                let far = pace.far_ahead(&viewport);
                let ahead = |of: &Viewport| {
                    (of.view.x - viewport.view.x).hypot(of.view.y - viewport.view.y)
                };
                assert!(ahead(&far) >= ahead(&led), "{step}");
                for around in [RenderRegion::around, RenderRegion::roughly_around] {
                    let region = around(&led, 1.0, Detail::Seats);
                    assert!(
                        region.covers(&viewport, &whole) && region.covers(&led, &whole),
                        "{step}"
                    );
                }
            }
        }
        pace.lead(&viewport, 9_000.0, false);
        assert_eq!(
            pace.far_ahead(&viewport),
            viewport,
            "a resting hand has no look-ahead"
        );
    }

    #[test]
    fn a_glide_runs_from_one_viewport_to_the_other() {
        let here = Viewport::new(
            Bounds {
                x: 0.0,
                y: 0.0,
                width: 1000.0,
                height: 1000.0,
            },
            (300.0, 300.0),
        );
        let mut there = here;
        there.zoom_middle(4.0);
        let glide = Motion::Glide(here, there, 100.0);
        assert_eq!(
            (glide.at(100.0).0.view, glide.at(340.0)),
            (here.view, (there, true))
        );
        assert!(
            glide.at(200.0).0.scale() > here.scale() && glide.at(200.0).0.scale() < there.scale()
        );
        assert_eq!(glide.ahead(100.0), there, "rendering aims at its end");
    }
}
