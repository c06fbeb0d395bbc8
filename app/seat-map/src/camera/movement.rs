//! Where the map is looked at, and how that moves: along with a hand, in a glide, or on from a throw.

use super::{
    inertia::Fling,
    motion::{Motion, Pace},
    viewport::Viewport,
};
use crate::geometry::Bounds;

/// A hand that has not moved the map for this long, in milliseconds, has let it rest.
const RESTING_MS: f64 = 140.0;

/// What is looked at. Times are those of the page's clock, in milliseconds.
pub(crate) struct Camera {
    viewport: Viewport,
    motion: Option<Motion>,
    /// When a hand last moved the map.
    handled: f64,
    pace: Pace,
}

impl Camera {
    /// Looks at all of `whole`, in an element of this size in pixels of the page.
    pub(crate) fn new(whole: Bounds, size: (f64, f64)) -> Self {
        Self { viewport: Viewport::new(whole, size), motion: None, handled: f64::NEG_INFINITY, pace: Pace::default() }
    }

    /// What is seen now.
    pub(crate) fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// Whether it moves by itself.
    pub(crate) fn is_under_way(&self) -> bool {
        self.motion.is_some()
    }

    /// Where a glide that is under way ends.
    pub(crate) fn glides_to(&self) -> Option<Viewport> {
        match self.motion {
            Some(Motion::Glide(_, to, _)) => Some(to),
            _ => None,
        }
    }

    /// Where a glide that is under way ends; else what is seen now.
    pub(crate) fn resting_place(&self) -> Viewport {
        self.glides_to().unwrap_or(self.viewport)
    }

    /// Whether a hand moves the map: it has done so a moment ago.
    pub(crate) fn is_handled(&self, now: f64) -> bool {
        now - self.handled < RESTING_MS
    }

    /// Whether anything moves it.
    pub(crate) fn is_moving(&self, now: f64) -> bool {
        self.is_under_way() || self.is_handled(now)
    }

    /// Looks there at once.
    pub(crate) fn jump_to(&mut self, to: Viewport) {
        self.motion = None;
        self.viewport = to;
    }

    /// Begins to glide there.
    pub(crate) fn glide_to(&mut self, to: Viewport, now: f64) {
        self.motion = Some(Motion::Glide(self.viewport, to, now));
    }

    /// Runs on from a throw.
    pub(crate) fn fling(&mut self, fling: Fling) {
        self.motion = Some(Motion::Fling(self.viewport, fling));
    }

    /// A hand moved the map there.
    pub(crate) fn hand_moved(&mut self, to: Viewport, now: f64) {
        self.jump_to(to);
        self.handled = now;
    }

    /// The element has this size, in pixels of the page. Whether it had another before. A glide that is under way is at its end at once: what
    /// it leads to stays in the middle of what is visible.
    pub(crate) fn resize(&mut self, size: (f64, f64)) -> bool {
        if self.viewport.size() == size {
            return false;
        }
        self.viewport = self.resting_place();
        self.viewport.resize(size);
        self.motion = None;
        true
    }

    /// Goes on with a movement.
    pub(crate) fn step(&mut self, now: f64) {
        if let Some(motion) = self.motion {
            let (viewport, over) = motion.at(now);
            self.viewport = viewport;
            if over {
                self.motion = None;
            }
        }
    }

    /// What is worth drawing now: the end of a glide, or what will be seen in a moment. Once in each animation frame; `going`: something moved
    /// in the one before, too.
    pub(crate) fn look_ahead(&mut self, now: f64, going: bool) -> Viewport {
        let led = self.pace.lead(&self.viewport, now, going);
        match self.motion {
            Some(motion) => motion.ahead(now),
            None if self.is_handled(now) => led,
            None => self.viewport,
        }
    }

    /// What will be seen in a moment that is long enough for tiles to be drawn.
    pub(crate) fn far_ahead(&self, now: f64) -> Viewport {
        self.motion.map_or_else(|| self.pace.far_ahead(&self.viewport), |motion| motion.far_ahead(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> (Camera, Viewport) {
        let camera = Camera::new(Bounds { x: 0.0, y: 0.0, width: 1000.0, height: 1000.0 }, (300.0, 300.0));
        let mut closer = camera.viewport();
        closer.zoom_middle(4.0);
        (camera, closer)
    }

    #[test]
    fn a_glide_is_drawn_at_its_end_and_comes_to_rest_there() {
        let (mut camera, closer) = camera();
        camera.glide_to(closer, 1_000.0);
        camera.step(1_100.0);
        assert!(camera.is_moving(1_100.0) && camera.viewport() != closer);
        assert_eq!((camera.look_ahead(1_100.0, true), camera.resting_place()), (closer, closer));
        camera.step(9_000.0);
        assert_eq!((camera.viewport(), camera.is_moving(9_000.0)), (closer, false));
    }

    #[test]
    fn a_hand_stops_a_glide_and_then_lets_the_map_rest() {
        let (mut camera, closer) = camera();
        camera.glide_to(closer, 1_000.0);
        camera.step(1_100.0);
        let here = camera.viewport();
        camera.hand_moved(here, 1_100.0);
        assert_eq!((camera.is_under_way(), camera.is_moving(1_150.0), camera.resting_place()), (false, true, here));
        assert!(!camera.is_moving(1_400.0));
    }

    #[test]
    fn another_size_ends_a_glide_at_its_goal_and_the_same_size_does_not() {
        let (mut camera, closer) = camera();
        camera.glide_to(closer, 1_000.0);
        assert!(!camera.resize((300.0, 300.0)) && camera.is_under_way());
        camera.step(1_100.0);
        assert!(camera.resize((200.0, 300.0)) && !camera.is_under_way());
        assert!((camera.viewport().scale() - closer.scale()).abs() < 1e-9, "as close as the glide would have come");
    }
}
