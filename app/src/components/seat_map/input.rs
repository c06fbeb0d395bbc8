//! Fingers, mouse, wheel and keys on the map.

use std::{cell::Cell, cell::RefCell, rc::Rc};

use domain::{AreaIndex, SeatNo};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, Event, KeyboardEvent, MouseEvent, PointerEvent, ResizeObserver, WheelEvent};

use super::{
    geometry::{Direction, neighbour},
    view::MapView,
};

/// A finger that moved less far has tapped.
const TAP_PX: f64 = 7.0;
/// Seats smaller than this (half their width) are not for fingers: the first tap comes closer.
const FINGER_PX: f64 = 8.0;
/// How large seats are after coming closer.
const CLOSE_PX: f64 = 16.0;
/// How far beside a seat a finger may tap.
const AIM_PX: f64 = 24.0;

/// What the browser calls.
type OnEvent = Closure<dyn FnMut(Event)>;

/// The listeners of a map; dropped with it.
pub(super) struct Listeners {
    map: Rc<MapView>,
    closures: Vec<(&'static str, OnEvent)>,
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for (name, closure) in &self.closures {
            let _ = self.map.svg.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// What the fingers are doing.
#[derive(Default)]
struct Gesture {
    /// Fingers on the map: pointer and last place.
    fingers: RefCell<Vec<(i32, (f64, f64))>>,
    start: Cell<(f64, f64)>,
    /// The map was moved: the click that follows is none.
    moved: Cell<bool>,
    touch: Cell<bool>,
}

impl Listeners {
    pub(super) fn new(map: Rc<MapView>) -> Self {
        let gesture = Rc::new(Gesture::default());
        let mut listeners = Vec::new();
        let mut on = |name: &'static str, then: fn(&Rc<MapView>, &Gesture, &Event)| {
            let (map, gesture) = (Rc::clone(&map), Rc::clone(&gesture));
            let closure = OnEvent::new(move |event: Event| then(&map, &gesture, &event));
            let options = AddEventListenerOptions::new();
            options.set_passive(!matches!(name, "wheel" | "keydown" | "touchmove"));
            listeners.push((name, closure, options));
        };
        on("pointerdown", |map, gesture, event| gesture.down(map, event.unchecked_ref()));
        on("pointermove", |map, gesture, event| gesture.moved(map, event.unchecked_ref()));
        on("pointerup", |_, gesture, event| gesture.up(event.unchecked_ref()));
        on("pointercancel", |_, gesture, event| gesture.up(event.unchecked_ref()));
        // Two fingers are for the map: the page would scroll with them when they are one above the other, and take them away from us.
        on("touchmove", |_, gesture, event| {
            if gesture.fingers.borrow().len() > 1 && event.cancelable() {
                event.prevent_default();
            }
        });
        on("click", |map, gesture, event| gesture.click(map, event.unchecked_ref()));
        on("wheel", |map, _, event| wheel(map, event.unchecked_ref()));
        on("keydown", |map, _, event| key(map, event.unchecked_ref()));
        on("pointerover", |map, gesture, event| {
            if !gesture.touch.get() {
                map.show_tip(event);
            }
        });
        on("pointerleave", |map, _, _| map.tip.set_hidden(true));
        on("focusin", |map, _, event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.matches(":focus-visible").unwrap_or(false)) {
                map.show_tip(event);
            }
        });
        on("focusout", |map, _, _| map.tip.set_hidden(true));
        let mut closures = Vec::new();
        for (name, closure, options) in listeners {
            let _ =
                map.svg.add_event_listener_with_callback_and_add_event_listener_options(name, closure.as_ref().unchecked_ref(), &options);
            closures.push((name, closure));
        }
        let observed = Rc::clone(&map);
        let resized = Closure::<dyn FnMut()>::new(move || observed.resized());
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&map.box_element);
        }
        Self { map, closures, observer, _resized: resized }
    }
}

impl Gesture {
    fn down(&self, map: &MapView, event: &PointerEvent) {
        let at = place(map, event);
        self.touch.set(event.pointer_type() == "touch");
        let mut fingers = self.fingers.borrow_mut();
        fingers.retain(|(id, _)| *id != event.pointer_id());
        fingers.push((event.pointer_id(), at));
        if fingers.len() == 1 {
            self.start.set(at);
            self.moved.set(false);
        }
    }

