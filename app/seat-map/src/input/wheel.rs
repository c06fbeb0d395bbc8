//! The wheel: with Ctrl or ⌘ it zooms the map, without it scrolls the page.

use std::f64::consts::E;

use web_sys::WheelEvent;

use super::{
    command::{MapCommand, Scope},
    pointer::Gesture,
};
use crate::sums::power;

/// Steps of at least this many pixels come from a wheel with notches, which gets a glide; a
/// trackpad's small steps move the map directly.
const NOTCH_PX: f64 = 50.0;

/// Handles a turn of the wheel over the map.
pub(super) fn turned(
    scope: &Scope<'_>,
    gesture: &Gesture,
    event: &WheelEvent,
) -> Option<MapCommand> {
    // Leave the plain wheel to the page.
    if !event.ctrl_key() && !event.meta_key() {
        return Some(MapCommand::Hint);
    }
    event.prevent_default();
    let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL {
        1.0
    } else {
        33.0
    };
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
