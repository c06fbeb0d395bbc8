//! Moving the look from one part of the hall to another, so that the eye can follow; and letting it run on when it was thrown.

use super::{inertia::Fling, viewport::Viewport};
use crate::sums::between;

/// How long a glide takes.
const GLIDE_MS: f64 = 240.0;
/// So far ahead is drawn.
const AHEAD_MS: f64 = 140.0;
/// So far ahead the tiles are drawn that come into sight.
const TILES_AHEAD_MS: f64 = 400.0;
/// But no further than this share of what is seen: a hand may turn round.
const MOST_AHEAD: f64 = 0.4;
/// So much of what is seen a hand is led at most: a viewport tile of the next larger scale reaches an eighth further than what is seen, and
/// is to show what is seen now as well.
const MOST_LED: f64 = 0.12;

/// A movement that goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Motion {
    /// From here to there, since then.
    Glide(Viewport, Viewport, f64),
    /// On from here.
    Fling(Viewport, Fling),
}

impl Motion {
    /// Where one is by now, and whether that is the end.
    pub(crate) fn at(&self, now: f64) -> (Viewport, bool) {
        match self {
            Self::Glide(from, to, since) => {
                let share = ((now - since) / GLIDE_MS).clamp(0.0, 1.0);
                let eased = 1.0 - (1.0 - share).powi(3);
                if share >= 1.0 { (*to, true) } else { (from.between(to, eased), false) }
            }
            Self::Fling(from, fling) => {
                let mut viewport = *from;
                let (dx, dy) = fling.gone(now);
                viewport.drag(dx, dy);
                (viewport, fling.is_over(now))
            }
        }
    }

    /// What is worth drawing: where it ends, or where it will be in a moment.
    pub(crate) fn ahead(&self, now: f64) -> Viewport {
        match self {
            Self::Glide(_, to, _) => *to,
            Self::Fling(..) => self.at(now + AHEAD_MS).0,
        }
    }

    /// What will be seen in a moment that is long enough for tiles to be drawn.
    pub(crate) fn far_ahead(&self, now: f64) -> Viewport {
        self.at(now + TILES_AHEAD_MS).0
    }
}

/// How fast a hand moves the map, so that what it comes to is drawn before it is there.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pace {
    /// Plan units a millisecond.
    speed: (f64, f64),
    centre: (f64, f64),
    then: f64,
}

impl Pace {
    /// Takes in where one is, and says where one will be in a moment. `going`: the map moved in the picture before, too.
    pub(crate) fn lead(&mut self, viewport: &Viewport, now: f64, going: bool) -> Viewport {
        let (x, y) = viewport.view.centre();
        let time = (now - self.then).max(1.0);
        let seen = ((x - self.centre.0) / time, (y - self.centre.1) / time);
        let mix = |old: f64, new: f64| if going { old * 0.7 + new * 0.3 } else { 0.0 };
        *self = Self { speed: (mix(self.speed.0, seen.0), mix(self.speed.1, seen.1)), centre: (x, y), then: now };
        self.ahead(viewport, AHEAD_MS, MOST_LED)
    }

    /// What a hand that goes on like this will see in a moment that is long enough for tiles to be drawn.
    pub(crate) fn far_ahead(&self, viewport: &Viewport) -> Viewport {
        self.ahead(viewport, TILES_AHEAD_MS, MOST_AHEAD)
    }

    /// Where one will be after so long, but no further than this share of what is seen.
    fn ahead(&self, viewport: &Viewport, after_ms: f64, most: f64) -> Viewport {
        let far = |speed: f64, length: f64| between(speed * after_ms, -length * most, length * most);
        let (x, y) = viewport.view.centre();
        let mut to = *viewport;
        to.centre_on((x + far(self.speed.0, viewport.view.width), y + far(self.speed.1, viewport.view.height)));
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
    fn a_hand_that_drags_is_led_the_way_it_goes() {
        let mut viewport = Viewport::new(Bounds { x: 0.0, y: 0.0, width: 1000.0, height: 1000.0 }, (300.0, 300.0));
        viewport.zoom_middle(4.0);
        let mut pace = Pace::default();
        assert!((pace.lead(&viewport, 0.0, false).view.x - viewport.view.x).abs() < 1e-6, "it begins where it is");
        for step in 1..20 {
            viewport.drag(-5.0, 0.0);
            let led = pace.lead(&viewport, f64::from(step) * 16.0, true);
            assert!(led.view.x > viewport.view.x && led.view.x <= viewport.view.x + viewport.view.width * MOST_LED + 1e-6);
        }
    }

    #[test]
    fn a_region_that_is_drawn_for_a_hand_shows_what_is_seen_now() {
        let whole = Bounds { x: 0.0, y: 0.0, width: 10_000.0, height: 10_000.0 };
        let mut viewport = Viewport::new(whole, (300.0, 300.0));
        viewport.zoom_middle(8.0);
        let mut pace = Pace::default();
        for (dx, dy) in [(-18.0, 3.0), (3.0, -18.0), (9.0, 9.0)] {
            for step in 0..9 {
                viewport.drag(dx, dy);
                let led = pace.lead(&viewport, f64::from(step) * 16.0, step > 0);
                let far = pace.far_ahead(&viewport);
                let ahead = |of: &Viewport| (of.view.x - viewport.view.x).hypot(of.view.y - viewport.view.y);
                assert!(ahead(&far) >= ahead(&led), "{step}");
                for around in [RenderRegion::around, RenderRegion::roughly_around] {
                    let region = around(&led, 1.0, Detail::Seats);
                    assert!(region.covers(&viewport, &whole) && region.covers(&led, &whole), "{step}");
                }
            }
        }
        pace.lead(&viewport, 9_000.0, false);
        assert_eq!(pace.far_ahead(&viewport), viewport, "a hand that rests goes nowhere");
    }

    #[test]
    fn a_glide_begins_here_and_ends_there() {
        let here = Viewport::new(Bounds { x: 0.0, y: 0.0, width: 1000.0, height: 1000.0 }, (300.0, 300.0));
        let mut there = here;
        there.zoom_middle(4.0);
        let glide = Motion::Glide(here, there, 100.0);
        assert_eq!((glide.at(100.0).0.view, glide.at(340.0)), (here.view, (there, true)));
        assert!(glide.at(200.0).0.scale() > here.scale() && glide.at(200.0).0.scale() < there.scale());
        assert_eq!(glide.ahead(100.0), there, "its end is drawn while it is on its way");
    }
}
