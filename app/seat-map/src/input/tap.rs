//! Taps and clicks: they pick seats and zoom in.

use web_sys::MouseEvent;

use super::{
    command::{MapCommand, Scope},
    pointer::{Gesture, MOUSE_AIM_PX},
};
use crate::{camera::Viewport, layout::Hit};

/// Below this seat radius, in CSS pixels, seats are too small for fingers: the first tap zooms in
/// instead.
const FINGER_PX: f64 = 8.0;
/// The seat radius after the first tap has zoomed in, in CSS pixels.
const CLOSE_PX: f64 = 16.0;
/// How far from a seat's centre a finger's tap still hits it, in CSS pixels.
const FINGER_AIM_PX: f64 = 24.0;

impl Gesture {
    pub(super) fn click(&self, scope: &Scope<'_>, event: &MouseEvent) -> Option<MapCommand> {
        let stopped = self.stopped.take();
        if self.moved.replace(false) {
            return None;
        }
        let at = self.place(scope, event);
        // Many buyers double-tap to zoom in. The second tap belongs to the first: the buyer did not
        // aim at the seat that is under the finger by now.
        if let Some(to) = self.sent.take().filter(|_| stopped || event.detail() > 1) {
            self.sent.set(Some(to));
            return stopped.then_some(MapCommand::GlideTo(to));
        }
        let touch = self.touch.get();
        let small = scope.camera.viewport().scale() * scope.scene.radius < FINGER_PX;
        let hit = scope.hit(at, if touch { FINGER_AIM_PX } else { MOUSE_AIM_PX });
        let again = self.tapped.take() == Some(hit) && event.detail() > 1;
        match hit {
            // A double tap on a seat zooms in, instead of picking and unpicking it.
            Hit::Seat(_) if again => Some(closer_twofold(scope, at)),
            Hit::Section(section) => {
                let to = self.send(scope.scene.section_view(section, scope.camera.viewport())?);
                Some(MapCommand::Enter(section, to))
            }
            Hit::Area(area) => Some(MapCommand::Choose(area)),
            Hit::Seat(_) | Hit::Nothing if touch && small => {
                Some(MapCommand::GlideTo(self.send(come_closer(scope, at))))
            }
            Hit::Seat(seat) => {
                self.tapped.set(Some(hit));
                Some(MapCommand::Pick(seat))
            }
            Hit::Nothing => None,
        }
    }

    /// Remembers the target of a tap's glide.
    fn send(&self, to: Viewport) -> Viewport {
        self.sent.set(Some(to));
        to
    }

    /// A double click on empty space zooms in.
    pub(super) fn double_click(&self, scope: &Scope<'_>, event: &MouseEvent) -> Option<MapCommand> {
        if self.sent.get().is_some() {
            return None;
        }
        let at = self.place(scope, event);
        (scope.hit(at, MOUSE_AIM_PX) == Hit::Nothing).then(|| closer_twofold(scope, at))
    }
}

/// Zooms in by a factor of two about a point.
fn closer_twofold(scope: &Scope<'_>, at: (f64, f64)) -> MapCommand {
    let mut to = scope.camera.resting_place();
    to.zoom(2.0, at);
    MapCommand::GlideTo(to)
}

/// A viewport in which the seats around a tap are large enough for a finger.
fn come_closer(scope: &Scope<'_>, at: (f64, f64)) -> Viewport {
    let mut to = scope.camera.viewport();
    to.zoom(CLOSE_PX / (to.scale() * scope.scene.radius), at);
    to
}
