//! Where the keyboard is while the basket changes: what it was on may go away (an offer that was taken, a line that was left out), and
//! then the browser would begin at the top of the page again.

use leptos::{
    ev::FocusEvent,
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, Node},
};

/// The basket, and whether the keyboard is in it.
#[derive(Clone, Copy)]
pub(super) struct Focus {
    pub(super) of: NodeRef<html::Section>,
    inside: StoredValue<bool>,
}

impl Focus {
    pub(super) fn new() -> Self {
        Self { of: NodeRef::new(), inside: StoredValue::new(false) }
    }

    /// The keyboard has come in.
    pub(super) fn came(self) {
        self.inside.set_value(true);
    }

    /// It has left what it was on. For nothing at all: then that has been taken away, or something was pressed that takes no focus.
    pub(super) fn left(self, event: &FocusEvent) {
        let Some(basket) = self.of.try_get_untracked().flatten() else { return };
        if let Some(to) = event.related_target().and_then(|target| target.dyn_into::<Node>().ok()) {
            if !basket.contains(Some(&to)) {
                self.inside.set_value(false);
            }
            return;
        }
        // What was taken away is not there any more in a moment; what is there was left on purpose.
        let Some(was_on) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
        request_animation_frame(move || {
            if was_on.is_connected() && was_on.offset_parent().is_some() && !has_keyboard(&was_on) {
                self.inside.try_set_value(false);
            } else {
                self.keep();
            }
        });
    }

    /// Puts it back in, where it has fallen out: on the button that holds, or on the basket itself.
    pub(super) fn keep(self) {
        if self.inside.try_get_value() != Some(true) {
            return;
        }
        request_animation_frame(move || {
            let Some(basket) = self.of.try_get_untracked().flatten() else { return };
            let somewhere = document().active_element().filter(|element| element.tag_name() != "BODY");
            if somewhere.is_some() {
                return;
            }
            if !focus_on_hold() {
                let _ = basket.focus();
            }
        });
    }
}

/// Brings the keyboard to the button that holds the choice. False, if nothing is chosen.
pub fn focus_on_hold() -> bool {
    focus_on(".basket-choice:not([hidden]) .basket-hold")
}

/// Brings the keyboard to the first element of a selector. False, if there is none.
pub fn focus_on(selector: &str) -> bool {
    let element = document().query_selector(selector).ok().flatten();
    element.and_then(|element| element.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}

fn has_keyboard(element: &HtmlElement) -> bool {
    document().active_element().is_some_and(|active| active.is_same_node(Some(element)))
}
