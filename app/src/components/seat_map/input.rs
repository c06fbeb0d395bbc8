//! What the browser tells the map: pointers, wheel, keys, sizes.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event, EventTarget, HtmlElement, KeyboardEvent, MouseEvent, ResizeObserver, WheelEvent};

use super::{canvas::division, gesture::Gesture, view::MapView};
use crate::live::now_ms;

/// How far an arrow key moves the picture, as a share of the element.
const STEP: f64 = 0.2;
/// A wheel that turns in steps of at least this many pixels has notches.
const NOTCH_PX: f64 = 50.0;
/// How long the hint about the wheel is to be read.
const HINT: Duration = Duration::from_millis(1600);

/// What the browser calls.
type OnEvent = Closure<dyn FnMut(Event)>;

/// The listeners of a map; dropped with it.
pub(super) struct Listeners {
    closures: Vec<(EventTarget, &'static str, OnEvent)>,
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for (target, name, closure) in &self.closures {
            let _ = target.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Listeners {
    pub(super) fn new(map: &Rc<MapView>) -> Self {
        let gesture = Rc::new(Gesture::default());
        let mut closures = Vec::new();
        let mut on = |target: &EventTarget, name: &'static str, then: fn(&Rc<MapView>, &Gesture, &Event)| {
            let (map, gesture) = (Rc::clone(map), Rc::clone(&gesture));
            let closure = OnEvent::new(move |event: Event| then(&map, &gesture, &event));
            let options = AddEventListenerOptions::new();
            options.set_passive(!matches!(name, "wheel" | "keydown" | "touchmove"));
            let _ =
                target.add_event_listener_with_callback_and_add_event_listener_options(name, closure.as_ref().unchecked_ref(), &options);
            closures.push((target.clone(), name, closure));
        };
        let element: &EventTarget = map.box_element.unchecked_ref();
        on(element, "pointerdown", |map, gesture, event| gesture.down(map, event.unchecked_ref()));
        on(element, "pointermove", |map, gesture, event| gesture.moved(map, event.unchecked_ref()));
        on(element, "pointerup", |map, gesture, event| gesture.up(map, event.unchecked_ref()));
        on(element, "pointercancel", |map, gesture, event| gesture.up(map, event.unchecked_ref()));
        on(element, "pointerleave", |map, gesture, _| gesture.leave(map));
        // Two fingers are for the map: the page would scroll with them when they are one above the other, and take them away from us.
        on(element, "touchmove", |_, gesture, event| {
            if gesture.has_two() && event.cancelable() {
                event.prevent_default();
            }
        });
        on(element, "click", |map, gesture, event| gesture.click(map, event.unchecked_ref()));
        on(element, "dblclick", |map, gesture, event| gesture.double_click(map, event.unchecked_ref()));
        on(element, "wheel", |map, _, event| wheel(map, event.unchecked_ref()));
        on(element, "keydown", |map, _, event| key(map, event.unchecked_ref()));
        // Whatever has the focus: words that cover what lies under them can be put away.
        on(window().unchecked_ref(), "keydown", |map, _, event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                map.hide_tip();
            }
        });
        // The page was made larger or smaller, or went to another screen: its pixels are others.
        on(window().unchecked_ref(), "resize", |map, _, _| map.resized());
        // A phone that was put away may have thrown the pictures out of its memory.
        on(document().unchecked_ref(), "visibilitychange", |map, _, _| map.drawn_anew());
        let observed = Rc::clone(map);
        let resized = Closure::<dyn FnMut()>::new(move || observed.resized());
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&map.box_element);
        }
        Self { closures, observer, _resized: resized }
    }
}

/// Where an event happened, in pixels of the element. To ask where the element lies has the browser lay out the page in the middle of a frame:
/// while a hand moves the map it is taken to stay where it was.
pub(super) fn place(map: &MapView, event: &MouseEvent) -> (f64, f64) {
    let known = map.corner.get().filter(|_| map.is_handled(now_ms()));
    let (left, top) = known.unwrap_or_else(|| {
        let around = map.box_element.get_bounding_client_rect();
        (around.left(), around.top())
    });
    map.corner.set(Some((left, top)));
    (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
}

fn wheel(map: &Rc<MapView>, event: &WheelEvent) {
    // The plain wheel belongs to the page.
    if !event.ctrl_key() && !event.meta_key() {
        return map.hint.show();
    }
    event.prevent_default();
    let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 33.0 };
    let turned = event.delta_y() * lines;
    let factor = (-turned / 240.0).clamp(-1.0, 1.0).exp();
    let at = place(map, event);
    if turned.abs() >= NOTCH_PX {
        let mut to = map.resting_place();
        to.zoom(factor, at);
        map.glide_to(to);
    } else {
        let mut viewport = map.viewport.get();
        viewport.zoom(factor, at);
        map.hand_moved(viewport);
    }
}

fn key(map: &Rc<MapView>, event: &KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let (width, height) = map.viewport.get().size();
    let step = |x: f64, y: f64| {
        let mut to = map.resting_place();
        to.drag(-x * width * STEP, -y * height * STEP);
        map.glide_to(to);
    };
    let zoomed = !map.viewport.get().shows_all();
    match event.key().as_str() {
        // A picture that is seen whole has nowhere to go: the keys are the page's.
        "ArrowLeft" if zoomed => step(-1.0, 0.0),
        "ArrowRight" if zoomed => step(1.0, 0.0),
        "ArrowUp" if zoomed => step(0.0, -1.0),
        "ArrowDown" if zoomed => step(0.0, 1.0),
        "+" | "=" => map.glide_zoom(1.6),
        "-" => map.glide_zoom(1.0 / 1.6),
        "Escape" if map.tip_of.get().is_some() => map.hide_tip(),
        "Escape" | "0" | "Home" if zoomed => map.glide_home(),
        _ => return,
    }
    event.prevent_default();
}

/// The word about the wheel, for who turns it over the map: it scrolls the page, and zooms with a key.
pub(super) struct Hint {
    element: HtmlElement,
    until: Cell<Option<TimeoutHandle>>,
    quiet_until: Cell<f64>,
}

impl Hint {
    /// A hint in `parent`, out of sight.
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        let element = division("seat-map__hint")?;
        let _ = element.set_attribute("aria-hidden", "true");
        let platform = window().navigator().platform().unwrap_or_default();
        let key = if platform.starts_with("Mac") || platform.starts_with("iP") { "⌘" } else { "Ctrl" };
        element.set_text_content(Some(&format!("{key} + wheel zooms")));
        parent.append_child(&element).ok()?;
        Some(Self { element, until: Cell::new(None), quiet_until: Cell::new(0.0) })
    }

    /// Shows it for a moment; not again while the same turn of the wheel goes on.
    fn show(&self) {
        let now = now_ms();
        let again = now < self.quiet_until.get();
        self.quiet_until.set(now + 6000.0);
        if again {
            return;
        }
        let _ = self.element.set_attribute("data-shown", "");
        if let Some(until) = self.until.take() {
            until.clear();
        }
        let element = self.element.clone();
        let hide = set_timeout_with_handle(move || _ = element.remove_attribute("data-shown"), HINT);
        self.until.set(hide.ok());
    }
}
