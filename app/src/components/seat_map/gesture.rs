//! What fingers do on the map: drag, throw, pinch, tap.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::Callable;
use web_sys::{MouseEvent, PointerEvent};

use super::{
    fling::Trail,
    input::place,
    motion::Motion,
    pins::Pin,
    view::{Hit, MapView},
    viewport::Viewport,
};
use crate::live::now_ms;

/// A finger that moved less far has tapped.
const TAP_PX: f64 = 7.0;
/// Seats smaller than this (half their width) are not for fingers: the first tap comes closer.
const FINGER_PX: f64 = 8.0;
/// How large seats are after coming closer.
const CLOSE_PX: f64 = 16.0;
/// How far beside a seat a finger may tap, and a mouse point.
const AIM_PX: (f64, f64) = (24.0, 8.0);

/// What the fingers are doing.
#[derive(Default)]
pub(super) struct Gesture {
    /// Fingers on the map: pointer and last place.
    fingers: RefCell<Vec<(i32, (f64, f64))>>,
    start: Cell<(f64, f64)>,
    /// The map was moved: the click that follows is none.
    moved: Cell<bool>,
    touch: Cell<bool>,
    trail: RefCell<Trail>,
    over: Cell<Option<Hit>>,
    /// The seat that the last tap chose or gave up.
    tapped: Cell<Option<Hit>>,
    /// Where the last tap has sent the look, if it has.
    sent: Cell<Option<Viewport>>,
    /// A finger has come down before it was there.
    stopped: Cell<bool>,
}

impl Gesture {
    pub(super) fn down(&self, map: &Rc<MapView>, event: &PointerEvent) {
        let at = place(map, event);
        self.touch.set(event.pointer_type() == "touch");
        // A hand on a moving map stops it.
        self.stopped.set(matches!(map.motion.get(), Some(Motion::Glide(_, to, _)) if self.sent.get() == Some(to)));
        if map.motion.get().is_some() {
            map.hand_moved(map.viewport.get());
        }
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
    }

    pub(super) fn moved(&self, map: &Rc<MapView>, event: &PointerEvent) {
        let at = place(map, event);
        let mut fingers = self.fingers.borrow_mut();
        let Some(which) = fingers.iter().position(|(id, _)| *id == event.pointer_id()) else {
            drop(fingers);
            if event.pointer_type() != "touch" {
                self.point(map, at);
            }
            return;
        };
        if event.pointer_type() == "mouse" && event.buttons() == 0 {
            fingers.clear();
            return;
        }
        let before = std::mem::replace(&mut fingers[which].1, at);
        let mut viewport = map.viewport.get();
        match fingers.as_slice() {
            [_] => {
                let (dx, dy) = (at.0 - self.start.get().0, at.1 - self.start.get().1);
                if !self.moved.get() && dx.hypot(dy) < TAP_PX {
                    return;
                }
                // From here on it is a drag, and the pointer may leave the map.
                if !self.moved.replace(true) {
                    let _ = map.box_element.set_pointer_capture(event.pointer_id());
                    self.leave(map);
                }
                self.trail.borrow_mut().add(event.time_stamp(), at);
                viewport.drag(at.0 - before.0, at.1 - before.1);
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
            _ => return,
        }
        map.hand_moved(viewport);
    }

    pub(super) fn up(&self, map: &Rc<MapView>, event: &PointerEvent) {
        self.fingers.borrow_mut().retain(|(id, _)| *id != event.pointer_id());
        if self.moved.get() && self.fingers.borrow().is_empty() && event.type_() == "pointerup" {
            let fling = self.trail.borrow().fling(event.time_stamp(), now_ms());
            if let Some(fling) = fling.filter(|_| !map.viewport.get().shows_all()) {
                map.fling(fling);
            }
        }
        self.trail.borrow_mut().clear();
    }

    /// Two fingers are for the map, and one that drags a map of which less than all is seen.
    pub(super) fn has_two(&self) -> bool {
        self.fingers.borrow().len() > 1
    }

    pub(super) fn click(&self, map: &Rc<MapView>, event: &MouseEvent) {
        let stopped = self.stopped.take();
        if self.moved.replace(false) {
            return;
        }
        let at = place(map, event);
        // Many tap twice to come closer: the second belongs to the first, and what is under it by now is not what was meant.
        if let Some(to) = self.sent.take().filter(|_| stopped || event.detail() > 1) {
            self.sent.set(Some(to));
            if stopped {
                map.glide_to(to);
            }
            return;
        }
        let touch = self.touch.get();
        let small = map.viewport.get().scale() * map.scene.radius < FINGER_PX;
        let hit = map.hit(at, if touch { AIM_PX.0 } else { AIM_PX.1 });
        let again = self.tapped.take() == Some(hit) && event.detail() > 1;
        match hit {
            // Tapped twice in a hurry: closer, and not chosen and given up again.
            Hit::Seat(_) if again => closer_twofold(map, at),
            Hit::Section(section) => self.send(map, || map.enter_section(section)),
            Hit::Area(area) => map.events.on_area.run(area),
            Hit::Seat(_) | Hit::Nothing if touch && small => self.send(map, || come_closer(map, at)),
            Hit::Seat(seat) => {
                self.tapped.set(Some(hit));
                map.events.on_pick.run(seat);
            }
            Hit::Nothing => {}
        }
    }

    /// Moves the map, and remembers where to.
    fn send(&self, map: &Rc<MapView>, go: impl FnOnce()) {
        go();
        self.sent.set(Some(map.resting_place()));
    }

    /// Twice on a place where nothing is comes closer.
    pub(super) fn double_click(&self, map: &Rc<MapView>, event: &MouseEvent) {
        if self.sent.get().is_some() {
            return;
        }
        let at = place(map, event);
        if map.hit(at, AIM_PX.1) == Hit::Nothing {
            closer_twofold(map, at);
        }
    }

    /// The mouse is here, and nothing is pressed.
    fn point(&self, map: &Rc<MapView>, at: (f64, f64)) {
        if map.motion.get().is_some() {
            return;
        }
        let hit = map.hit(at, AIM_PX.1);
        if self.over.replace(Some(hit)) == Some(hit) {
            return;
        }
        map.show_tip(hit);
        let word = match hit {
            Hit::Seat(_) => "seat",
            Hit::Section(_) => "section",
            Hit::Area(_) => "area",
            Hit::Nothing => "nothing",
        };
        let _ = map.box_element.set_attribute("data-over", word);
        let seat = if let Hit::Seat(seat) = hit { vec![seat] } else { Vec::new() };
        map.state.borrow_mut().pins.set(Pin::Hover, &seat, &map.scene);
    }

    /// The mouse has gone.
    pub(super) fn leave(&self, map: &Rc<MapView>) {
        self.over.set(None);
        map.hide_tip();
        let _ = map.box_element.remove_attribute("data-over");
        map.state.borrow_mut().pins.set(Pin::Hover, &[], &map.scene);
    }
}

/// Looks twice as close at a place.
fn closer_twofold(map: &Rc<MapView>, at: (f64, f64)) {
    let mut to = map.resting_place();
    to.zoom(2.0, at);
    map.glide_to(to);
}

/// Brings the seats around a tap to the size of a finger.
fn come_closer(map: &Rc<MapView>, at: (f64, f64)) {
    let mut to = map.viewport.get();
    to.zoom(CLOSE_PX / (to.scale() * map.scene.radius), at);
    map.glide_to(to);
}
