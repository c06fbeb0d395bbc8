//! Keys: arrows move the picture, plus and minus zoom.

use web_sys::KeyboardEvent;

use super::command::{MapCommand, Scope};

/// How far an arrow key moves the picture, as a share of the element.
const STEP: f64 = 0.2;

/// A key was pressed while the map has the focus.
pub(super) fn pressed(scope: &Scope<'_>, event: &KeyboardEvent) -> Option<MapCommand> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let viewport = scope.camera.viewport();
    let (width, height) = viewport.size();
    let mut to = scope.camera.resting_place();
    let zoomed = !viewport.shows_all();
    match event.key().as_str() {
        // A picture that is seen whole has nowhere to go: the keys are the page's.
        "ArrowLeft" if zoomed => to.drag(width * STEP, 0.0),
        "ArrowRight" if zoomed => to.drag(-width * STEP, 0.0),
        "ArrowUp" if zoomed => to.drag(0.0, height * STEP),
        "ArrowDown" if zoomed => to.drag(0.0, -height * STEP),
        "+" | "=" => to.zoom_middle(1.6),
        "-" => to.zoom_middle(1.0 / 1.6),
        "Escape" if scope.has_tip => {
            event.prevent_default();
            return Some(MapCommand::HideTip);
        }
        "Escape" | "0" | "Home" if zoomed => {
            to = viewport;
            to.show_all();
        }
        _ => return None,
    }
    event.prevent_default();
    Some(MapCommand::GlideTo(to))
}
