//! Pointer gestures: drag, fling, pinch, hover. Taps are in `tap`.

use std::cell::{Cell, RefCell};

use web_sys::{HtmlElement, MouseEvent, PointerEvent};

use super::command::{MapCommand, Scope};
use crate::{
    camera::{Trail, Viewport},
    layout::Hit,
};

/// A pointer that moves less than this, in CSS pixels, has tapped.
const TAP_PX: f64 = 7.0;
/// How far from a seat's centre a mouse click still hits it, in CSS pixels.
pub(super) const MOUSE_AIM_PX: f64 = 8.0;

/// The state of the current gesture.
pub(super) struct Gesture {
    /// The element that receives the events.
    element: HtmlElement,
    /// The element's cached position: left and top edge, in CSS pixels of the window.
    corner: Cell<Option<(f64, f64)>>,
    /// The pointers on the map: id and last position.
    fingers: RefCell<Vec<(i32, (f64, f64))>>,
    start: Cell<(f64, f64)>,
    /// Whether the map was dragged: the click that follows is not a tap.
    pub(super) moved: Cell<bool>,
    pub(super) touch: Cell<bool>,
    trail: RefCell<Trail>,
    over: Cell<Option<Hit>>,
    /// The seat that the last tap picked or unpicked.
    pub(super) tapped: Cell<Option<Hit>>,
    /// The target of the glide that the last tap started.
    pub(super) sent: Cell<Option<Viewport>>,
    /// Whether a pointer came down during that glide and stopped it.
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

    /// The position of an event, in CSS pixels of the element. Asking for the element's position
    /// forces a layout in the middle of an animation frame, so while a hand moves the map, the
    /// cached position is used.
    pub(super) fn place(&self, scope: &Scope<'_>, event: &MouseEvent) -> (f64, f64) {
        let known = self
            .corner
            .get()
            .filter(|_| scope.camera.is_handled(scope.now));
        let (left, top) = known.unwrap_or_else(|| {
            let around = self.element.get_bounding_client_rect();
            (around.left(), around.top())
        });
        self.corner.set(Some((left, top)));
        (
            f64::from(event.client_x()) - left,
            f64::from(event.client_y()) - top,
        )
    }

    /// Invalidates the cached position: the element may have moved.
    pub(super) fn forget_place(&self) {
        self.corner.set(None);
    }

    pub(super) fn down(&self, scope: &Scope<'_>, event: &PointerEvent) -> Option<MapCommand> {
        let at = self.place(scope, event);
        self.touch.set(event.pointer_type() == "touch");
        self.stopped.set(
            scope
                .camera
                .glides_to()
                .is_some_and(|to| self.sent.get() == Some(to)),
        );
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
        // A pointer that comes down stops a glide or fling.
        scope
            .camera
            .is_under_way()
            .then(|| MapCommand::MoveTo(scope.camera.viewport()))
    }

    pub(super) fn moved(&self, scope: &Scope<'_>, event: &PointerEvent) -> Option<MapCommand> {
        let at = self.place(scope, event);
        let mut fingers = self.fingers.borrow_mut();
        let Some(which) = fingers.iter().position(|(id, _)| *id == event.pointer_id()) else {
            return if event.pointer_type() == "touch" {
                None
            } else {
                self.point(scope, at)
            };
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
                // This is where a drag begins. Capture the pointer, so that it may leave the map.
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
                // Zoom first: a map that shows the whole hall cannot be dragged, so the point
                // between the fingers would slip away.
                viewport.zoom(spread(at, other) / spread(before, other), from);
                viewport.drag(to.0 - from.0, to.1 - from.1);
            }
            _ => return None,
        }
        Some(MapCommand::MoveTo(viewport))
    }

    pub(super) fn up(&self, scope: &Scope<'_>, event: &PointerEvent) -> Option<MapCommand> {
        self.fingers
            .borrow_mut()
            .retain(|(id, _)| *id != event.pointer_id());
        let thrown =
            self.moved.get() && self.fingers.borrow().is_empty() && event.type_() == "pointerup";
        let fling = if thrown {
            self.trail.borrow().fling(event.time_stamp(), scope.now)
        } else {
            None
        };
        self.trail.borrow_mut().clear();
        fling
            .filter(|_| !scope.camera.viewport().shows_all())
            .map(MapCommand::Fling)
    }

    /// Whether at least two pointers are on the map.
    pub(super) fn has_two(&self) -> bool {
        self.fingers.borrow().len() > 1
    }

    /// Handles a mouse movement without a pressed button.
    fn point(&self, scope: &Scope<'_>, at: (f64, f64)) -> Option<MapCommand> {
        if scope.camera.is_under_way() {
            return None;
        }
        let hit = scope.hit(at, MOUSE_AIM_PX);
        (self.over.replace(Some(hit)) != Some(hit)).then_some(MapCommand::Point(Some(hit)))
    }

    /// Handles the mouse leaving the map.
    pub(super) fn leave(&self) -> Option<MapCommand> {
        self.over.set(None);
        Some(MapCommand::Point(None))
    }
}
