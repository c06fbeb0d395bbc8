//! The search form: an ordinary form, which works without JavaScript and before hydration. After
//! hydration, the results follow the input.
//!
//! Typing replaces the current history entry, so that Back leads to the page before the search and
//! not through each letter. Pressing Enter or changing a filter adds an entry.

use std::{mem, time::Duration};

use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::Element,
};
use ui::{effect, search::SearchQuery};

use super::{
    fields,
    place::SearchAddress,
    recent_searches::RecentSearches,
    updater::{FollowUp, ResultsUpdater},
};

/// The results are updated after this long without input.
const PAUSE: Duration = Duration::from_millis(200);

/// The form.
#[derive(Clone, Copy)]
pub(super) struct SearchForm {
    /// The form element.
    pub of: NodeRef<html::Form>,
    place: SearchAddress,
    typed: RwSignal<Option<SearchQuery>>,
    updater: ResultsUpdater,
    recent: RecentSearches,
    /// The address before the visitor began to type.
    began: StoredValue<Option<String>>,
    /// Counts the inputs, to act only on the last one before a pause.
    doing: StoredValue<u32>,
}

impl SearchForm {
    pub fn new(
        place: SearchAddress,
        typed: RwSignal<Option<SearchQuery>>,
        updater: ResultsUpdater,
        recent: RecentSearches,
    ) -> Self {
        let (began, doing) = (StoredValue::new(None), StoredValue::new(0));
        let form = Self {
            of: NodeRef::new(),
            place,
            typed,
            updater,
            recent,
            began,
            doing,
        };
        form.follow_address();
        form
    }

    /// Updates the fields when the address changes by a link or by Back and Forward. A typed query
    /// is in the fields already, and the visitor may have typed more since.
    fn follow_address(self) {
        let mut is_first = true;
        effect(move || {
            let asked = self.place.track();
            if !mem::take(&mut is_first)
                && self
                    .typed
                    .with_untracked(|typed| typed.as_ref() != Some(&asked))
            {
                self.began.set_value(None);
                self.typed.set(None);
                if let Some(form) = self.of.get_untracked() {
                    fields::fill(&form, &asked);
                }
            }
        });
    }

    /// The visitor typed into the query.
    pub fn typed(self) {
        self.after_a_pause(move || {
            let Some(wanted) = self.wanted() else { return };
            if wanted != self.place.asked() {
                self.began.update_value(|began| {
                    _ = began.get_or_insert_with(|| self.place.asked().address())
                });
                self.typed.set(Some(wanted.clone()));
                self.place.turn_into(&wanted);
            }
        });
    }

    /// The visitor changed a field.
    pub fn choose(self, change: &Event) {
        match name_of(change).as_str() {
            // `typed` handles the query.
            "q" => return,
            "from" | "to" => self.clear(&["when"]),
            "when" => self.clear(&["from", "to"]),
            _ => {}
        }
        // A date changes with each typed digit, and a closed select with each arrow key.
        self.after_a_pause(move || _ = self.step());
    }

    /// The visitor submitted the form.
    pub fn submit(self, submit: &SubmitEvent) {
        submit.prevent_default();
        self.updater.follow_up.set_value(FollowUp {
            to_top: true,
            ..FollowUp::default()
        });
        // The address changes only later, so take the query from the form.
        if let Some(q) = self.step().as_ref().and_then(|wanted| wanted.get("q")) {
            self.recent.remember(q);
        }
        put_keyboard_away();
    }

    /// Adds a history entry for the form's query and returns the query. Back then leads to the page
    /// before the visitor began to type.
    fn step(self) -> Option<SearchQuery> {
        let wanted = self.wanted()?;
        let before = self
            .began
            .try_update_value(Option::take)
            .flatten()
            .filter(|before| *before != wanted.address());
        if let Some(before) = &before {
            self.place.put_back(before);
        }
        if wanted != self.place.asked() {
            self.place.go(&wanted);
        } else if before.is_some() {
            // The results for the typed query are already shown.
            self.place.stay_as_step();
        }
        Some(wanted)
    }

    fn wanted(self) -> Option<SearchQuery> {
        self.of.get_untracked().map(|form| fields::read(&form))
    }

    fn clear(self, names: &[&str]) {
        if let Some(form) = self.of.get_untracked() {
            fields::clear(&form, names);
        }
    }

    fn after_a_pause(self, then: impl FnOnce() + 'static) {
        let now = self.doing.get_value().wrapping_add(1);
        self.doing.set_value(now);
        set_timeout(
            move || {
                if self.doing.get_value() == now {
                    then();
                }
            },
            PAUSE,
        );
    }
}

fn name_of(event: &Event) -> String {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target
        .and_then(|target| target.get_attribute("name"))
        .unwrap_or_default()
}

/// Hides the on-screen keyboard, which would cover the results.
fn put_keyboard_away() {
    let is_touched = window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|media| media.matches());
    let field = document()
        .get_element_by_id("q")
        .and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field.filter(|_| is_touched) {
        // A field without focus has none to lose.
        let _ = field.blur();
    }
}
