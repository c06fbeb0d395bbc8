//! What fingers and the mouse do on the map: drag, throw, pinch, point. Taps are in `tap`.

use std::cell::{Cell, RefCell};

use web_sys::{HtmlElement, MouseEvent, PointerEvent};

use super::command::{MapCommand, Scope};
use crate::{
    camera::{Trail, Viewport},
    layout::Hit,
};

/// A finger that moved less far has tapped.
const TAP_PX: f64 = 7.0;
/// How far beside a seat a mouse may point.
pub(super) const MOUSE_AIM_PX: f64 = 8.0;

/// What the fingers are doing.
pub(super) struct Gesture {
    /// The element that they do it on.
    element: HtmlElement,
    /// Where it lay when that was last asked: left and upper edge, in pixels of the window.
    corner: Cell<Option<(f64, f64)>>,
    /// Fingers on the map: pointer and last place.
    fingers: RefCell<Vec<(i32, (f64, f64))>>,
    start: Cell<(f64, f64)>,
    /// The map was moved: the click that follows is none.
    pub(super) moved: Cell<bool>,
    pub(super) touch: Cell<bool>,
    trail: RefCell<Trail>,
    over: Cell<Option<Hit>>,
    /// The seat that the last tap chose or gave up.
    pub(super) tapped: Cell<Option<Hit>>,
    /// Where the last tap has sent the look, if it has.
    pub(super) sent: Cell<Option<Viewport>>,
    /// A finger has come down before it was there.
    pub(super) stopped: Cell<bool>,
}

impl Gesture {
    pub(super) fn new(element: &HtmlElement) -> Self {
        Self {
            element: element.clone(),
            corner: Cell::default(),
            fingers: RefCell::default(),
            start: Cell::default(),
            moved: Cell::default(),
            touch: Cell::default(),
            trail: RefCell::default(),
            over: Cell::default(),
            tapped: Cell::default(),
            sent: Cell::default(),
            stopped: Cell::default(),
        }
    }

    /// Where an event happened, in pixels of the element. To ask where the element lies has the browser lay out the page in the middle of a
    /// frame: while a hand moves the map it is taken to stay where it was.
    pub(super) fn place(&self, scope: &Scope<'_>, event: &MouseEvent) -> (f64, f64) {
        let known = self.corner.get().filter(|_| scope.camera.is_handled(scope.now));
        let (left, top) = known.unwrap_or_else(|| {
            let around = self.element.get_bounding_client_rect();
            (around.left(), around.top())
        });
        self.corner.set(Some((left, top)));
        (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
    }

    /// The element may lie elsewhere.
    pub(super) fn forget_place(&self) {
        self.corner.set(None);
    }

    pub(super) fn down(&self, scope: &Scope<'_>, event: &PointerEvent) -> Option<MapCommand> {
        let at = self.place(scope, event);
        self.touch.set(event.pointer_type() == "touch");
        self.stopped.set(scope.camera.glides_to().is_some_and(|to| self.sent.get() == Some(to)));
        let mut fingers = self.fingers.borrow_mut();
        fingers.retain(|(id, _)| *id != event.pointer_id());
        fingers.push((event.pointer_id(), at));
        let mut trail = self.trail.borrow_mut();
        trail.clear();
        if fingers.len() == 1 {
            trail.add(event.time_stamp(), at);
            self.start.set(at);
            self.moved.set(false);
        }
        // A hand on a moving map stops it.
        scope.camera.is_under_way().then(|| MapCommand::MoveTo(scope.camera.viewport()))
    }

    pub(super) fn moved(&self, scope: &Scope<'_>, event: &PointerEvent) -> Option<MapCommand> {
        let at = self.place(scope, event);
        let mut fingers = self.fingers.borrow_mut();
        let Some(which) = fingers.iter().position(|(id, _)| *id == event.pointer_id()) else {
            return if event.pointer_type() == "touch" { None } else { self.point(scope, at) };
        };
        if event.pointer_type() == "mouse" && event.buttons() == 0 {
            fingers.clear();
            return None;
        }
        let before = std::mem::replace(&mut fingers[which].1, at);
        let mut viewport = scope.camera.viewport();
        match fingers.as_slice() {
            [_] => {
                let (dx, dy) = (at.0 - self.start.get().0, at.1 - self.start.get().1);
                if !self.moved.get() && dx.hypot(dy) < TAP_PX {
                    return None;
                }
                self.trail.borrow_mut().add(event.time_stamp(), at);
                viewport.drag(at.0 - before.0, at.1 - before.1);
                // From here on it is a drag, and the pointer may leave the map.
                if !self.moved.replace(true) {
                    let _ = self.element.set_pointer_capture(event.pointer_id());
                    self.over.set(None);
                    return Some(MapCommand::Grab(viewport));
                }
            }
            [first, second] => {
                self.moved.set(true);
                let other = if which == 0 { second.1 } else { first.1 };
                let spread = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1).max(1.0);
                let middle = |a: (f64, f64), b: (f64, f64)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
                let (from, to) = (middle(before, other), middle(at, other));
                // Closer first: a map that is seen whole cannot be dragged, and would slip from between the fingers.
                viewport.zoom(spread(at, other) / spread(before, other), from);
                viewport.drag(to.0 - from.0, to.1 - from.1);
            }
            _ => return None,
        }
        Some(MapCommand::MoveTo(viewport))
    }

    pub(super) fn up(&self, scope: &Scope<'_>, event: &PointerEvent) -> Option<MapCommand> {
        self.fingers.borrow_mut().retain(|(id, _)| *id != event.pointer_id());
        let thrown = self.moved.get() && self.fingers.borrow().is_empty() && event.type_() == "pointerup";
        let fling = if thrown { self.trail.borrow().fling(event.time_stamp(), scope.now) } else { None };
        self.trail.borrow_mut().clear();
        fling.filter(|_| !scope.camera.viewport().shows_all()).map(MapCommand::Fling)
    }

    /// Two fingers are for the map, and one that drags a map of which less than all is seen.
    pub(super) fn has_two(&self) -> bool {
        self.fingers.borrow().len() > 1
    }

    /// The mouse is here, and nothing is pressed.
    fn point(&self, scope: &Scope<'_>, at: (f64, f64)) -> Option<MapCommand> {
        if scope.camera.is_under_way() {
            return None;
        }
        let hit = scope.hit(at, MOUSE_AIM_PX);
        (self.over.replace(Some(hit)) != Some(hit)).then_some(MapCommand::Point(Some(hit)))
    }

    /// The mouse has gone.
    pub(super) fn leave(&self) -> Option<MapCommand> {
        self.over.set(None);
        Some(MapCommand::Point(None))
    }
}
