//! The wheel: with a key it zooms, without one it is the page's.

use std::f64::consts::E;

use web_sys::WheelEvent;

use super::{
    command::{MapCommand, Scope},
    pointer::Gesture,
};
use crate::sums::power;

/// A wheel that turns in steps of at least this many pixels has notches.
const NOTCH_PX: f64 = 50.0;

/// The wheel was turned over the map.
pub(super) fn turned(scope: &Scope<'_>, gesture: &Gesture, event: &WheelEvent) -> Option<MapCommand> {
    // The plain wheel belongs to the page.
    if !event.ctrl_key() && !event.meta_key() {
        return Some(MapCommand::Hint);
    }
    event.prevent_default();
    let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 33.0 };
    let turned = event.delta_y() * lines;
    let factor = power(E, (-turned / 240.0).clamp(-1.0, 1.0));
    let at = gesture.place(scope, event);
    if turned.abs() >= NOTCH_PX {
        let mut to = scope.camera.resting_place();
        to.zoom(factor, at);
        Some(MapCommand::GlideTo(to))
    } else {
        let mut viewport = scope.camera.viewport();
        viewport.zoom(factor, at);
        Some(MapCommand::MoveTo(viewport))
    }
}
