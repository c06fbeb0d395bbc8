//! The search's form: an ordinary one, which works before, and without, coming alive. Once it is alive, what is found follows what is
//! typed.
//!
//! Typing changes the address in place, so that going back leads to where one was before the search and not through every letter of it.
//! Pressing Enter or choosing a filter makes a step, from which Back returns.

use std::{mem, time::Duration};

use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::Element,
};

use super::{
    fields,
    following::{Following, Then},
    place::SearchAddress,
    recent::Recent,
};
use crate::{effect, search::SearchQuery};

/// Whoever types faster than this has not finished yet.
const PAUSE: Duration = Duration::from_millis(200);

/// The form.
#[derive(Clone, Copy)]
pub(super) struct SearchForm {
    /// The form itself.
    pub of: NodeRef<html::Form>,
    place: SearchAddress,
    typed: RwSignal<Option<SearchQuery>>,
    following: Following,
    recent: Recent,
    /// Where one was when one began to type.
    began: StoredValue<Option<String>>,
    /// Counts what is done in the form: only what nothing comes after within a pause is followed.
    doing: StoredValue<u32>,
}

impl SearchForm {
    pub fn new(place: SearchAddress, typed: RwSignal<Option<SearchQuery>>, following: Following, recent: Recent) -> Self {
        let (began, doing) = (StoredValue::new(None), StoredValue::new(0));
        let form = Self { of: NodeRef::new(), place, typed, following, recent, began, doing };
        form.mind_going();
        form
    }

    /// What comes from elsewhere (a link, going back) is put into the fields. What comes from them is there already, and maybe further.
    fn mind_going(self) {
        let mut is_first = true;
        effect(move || {
            let asked = self.place.track();
            if !mem::take(&mut is_first) && self.typed.with_untracked(|typed| typed.as_ref() != Some(&asked)) {
                self.began.set_value(None);
                self.typed.set(None);
                if let Some(form) = self.of.get_untracked() {
                    fields::fill(&form, &asked);
                }
            }
        });
    }

    /// Something was typed in the search.
    pub fn typed(self) {
        self.after_a_pause(move || {
            let Some(wanted) = self.wanted() else { return };
            if wanted != self.place.asked() {
                self.began.update_value(|began| _ = began.get_or_insert_with(|| self.place.asked().address()));
                self.typed.set(Some(wanted.clone()));
                self.place.turn_into(&wanted);
            }
        });
    }

    /// A filter was chosen.
    pub fn choose(self, change: &Event) {
        match name_of(change).as_str() {
            // The search itself says when it is typed in.
            "q" => return,
            "from" | "to" => self.clear(&["when"]),
            "when" => self.clear(&["from", "to"]),
            _ => {}
        }
        // A date changes with every figure that is typed, and a folded list with every arrow key.
        self.after_a_pause(move || _ = self.step());
    }

    /// Enter, or the button.
    pub fn submit(self, submit: &SubmitEvent) {
        submit.prevent_default();
        self.following.then.set_value(Then { from_the_top: true, ..Then::default() });
        // The address itself says it a moment later.
        if let Some(q) = self.step().as_ref().and_then(|wanted| wanted.get("q")) {
            self.recent.remember(q);
        }
        put_keyboard_away();
    }

    /// Goes to what the form says, and tells it: a step that one can go back from, to where one was before one began to type.
    fn step(self) -> Option<SearchQuery> {
        let wanted = self.wanted()?;
        let before = self.began.try_update_value(Option::take).flatten().filter(|before| *before != wanted.address());
        if let Some(before) = &before {
            self.place.put_back(before);
        }
        if wanted != self.place.asked() {
            self.place.go(&wanted);
        } else if before.is_some() {
            // What was typed is shown already.
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
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.get_attribute("name")).unwrap_or_default()
}

/// On a phone the keyboard covers what was found.
fn put_keyboard_away() {
    let is_touched = window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|media| media.matches());
    let field = document().get_element_by_id("q").and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field.filter(|_| is_touched) {
        // A field that has no focus has none to give up.
        let _ = field.blur();
    }
}
