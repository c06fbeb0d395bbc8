//! Taps and clicks: they choose seats and come closer.

use web_sys::MouseEvent;

use super::{
    command::{MapCommand, Scope},
    pointer::{Gesture, MOUSE_AIM_PX},
};
use crate::{camera::Viewport, layout::Hit};

/// Seats smaller than this (half their width) are not for fingers: the first tap comes closer.
const FINGER_PX: f64 = 8.0;
/// How large seats are after coming closer.
const CLOSE_PX: f64 = 16.0;
/// How far beside a seat a finger may tap.
const FINGER_AIM_PX: f64 = 24.0;

impl Gesture {
    pub(super) fn click(&self, scope: &Scope<'_>, event: &MouseEvent) -> Option<MapCommand> {
        let stopped = self.stopped.take();
        if self.moved.replace(false) {
            return None;
        }
        let at = self.place(scope, event);
        // Many tap twice to come closer: the second belongs to the first, and what is under it by now is not what was meant.
        if let Some(to) = self.sent.take().filter(|_| stopped || event.detail() > 1) {
            self.sent.set(Some(to));
            return stopped.then_some(MapCommand::GlideTo(to));
        }
        let touch = self.touch.get();
        let small = scope.camera.viewport().scale() * scope.scene.radius < FINGER_PX;
        let hit = scope.hit(at, if touch { FINGER_AIM_PX } else { MOUSE_AIM_PX });
        let again = self.tapped.take() == Some(hit) && event.detail() > 1;
        match hit {
            // Tapped twice in a hurry: closer, and not chosen and given up again.
            Hit::Seat(_) if again => Some(closer_twofold(scope, at)),
            Hit::Section(section) => {
                let to = self.send(scope.scene.section_view(section, scope.camera.viewport())?);
                Some(MapCommand::Enter(section, to))
            }
            Hit::Area(area) => Some(MapCommand::Choose(area)),
            Hit::Seat(_) | Hit::Nothing if touch && small => Some(MapCommand::GlideTo(self.send(come_closer(scope, at)))),
            Hit::Seat(seat) => {
                self.tapped.set(Some(hit));
                Some(MapCommand::Pick(seat))
            }
            Hit::Nothing => None,
        }
    }

    /// Remembers where a tap sends the look.
    fn send(&self, to: Viewport) -> Viewport {
        self.sent.set(Some(to));
        to
    }

    /// Twice on a place where nothing is comes closer.
    pub(super) fn double_click(&self, scope: &Scope<'_>, event: &MouseEvent) -> Option<MapCommand> {
        if self.sent.get().is_some() {
            return None;
        }
        let at = self.place(scope, event);
        (scope.hit(at, MOUSE_AIM_PX) == Hit::Nothing).then(|| closer_twofold(scope, at))
    }
}

/// Looks twice as close at a place.
fn closer_twofold(scope: &Scope<'_>, at: (f64, f64)) -> MapCommand {
    let mut to = scope.camera.resting_place();
    to.zoom(2.0, at);
    MapCommand::GlideTo(to)
}

/// A view in which the seats around a tap have the size of a finger.
fn come_closer(scope: &Scope<'_>, at: (f64, f64)) -> Viewport {
    let mut to = scope.camera.viewport();
    to.zoom(CLOSE_PX / (to.scale() * scope.scene.radius), at);
    to
}
