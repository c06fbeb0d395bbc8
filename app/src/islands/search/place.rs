//! The address of the list that is shown, and how it changes without a page load.

use leptos::{prelude::*, wasm_bindgen::JsValue};
use web_sys::UrlSearchParams;

use crate::{address::site_path, effect, search::SearchQuery};

/// What the address asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct SearchAddress(RwSignal<SearchQuery>);

impl SearchAddress {
    /// Here. Going back and forward among addresses that were gone to from here changes it.
    pub fn new(asked: SearchQuery) -> Self {
        let place = Self(RwSignal::new(asked));
        effect(move || {
            let gone = window_event_listener_untyped("popstate", move |_| {
                let query = window().location().search().unwrap_or_default();
                place.set(read(&query));
            });
            on_cleanup(move || gone.remove());
        });
        place
    }

    /// What the address asks for.
    pub fn asked(self) -> SearchQuery {
        self.0.get_untracked()
    }

    /// The same, for what is to run again when it asks for something else.
    pub fn track(self) -> SearchQuery {
        self.0.get()
    }

    /// Goes to another list: a step that one can go back from.
    pub fn go(self, to: &SearchQuery) {
        if *to != self.asked() {
            write(&to.address(), true);
            self.set(to.clone());
        }
    }

    /// Goes to another list in the place of this one.
    pub fn turn_into(self, to: &SearchQuery) {
        write(&to.address(), false);
        self.set(to.clone());
    }

    /// Writes another address into the history in the place of this one, for a later Back. What is shown stays.
    pub fn put_back(self, address: &str) {
        write(address, false);
    }

    /// Writes this list into the history as a step from what was put back.
    pub fn stay_as_step(self) {
        write(&self.asked().address(), true);
    }

    fn set(self, asked: SearchQuery) {
        if asked != self.asked() {
            self.0.set(asked);
        }
    }
}

/// What an address of the list asks for; none where the address is another page's.
pub(super) fn of_address(address: &str) -> Option<SearchQuery> {
    match address.strip_prefix(&site_path("/"))? {
        "" => Some(SearchQuery::default()),
        query => query.strip_prefix('?').map(read),
    }
}

/// What a query asks for, with its question mark or without.
fn read(query: &str) -> SearchQuery {
    UrlSearchParams::new_with_str(query).map(|said| SearchQuery::read(|name| said.get(name))).unwrap_or_default()
}

/// Writes an address into the history. Where none can be written, it stays what it is, and the list changes all the same.
fn write(address: &str, is_step: bool) {
    let Ok(history) = window().history() else { return };
    let _ = if is_step {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    };
}
