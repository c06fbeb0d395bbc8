//! What is found follows where one goes: the page of the address is asked for, and what it says takes the place of what is shown.
//!
//! The answer before it is given up, so that no old one comes after a newer, and what is shown stays until there is something to take its
//! place. The parts of a page that follow say so: `data-follows` with their name.

use leptos::{prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Document, DomParser, Element, RequestInit, Response, ScrollToOptions, SupportedType};

use super::{
    focus::{self, FOUND, FollowedLink},
    place::SearchAddress,
};
use crate::{effect, search::SearchQuery};

/// What becomes of the page while one goes from list to list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Following {
    place: SearchAddress,
    /// What the list that is shown was asked for: not yet what the address asks for, while that is on its way.
    shown: StoredValue<SearchQuery>,
    /// The search that was typed last; none once the visitor has gone elsewhere.
    typed: RwSignal<Option<SearchQuery>>,
    /// What screen readers announce.
    pub announcement: RwSignal<String>,
    /// Whether the last page could not be had.
    pub failed: RwSignal<bool>,
    /// Asked for again, after it could not be had.
    again: Trigger,
    /// What has to be done once what is found is there.
    pub then: StoredValue<Then>,
}

/// What has to be done once.
#[derive(Debug, Clone, Default)]
pub(super) struct Then {
    /// Whether one begins at the top of what was found.
    pub from_the_top: bool,
    /// The link that was followed.
    pub followed: Option<FollowedLink>,
}

impl Following {
    /// Follows from here on.
    pub fn new(place: SearchAddress, typed: RwSignal<Option<SearchQuery>>) -> Self {
        let following = Self {
            place,
            shown: StoredValue::new(place.asked()),
            typed,
            announcement: RwSignal::new(String::new()),
            failed: RwSignal::new(false),
            again: Trigger::new(),
            then: StoredValue::new(Then::default()),
        };
        let mut before = None::<SearchQuery>;
        effect(move || {
            following.again.track();
            let wanted = following.place.track();
            if before.replace(wanted.clone()).is_some_and(|before| before != wanted || following.failed.get_untracked()) {
                following.follow(&wanted);
            }
        });
        following
    }

    /// Where a link of this page leads. One of a list that is about to go changes what it says it changes, and nothing that was chosen since.
    pub fn leads(self, link: &Element, to: SearchQuery) -> SearchQuery {
        let is_in_the_list = link.closest(FOUND).is_ok_and(|found| found.is_some());
        if is_in_the_list { self.shown.with_value(|shown| self.place.asked().changed(shown, &to)) } else { to }
    }

    /// Tries again what could not be had.
    pub fn try_again(self) {
        self.again.notify();
    }

    fn follow(self, wanted: &SearchQuery) {
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        // When something else is asked for meanwhile.
        let controller = SendWrapper::new(controller);
        on_cleanup(move || controller.abort());
        let is_typed = self.typed.with_untracked(|typed| typed.as_ref() == Some(wanted));
        let wanted = wanted.clone();
        set_busy(true);
        spawn_local(async move {
            let page = page(&wanted.address(), &signal).await;
            if signal.aborted() {
                return;
            }
            set_busy(false);
            self.failed.set(page.is_none());
            let Some(page) = page else { return };
            let Then { from_the_top, followed } = self.then.try_update_value(std::mem::take).unwrap_or_default();
            self.announcement.set(show(&page, is_typed));
            self.shown.set_value(wanted);
            if from_the_top {
                to_the_top();
            }
            request_animation_frame(move || focus::keep(followed));
        });
    }
}

/// The page at an address, as a document; none where it could not be had.
async fn page(address: &str, signal: &AbortSignal) -> Option<Document> {
    let asked = RequestInit::new();
    asked.set_signal(Some(signal));
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &asked)).await.ok()?;
    let answer = answer.dyn_into::<Response>().ok().filter(Response::ok)?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()
}

/// Shows what a page says in the place of what is shown, and returns what there is to say of it. While one types, the page does not turn
/// back into the first one, whatever is deleted.
fn show(page: &Document, is_typed: bool) -> String {
    let title = page.title();
    document().set_title(&title);
    let stays_a_list = is_typed && part(page, "head").is_some_and(|head| head.class_name() == "hero");
    if let Some((head, new)) = both(page, "head").filter(|_| !stays_a_list) {
        head.set_class_name(&new.class_name());
    }
    if let Some((heading, new)) = both(page, "heading") {
        let text = if stays_a_list { title.split(" · ").next().map(str::to_owned) } else { new.text_content() };
        heading.set_text_content(text.as_deref());
    }
    let Some((found, new)) = both(page, "found") else { return String::new() };
    found.set_text_content(None);
    while let Some(node) = new.first_child() {
        if found.append_child(&node).is_err() {
            break;
        }
    }
    new.get_attribute("data-announcement").unwrap_or_default()
}

/// A part of this page and what another says in its place.
fn both(page: &Document, name: &str) -> Option<(Element, Element)> {
    part(&document(), name).zip(part(page, name))
}

fn part(of: &Document, name: &str) -> Option<Element> {
    of.query_selector(&format!("[data-follows={name}]")).ok().flatten()
}

/// What is on its way is shown a little later.
fn set_busy(is_busy: bool) {
    if let Some(found) = part(&document(), "found") {
        let _ = if is_busy { found.set_attribute("aria-busy", "true") } else { found.remove_attribute("aria-busy") };
    }
}

fn to_the_top() {
    let top = ScrollToOptions::new();
    top.set_top(0.0);
    window().scroll_to_with_scroll_to_options(&top);
}
