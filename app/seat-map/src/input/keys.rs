//! Keys: arrows move the cursor from seat to seat, and Enter or space activates. Shift with arrows
//! scrolls; plus and minus zoom.

use web_sys::KeyboardEvent;

use super::command::{MapCommand, Scope};
use crate::layout::Direction;

/// The distance of a scroll by Shift and arrow key, as a fraction of the element.
const STEP: f64 = 0.2;

/// Handles a key press while the map has the focus.
pub(super) fn pressed(scope: &Scope<'_>, event: &KeyboardEvent) -> Option<MapCommand> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let viewport = scope.camera.viewport();
    let (width, height) = viewport.size();
    let mut to = scope.camera.resting_place();
    let zoomed = !viewport.shows_all();
    let (key, shift) = (event.key(), event.shift_key());
    let step = match key.as_str() {
        "ArrowLeft" => Some(Direction::Left),
        "ArrowRight" => Some(Direction::Right),
        "ArrowUp" => Some(Direction::Up),
        "ArrowDown" => Some(Direction::Down),
        _ => None,
    };
    match (step, key.as_str()) {
        (Some(way), _) if !shift => {
            event.prevent_default();
            return Some(MapCommand::Step(way));
        }
        // By default, the space key would scroll the page, and the picked seat out of view.
        // A key that is held down counts once.
        (None, "Enter" | " ") => {
            event.prevent_default();
            return (!event.repeat()).then_some(MapCommand::Press);
        }
        _ => {}
    }
    match key.as_str() {
        // A map that shows the whole hall cannot scroll: leave these keys to the page.
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
