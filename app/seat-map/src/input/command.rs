//! The input of gestures, and the commands that they return.

use std::rc::Rc;

use domain::{AreaIndex, SeatNo};

use crate::{
    camera::{Camera, Fling, Viewport},
    layout::{Direction, Hit, Scene},
};

/// A command of a gesture to the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum MapCommand {
    /// Move the map to this viewport: the hand drags, pinches or turns the wheel.
    MoveTo(Viewport),
    /// Move the map to this viewport at the first movement of a drag.
    Grab(Viewport),
    GlideTo(Viewport),
    /// Continue with inertia.
    Fling(Fling),
    /// Open a section: glide to this view of it, and announce it.
    Enter(usize, Viewport),
    /// Pick or unpick a seat.
    Pick(SeatNo),
    /// Pick or unpick a standing area.
    Choose(AreaIndex),
    /// Show the hover state of the target under the mouse; `None` when the mouse has left.
    Point(Option<Hit>),
    /// Move the keyboard cursor in this direction.
    Step(Direction),
    /// Activate the target of the keyboard cursor.
    Press,
    /// Rebuild the map: the visitor has turned forced colours on or off.
    Recolour,
    /// Show the hint about the wheel.
    Hint,
    /// Hide the tooltip.
    HideTip,
    /// Adapt to another size of the element, or another pixel ratio of the screen.
    Resize,
    /// Redraw everything: the page is visible again, and the browser may have discarded bitmaps.
    DrawAgain,
}

/// The state of the map that gestures read.
pub(crate) struct Scope<'a> {
    pub(crate) camera: &'a Camera,
    pub(crate) scene: &'a Scene,
    /// Whether the tooltip is visible.
    pub(crate) has_tip: bool,
    /// The time on the page's clock, in milliseconds.
    pub(crate) now: f64,
}

impl Scope<'_> {
    /// Finds the target at a point of the element, in CSS pixels. `aim`: how far from a seat's
    /// centre a hit still counts, in CSS pixels.
    pub(super) fn hit(&self, at: (f64, f64), aim: f64) -> Hit {
        let viewport = self.camera.viewport();
        self.scene.hit(
            viewport.in_plan(at),
            self.scene.detail(&viewport).has_seats(),
            aim / viewport.scale(),
        )
    }
}

/// Runs a gesture, and then the command that it returns.
pub(crate) type React = Rc<dyn Fn(&dyn Fn(&Scope<'_>) -> Option<MapCommand>)>;
