//! What gestures know of the map, and what they want of it.

use std::rc::Rc;

use domain::{AreaIndex, SeatNo};

use crate::{
    camera::{Camera, Fling, Viewport},
    layout::{Direction, Hit, Scene},
};

/// What a gesture asks the map to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum MapCommand {
    /// A hand moved the map there.
    MoveTo(Viewport),
    /// The same, as the first movement of a drag.
    Grab(Viewport),
    GlideTo(Viewport),
    /// Let the map run on.
    Fling(Fling),
    /// Look at a section, which is seen well from there.
    Enter(usize, Viewport),
    /// Choose a seat, or give it up.
    Pick(SeatNo),
    /// Choose a standing area, or give it up.
    Choose(AreaIndex),
    /// The mouse is over this; none when it has gone.
    Point(Option<Hit>),
    /// Go to what lies that way, with the keyboard.
    Step(Direction),
    /// Press what the keyboard is on.
    Press,
    /// The visitor forces colours, or does so no longer.
    Recolour,
    /// Say how the wheel zooms.
    Hint,
    /// Put the tooltip away.
    HideTip,
    /// The element has another size, or the screen other pixels.
    Resize,
    /// The page is in sight again: what was drawn may be lost.
    DrawAgain,
}

/// What a gesture knows of the map.
pub(crate) struct Scope<'a> {
    pub(crate) camera: &'a Camera,
    pub(crate) scene: &'a Scene,
    /// The tooltip is seen.
    pub(crate) has_tip: bool,
    /// On the page's clock, in milliseconds.
    pub(crate) now: f64,
}

impl Scope<'_> {
    /// What is at a pixel of the element. `aim`: how far beside a seat one may be, in pixels.
    pub(super) fn hit(&self, at: (f64, f64), aim: f64) -> Hit {
        let viewport = self.camera.viewport();
        self.scene.hit(viewport.in_plan(at), self.scene.detail(&viewport).has_seats(), aim / viewport.scale())
    }
}

/// Asks a gesture what it wants of the map, and has the map do it.
pub(crate) type React = Rc<dyn Fn(&dyn Fn(&Scope<'_>) -> Option<MapCommand>)>;