    fn moved(&self, map: &MapView, event: &PointerEvent) {
        let at = place(map, event);
        let mut fingers = self.fingers.borrow_mut();
        let Some(which) = fingers.iter().position(|(id, _)| *id == event.pointer_id()) else { return };
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
                    let _ = map.svg.set_pointer_capture(event.pointer_id());
                }
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
        map.glide.set(None);
        map.viewport.set(viewport);
        map.show_viewport();
    }

    fn up(&self, event: &PointerEvent) {
        self.fingers.borrow_mut().retain(|(id, _)| *id != event.pointer_id());
    }

    fn click(&self, map: &Rc<MapView>, event: &MouseEvent) {
        if self.moved.replace(false) {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let hit = target.and_then(|target| target.closest("[data-seat], [data-section], [data-area]").ok().flatten());
        // A click of a screen reader or a script has no place; it means what it names.
        let pointed = event.detail() > 0;
        let touch = pointed && self.touch.get();
        let at = place(map, event);
        match hit {
            Some(hit) if hit.has_attribute("data-seat") && touch && map.viewport.get().scale() * map.radius < FINGER_PX => {
                come_closer(map, at)
            }
            Some(hit) => act(map, &hit, false),
            None if touch && map.viewport.get().scale() * map.radius < FINGER_PX => come_closer(map, at),
            None if pointed => {
                if let Some(seat) = nearest_seat(map, at) {
                    act(map, &seat, false);
                }
            }
            None => {}
        }
    }
}

/// Brings the seats around a tap to the size of a finger.
fn come_closer(map: &Rc<MapView>, at: (f64, f64)) {
    if map.hall.sections_first() && map.events.opened.get_untracked().is_none() {
        return;
    }
    let mut to = map.viewport.get();
    to.zoom(CLOSE_PX / (to.scale() * map.radius), at);
    map.glide_to(to);
    map.run_glide();
}

/// The seat next to where a finger came down beside one.
fn nearest_seat(map: &MapView, at: (f64, f64)) -> Option<Element> {
    let viewport = map.viewport.get();
    let (x, y) = viewport.in_plan(at);
    let aim = (AIM_PX / viewport.scale()).min(map.radius * 1.6);
    let near = map.stops().into_iter().filter(|(element, _)| element.has_attribute("data-seat"));
    let near = near.map(|(element, (sx, sy))| (element, (sx - x).hypot(sy - y))).filter(|(_, far)| *far <= aim);
    near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(element, _)| element)
}

/// Chooses a seat or an area, or enters a section.
fn act(map: &Rc<MapView>, element: &Element, by_key: bool) {
    let number = |name: &str| element.get_attribute(name).and_then(|value| value.parse::<u32>().ok());
    map.rove_to(element);
    if let Some(seat) = number("data-seat") {
        map.events.on_pick.run(SeatNo(seat));
    } else if let Some(area) = number("data-area") {
        map.events.on_area.run(AreaIndex(area as u16));
    } else if let Some(section) = number("data-section") {
        map.open_section(section as usize, by_key);
        map.run_glide();
    }
}

fn wheel(map: &Rc<MapView>, event: &WheelEvent) {
    // The plain wheel belongs to the page.
    if !event.ctrl_key() && !event.meta_key() {
        return;
    }
    event.prevent_default();
    let mut viewport = map.viewport.get();
    viewport.zoom((-event.delta_y() / 240.0).clamp(-1.0, 1.0).exp(), place(map, event));
    map.glide.set(None);
    map.viewport.set(viewport);
    map.show_viewport();
}

fn key(map: &Rc<MapView>, event: &KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let Some(focused) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let key = event.key();
    let direction = match key.as_str() {
        "ArrowLeft" => Some(Direction::Left),
        "ArrowRight" => Some(Direction::Right),
        "ArrowUp" => Some(Direction::Up),
        "ArrowDown" => Some(Direction::Down),
        _ => None,
    };
    match (direction, key.as_str()) {
        (Some(direction), _) => step(map, &focused, direction),
        (None, "Enter" | " ") => act(map, &focused, true),
        (None, "+" | "=") => {
            map.glide_zoom(1.6);
            map.run_glide();
        }
        (None, "-") => {
            map.glide_zoom(1.0 / 1.6);
            map.run_glide();
        }
        (None, "Escape" | "0") if map.events.opened.get_untracked().is_some() || !map.viewport.get().shows_all() => {
            if map.events.opened.get_untracked().is_some() {
                map.close_section(true)
            } else {
                map.glide_home()
            }
            map.run_glide();
        }
        _ => return,
    }
    event.prevent_default();
}

/// Moves the focus along the row or to the next one, and brings it into sight.
fn step(map: &MapView, focused: &Element, direction: Direction) {
    let stops = map.stops();
    let Some((_, from)) = stops.iter().find(|(element, _)| element == focused) else { return };
    let Some((element, at)) = neighbour(*from, direction, stops.iter().map(|(_, at)| *at)).map(|index| &stops[index]) else { return };
    map.rove_to(element);
    let mut viewport = map.viewport.get();
    viewport.reveal(*at, map.radius * 3.0);
    map.viewport.set(viewport);
    map.show_viewport();
    map.focus_roving();
}

fn place(map: &MapView, event: &MouseEvent) -> (f64, f64) {
    let around = map.box_element.get_bounding_client_rect();
    (f64::from(event.client_x()) - around.left(), f64::from(event.client_y()) - around.top())
}
