//! Keeps the keyboard focus in the basket while the basket changes. A focused element may
//! disappear, such as an accepted offer or a removed line; the browser would then continue from the
//! top of the page.

use leptos::{
    ev::FocusEvent,
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, Node},
};

/// The basket's element, and whether the focus is inside it.
#[derive(Clone, Copy)]
pub(super) struct Focus {
    pub(super) of: NodeRef<html::Section>,
    inside: StoredValue<bool>,
}

impl Focus {
    pub(super) fn new() -> Self {
        Self {
            of: NodeRef::new(),
            inside: StoredValue::new(false),
        }
    }

    /// The focus entered the basket.
    pub(super) fn came(self) {
        self.inside.set_value(true);
    }

    /// The focus left an element. Without a next target, that element was removed, or the buyer
    /// pressed something that takes no focus.
    pub(super) fn left(self, event: &FocusEvent) {
        let Some(basket) = self.of.try_get_untracked().flatten() else {
            return;
        };
        if let Some(to) = event
            .related_target()
            .and_then(|target| target.dyn_into::<Node>().ok())
        {
            if !basket.contains(Some(&to)) {
                self.inside.set_value(false);
            }
            return;
        }
        // A removed element is disconnected by the next animation frame. An element that is still
        // visible then was left on purpose.
        let Some(was_on) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        request_animation_frame(move || {
            if was_on.is_connected() && was_on.offset_parent().is_some() && !has_keyboard(&was_on) {
                self.inside.try_set_value(false);
            } else {
                self.keep();
            }
        });
    }

    /// Restores a lost focus: to the hold button, or else to the basket itself.
    pub(super) fn keep(self) {
        if self.inside.try_get_value() != Some(true) {
            return;
        }
        request_animation_frame(move || {
            let Some(basket) = self.of.try_get_untracked().flatten() else {
                return;
            };
            let somewhere = document()
                .active_element()
                .filter(|element| element.tag_name() != "BODY");
            if somewhere.is_some() {
                return;
            }
            if !focus_on_hold() {
                let _ = basket.focus();
            }
        });
    }
}

/// Focuses the button that holds the selection. False if nothing is chosen.
pub fn focus_on_hold() -> bool {
    focus_on(".basket-choice:not([hidden]) .basket-hold")
}

/// Focuses the first element that matches the selector. False if there is none.
pub fn focus_on(selector: &str) -> bool {
    let element = document().query_selector(selector).ok().flatten();
    element
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}

fn has_keyboard(element: &HtmlElement) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.is_same_node(Some(element)))
}
