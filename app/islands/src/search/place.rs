//! The address of the shown results. It changes without a page load.

use leptos::{prelude::*, wasm_bindgen::JsValue};
use ui::{address::site_path, effect, search::SearchQuery};
use web_sys::UrlSearchParams;

/// The query in the address.
#[derive(Debug, Clone, Copy)]
pub(super) struct SearchAddress(RwSignal<SearchQuery>);

impl SearchAddress {
    /// Starts with the page's query, and follows the browser's Back and Forward.
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

    /// The current query.
    pub fn asked(self) -> SearchQuery {
        self.0.get_untracked()
    }

    /// The current query, tracked: an effect that reads it runs again when it changes.
    pub fn track(self) -> SearchQuery {
        self.0.get()
    }

    /// Goes to another query and adds a history entry.
    pub fn go(self, to: &SearchQuery) {
        if *to != self.asked() {
            write(&to.address(), true);
            self.set(to.clone());
        }
    }

    /// Goes to another query and replaces the history entry.
    pub fn turn_into(self, to: &SearchQuery) {
        write(&to.address(), false);
        self.set(to.clone());
    }

    /// Replaces the address of the history entry, for a later Back. The results stay.
    pub fn put_back(self, address: &str) {
        write(address, false);
    }

    /// Adds a history entry for the current query, after [`Self::put_back`].
    pub fn stay_as_step(self) {
        write(&self.asked().address(), true);
    }

    fn set(self, asked: SearchQuery) {
        if asked != self.asked() {
            self.0.set(asked);
        }
    }
}

/// The query in an address of the list. `None` for an address of another page.
pub(super) fn of_address(address: &str) -> Option<SearchQuery> {
    match address.strip_prefix(&site_path("/"))? {
        "" => Some(SearchQuery::default()),
        query => query.strip_prefix('?').map(read),
    }
}

/// Parses a query string, with or without its question mark.
fn read(query: &str) -> SearchQuery {
    UrlSearchParams::new_with_str(query)
        .map(|said| SearchQuery::read(|name| said.get(name)))
        .unwrap_or_default()
}

/// Writes an address into the history. If that fails, the address stays, and the results change
/// anyway.
fn write(address: &str, is_step: bool) {
    let Ok(history) = window().history() else {
        return;
    };
    let _ = if is_step {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    };
}
