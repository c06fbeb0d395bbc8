//! The camera: the current viewport, moved by a hand, by a glide, or by a fling.

use super::{
    inertia::Fling,
    motion::{Motion, Pace},
    viewport::Viewport,
};
use crate::geometry::Bounds;

/// A hand that has not moved the map for this long, in milliseconds, counts as resting.
const RESTING_MS: f64 = 140.0;

/// The current viewport and its motion. Times are milliseconds on the page's clock.
pub(crate) struct Camera {
    viewport: Viewport,
    motion: Option<Motion>,
    /// The last time a hand moved the map.
    handled: f64,
    pace: Pace,
}

impl Camera {
    /// Shows `whole` in an element of this size in CSS pixels.
    pub(crate) fn new(whole: Bounds, size: (f64, f64)) -> Self {
        Self {
            viewport: Viewport::new(whole, size),
            motion: None,
            handled: f64::NEG_INFINITY,
            pace: Pace::default(),
        }
    }

    /// The current viewport.
    pub(crate) fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// Whether a glide or fling is running.
    pub(crate) fn is_under_way(&self) -> bool {
        self.motion.is_some()
    }

    /// The target of a running glide.
    pub(crate) fn glides_to(&self) -> Option<Viewport> {
        match self.motion {
            Some(Motion::Glide(_, to, _)) => Some(to),
            _ => None,
        }
    }

    /// The target of a running glide, or else the current viewport.
    pub(crate) fn resting_place(&self) -> Viewport {
        self.glides_to().unwrap_or(self.viewport)
    }

    /// Whether a hand moved the map within the last `RESTING_MS`.
    pub(crate) fn is_handled(&self, now: f64) -> bool {
        now - self.handled < RESTING_MS
    }

    /// Whether a hand, a glide or a fling moves the map.
    pub(crate) fn is_moving(&self, now: f64) -> bool {
        self.is_under_way() || self.is_handled(now)
    }

    /// Moves to `to` without animation.
    pub(crate) fn jump_to(&mut self, to: Viewport) {
        self.motion = None;
        self.viewport = to;
    }

    /// Starts a glide to `to`.
    pub(crate) fn glide_to(&mut self, to: Viewport, now: f64) {
        self.motion = Some(Motion::Glide(self.viewport, to, now));
    }

    /// Starts a fling from the current viewport.
    pub(crate) fn fling(&mut self, fling: Fling) {
        self.motion = Some(Motion::Fling(self.viewport, fling));
    }

    /// Records a movement by hand.
    pub(crate) fn hand_moved(&mut self, to: Viewport, now: f64) {
        self.jump_to(to);
        self.handled = now;
    }

    /// Adapts to the element's size in CSS pixels. Returns whether it changed. A running glide
    /// jumps to its end, so that its target stays in the middle of the visible part.
    pub(crate) fn resize(&mut self, size: (f64, f64)) -> bool {
        if self.viewport.size() == size {
            return false;
        }
        self.viewport = self.resting_place();
        self.viewport.resize(size);
        self.motion = None;
        true
    }

    /// Advances the running motion.
    pub(crate) fn step(&mut self, now: f64) {
        if let Some(motion) = self.motion {
            let (viewport, over) = motion.at(now);
            self.viewport = viewport;
            if over {
                self.motion = None;
            }
        }
    }

    /// The viewport to render for: the end of a glide, or a little ahead of a drag or fling. Call
    /// it once per animation frame. `going`: the map already moved in the previous animation frame.
    pub(crate) fn look_ahead(&mut self, now: f64, going: bool) -> Viewport {
        let led = self.pace.lead(&self.viewport, now, going);
        match self.motion {
            Some(motion) => motion.ahead(now),
            None if self.is_handled(now) => led,
            None => self.viewport,
        }
    }

    /// The viewport to draw tiles for, far enough ahead that they are done in time.
    pub(crate) fn far_ahead(&self, now: f64) -> Viewport {
        self.motion.map_or_else(
            || self.pace.far_ahead(&self.viewport),
            |motion| motion.far_ahead(now),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> (Camera, Viewport) {
        let camera = Camera::new(
            Bounds {
                x: 0.0,
                y: 0.0,
                width: 1000.0,
                height: 1000.0,
            },
            (300.0, 300.0),
        );
        let mut closer = camera.viewport();
        closer.zoom_middle(4.0);
        (camera, closer)
    }

    #[test]
    fn a_glide_renders_its_end_and_stops_there() {
        let (mut camera, closer) = camera();
        camera.glide_to(closer, 1_000.0);
        camera.step(1_100.0);
        assert!(camera.is_moving(1_100.0) && camera.viewport() != closer);
        assert_eq!(
            (camera.look_ahead(1_100.0, true), camera.resting_place()),
            (closer, closer)
        );
        camera.step(9_000.0);
        assert_eq!(
            (camera.viewport(), camera.is_moving(9_000.0)),
            (closer, false)
        );
    }

    #[test]
    fn a_hand_stops_a_glide_and_the_map_rests_soon_after() {
        let (mut camera, closer) = camera();
        camera.glide_to(closer, 1_000.0);
        camera.step(1_100.0);
        let here = camera.viewport();
        camera.hand_moved(here, 1_100.0);
        assert_eq!(
            (
                camera.is_under_way(),
                camera.is_moving(1_150.0),
                camera.resting_place()
            ),
            (false, true, here)
        );
        assert!(!camera.is_moving(1_400.0));
    }

    #[test]
    fn a_resize_ends_a_glide_at_its_target_and_the_same_size_does_not() {
        let (mut camera, closer) = camera();
        camera.glide_to(closer, 1_000.0);
        assert!(!camera.resize((300.0, 300.0)) && camera.is_under_way());
        camera.step(1_100.0);
        assert!(camera.resize((200.0, 300.0)) && !camera.is_under_way());
        assert!(
            (camera.viewport().scale() - closer.scale()).abs() < 1e-9,
            "as close as the glide would have come"
        );
    }
}
