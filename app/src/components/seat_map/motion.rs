//! Moving the look from one part of the hall to another, so that the eye can follow; and letting it run on when it was thrown.

use leptos::prelude::*;

use super::{excerpt::Margin, fling::Fling, viewport::Viewport};

/// How long a glide takes.
const GLIDE_MS: f64 = 240.0;
/// So far ahead is drawn.
const AHEAD_MS: f64 = 140.0;
/// So far ahead lies the middle of a sheet that is drawn for a hand that drags.
const SHEET_AHEAD_MS: f64 = 400.0;
/// But no further than this share of the sheet's margin, so that some of it is left for a hand that turns round.
const MOST_AHEAD: f64 = 0.8;
/// A hand goes one way when it is so many times as quick along it as along the other.
const ONE_WAY: f64 = 1.5;

/// A movement that goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Motion {
    /// From here to there, since then.
    Glide(Viewport, Viewport, f64),
    /// On from here.
    Fling(Viewport, Fling),
}

impl Motion {
    /// Where one is by now, and whether that is the end.
    pub(super) fn at(&self, now: f64) -> (Viewport, bool) {
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
    pub(super) fn ahead(&self, now: f64) -> Viewport {
        match self {
            Self::Glide(_, to, _) => *to,
            Self::Fling(..) => self.at(now + AHEAD_MS).0,
        }
    }
}

/// How fast a hand moves the map, so that what it comes to is drawn before it is there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pace {
    /// Plan units a millisecond.
    speed: (f64, f64),
    centre: (f64, f64),
    then: f64,
}

impl Pace {
    /// Takes in where one is, and says where one will be in a moment. `going`: the map moved in the picture before, too.
    pub(super) fn lead(&mut self, viewport: &Viewport, now: f64, going: bool) -> Viewport {
        let (x, y) = viewport.view.centre();
        let time = (now - self.then).max(1.0);
        let seen = ((x - self.centre.0) / time, (y - self.centre.1) / time);
        let mix = |old: f64, new: f64| if going { old * 0.7 + new * 0.3 } else { 0.0 };
        *self = Self { speed: (mix(self.speed.0, seen.0), mix(self.speed.1, seen.1)), centre: (x, y), then: now };
        self.ahead(viewport, AHEAD_MS, 1.0)
    }

    /// Which sheet is worth drawing from here: the middle of it, and where it reaches further.
    pub(super) fn sheet(&self, viewport: &Viewport) -> (Viewport, Margin) {
        (self.ahead(viewport, SHEET_AHEAD_MS, MOST_AHEAD), self.margin(viewport))
    }

    /// The way that the hand goes, by how soon it would have left what is seen.
    fn margin(&self, viewport: &Viewport) -> Margin {
        let (across, down) = (self.speed.0.abs() / viewport.view.width, self.speed.1.abs() / viewport.view.height);
        if across > down * ONE_WAY {
            Margin::Across
        } else if down > across * ONE_WAY {
            Margin::Down
        } else {
            Margin::Even
        }
    }

    /// Where one will be after so long; not so far that what is seen now would be left out, which is `most` 1.
    fn ahead(&self, viewport: &Viewport, after_ms: f64, most: f64) -> Viewport {
        let (across, down) = self.margin(viewport).shares();
        let (most_x, most_y) = (viewport.view.width * across * most, viewport.view.height * down * most);
        let far = |speed: f64, most: f64| (speed * after_ms).clamp(-most, most);
        let (x, y) = viewport.view.centre();
        let mut to = *viewport;
        to.centre_on((x + far(self.speed.0, most_x), y + far(self.speed.1, most_y)));
        to
    }
}

/// Whether less motion was asked for.
pub(super) fn prefers_stillness() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::seat_map::{detail::Detail, excerpt::Excerpt, geometry::Bounds};

    #[test]
    fn a_hand_that_drags_is_led_the_way_it_goes() {
        let mut viewport = Viewport::new(Bounds { x: 0.0, y: 0.0, width: 1000.0, height: 1000.0 }, (300.0, 300.0));
        viewport.zoom_middle(4.0);
        let mut pace = Pace::default();
        assert!((pace.lead(&viewport, 0.0, false).view.x - viewport.view.x).abs() < 1e-6, "it begins where it is");
        for step in 1..20 {
            viewport.drag(-5.0, 0.0);
            let led = pace.lead(&viewport, f64::from(step) * 16.0, true);
            assert!(led.view.x > viewport.view.x && led.view.x <= viewport.view.x + viewport.view.width * 0.36 + 1e-6);
        }
    }

    #[test]
    fn a_sheet_for_a_hand_reaches_the_way_it_goes_and_shows_what_is_seen_now() {
        let whole = Bounds { x: 0.0, y: 0.0, width: 10_000.0, height: 10_000.0 };
        let mut viewport = Viewport::new(whole, (300.0, 300.0));
        viewport.zoom_middle(8.0);
        let mut pace = Pace::default();
        for (dx, dy, way) in [(-18.0, 3.0, Margin::Across), (3.0, -18.0, Margin::Down), (9.0, 9.0, Margin::Even)] {
            for step in 0..9 {
                viewport.drag(dx, dy);
                let led = pace.lead(&viewport, f64::from(step) * 16.0, step > 0);
                let (middle, margin) = pace.sheet(&viewport);
                for around in [Excerpt::around, Excerpt::roughly_around] {
                    let excerpt = around(&middle, margin, 1.0, Detail::Seats);
                    assert!(excerpt.covers(&viewport, &whole) && excerpt.covers(&led, &whole), "{way:?} {step}");
                }
            }
            assert_eq!(pace.sheet(&viewport).1, way);
        }
        pace.lead(&viewport, 9_000.0, false);
        assert_eq!(pace.sheet(&viewport), (viewport, Margin::Even), "a hand that rests goes nowhere");
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
