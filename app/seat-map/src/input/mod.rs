//! Input events: pointers, wheel, keys, sizes. Each gesture returns a [`MapCommand`] for the map.

mod command;
mod keys;
mod pointer;
mod tap;
mod wheel;

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    AddEventListenerOptions, Event, EventTarget, HtmlElement, KeyboardEvent, ResizeObserver,
};

pub(crate) use command::{MapCommand, React, Scope};
use pointer::Gesture;

use crate::page::FORCED_COLOURS;

/// An event handler.
type OnEvent = Closure<dyn FnMut(Event)>;

/// The event listeners of a map. Dropping them removes them.
pub(crate) struct Listeners {
    closures: Vec<(EventTarget, &'static str, OnEvent)>,
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for (target, name, closure) in &self.closures {
            let _ =
                target.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Listeners {
    /// Adds the listeners to an element.
    pub(crate) fn new(box_element: &HtmlElement, react: React) -> Self {
        let gesture = Rc::new(Gesture::new(box_element));
        let mut closures = Vec::new();
        let mut on =
            |target: &EventTarget,
             name: &'static str,
             then: fn(&Scope<'_>, &Gesture, &Event) -> Option<MapCommand>| {
                let (react, gesture) = (Rc::clone(&react), Rc::clone(&gesture));
                let closure = OnEvent::new(move |event: Event| {
                    react(&|scope: &Scope<'_>| then(scope, &gesture, &event))
                });
                let options = AddEventListenerOptions::new();
                options.set_passive(!matches!(name, "wheel" | "keydown" | "touchmove"));
                let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
                    name,
                    closure.as_ref().unchecked_ref(),
                    &options,
                );
                closures.push((target.clone(), name, closure));
            };
        let element: &EventTarget = box_element.unchecked_ref();
        on(element, "pointerdown", |scope, gesture, event| {
            gesture.down(scope, event.unchecked_ref())
        });
        on(element, "pointermove", |scope, gesture, event| {
            gesture.moved(scope, event.unchecked_ref())
        });
        on(element, "pointerup", |scope, gesture, event| {
            gesture.up(scope, event.unchecked_ref())
        });
        on(element, "pointercancel", |scope, gesture, event| {
            gesture.up(scope, event.unchecked_ref())
        });
        on(element, "pointerleave", |_, gesture, _| gesture.leave());
        // The map handles two fingers. Otherwise the browser would scroll the page when they move
        // vertically, and cancel the pointers.
        on(element, "touchmove", |_, gesture, event| {
            if gesture.has_two() && event.cancelable() {
                event.prevent_default();
            }
            None
        });
        on(element, "click", |scope, gesture, event| {
            gesture.click(scope, event.unchecked_ref())
        });
        on(element, "dblclick", |scope, gesture, event| {
            gesture.double_click(scope, event.unchecked_ref())
        });
        on(element, "wheel", |scope, gesture, event| {
            wheel::turned(scope, gesture, event.unchecked_ref())
        });
        on(element, "keydown", |scope, _, event| {
            keys::pressed(scope, event.unchecked_ref())
        });
        // Escape must hide a tooltip that covers other content, wherever the focus is.
        on(window().unchecked_ref(), "keydown", |_, _, event| {
            (event.unchecked_ref::<KeyboardEvent>().key() == "Escape")
                .then_some(MapCommand::HideTip)
        });
        // Page zoom, or a move to another screen, changes the pixel ratio.
        on(window().unchecked_ref(), "resize", |_, gesture, _| {
            gesture.forget_place();
            Some(MapCommand::Resize)
        });
        if let Ok(Some(forced)) = window().match_media(FORCED_COLOURS) {
            on(forced.unchecked_ref(), "change", |_, _, _| {
                Some(MapCommand::Recolour)
            });
        }
        // A phone may have discarded the bitmaps of a page in the background.
        on(document().unchecked_ref(), "visibilitychange", |_, _, _| {
            Some(MapCommand::DrawAgain)
        });
        let resized = Closure::<dyn FnMut()>::new(move || {
            gesture.forget_place();
            react(&|_: &Scope<'_>| Some(MapCommand::Resize));
        });
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(box_element);
        }
        Self {
            closures,
            observer,
            _resized: resized,
        }
    }
}
