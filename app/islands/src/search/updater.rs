//! Replaces the results when the address changes: fetches its page, and copies the new results from
//! it.
//!
//! A newer request aborts the previous one, so results never arrive out of order. The current
//! results stay until the new ones are there. `data-follows` names the parts of a page that are
//! replaced.

use leptos::{prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use send_wrapper::SendWrapper;
use ui::{effect, search::SearchQuery};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Document, DomParser, Element, RequestInit, Response,
    ScrollToOptions, SupportedType,
};

use super::{
    focus::{self, FOUND, FollowedLink},
    place::SearchAddress,
};

/// Updates the results when the address changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct ResultsUpdater {
    place: SearchAddress,
    /// The query of the shown results. It lags behind the address while a request is in progress.
    shown: StoredValue<SearchQuery>,
    /// The query that the visitor typed last; none after any other navigation.
    typed: RwSignal<Option<SearchQuery>>,
    /// What screen readers announce.
    pub announcement: RwSignal<String>,
    /// Whether the last request failed.
    pub failed: RwSignal<bool>,
    /// Triggers a retry.
    again: Trigger,
    /// Tasks after the next results.
    pub follow_up: StoredValue<FollowUp>,
}

/// Tasks after the next results, done once.
#[derive(Debug, Clone, Default)]
pub(super) struct FollowUp {
    /// Whether to scroll to the top of the page.
    pub to_top: bool,
    /// The followed link, for the focus.
    pub link: Option<FollowedLink>,
}

impl ResultsUpdater {
    /// Starts to watch the address.
    pub fn new(place: SearchAddress, typed: RwSignal<Option<SearchQuery>>) -> Self {
        let updater = Self {
            place,
            shown: StoredValue::new(place.asked()),
            typed,
            announcement: RwSignal::new(String::new()),
            failed: RwSignal::new(false),
            again: Trigger::new(),
            follow_up: StoredValue::new(FollowUp::default()),
        };
        let mut before = None::<SearchQuery>;
        effect(move || {
            updater.again.track();
            let wanted = updater.place.track();
            if before
                .replace(wanted.clone())
                .is_some_and(|before| before != wanted || updater.failed.get_untracked())
            {
                updater.load(&wanted);
            }
        });
        updater
    }

    /// The query that a link leads to. A link in outdated results applies only its own change, and
    /// keeps later choices.
    pub fn target(self, link: &Element, to: SearchQuery) -> SearchQuery {
        let is_in_the_list = link.closest(FOUND).is_ok_and(|found| found.is_some());
        if is_in_the_list {
            self.shown
                .with_value(|shown| self.place.asked().changed(shown, &to))
        } else {
            to
        }
    }

    /// Retries after a failed request.
    pub fn try_again(self) {
        self.again.notify();
    }

    fn load(self, wanted: &SearchQuery) {
        let Ok(controller) = AbortController::new() else {
            return;
        };
        let signal = controller.signal();
        // A newer query aborts this request.
        let controller = SendWrapper::new(controller);
        on_cleanup(move || controller.abort());
        let is_typed = self
            .typed
            .with_untracked(|typed| typed.as_ref() == Some(wanted));
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
            let FollowUp { to_top, link } = self
                .follow_up
                .try_update_value(std::mem::take)
                .unwrap_or_default();
            self.announcement.set(show(&page, is_typed));
            self.shown.set_value(wanted);
            if to_top {
                scroll_to_top();
            }
            request_animation_frame(move || focus::restore(link));
        });
    }
}

/// Fetches a page as a document; none on failure.
async fn page(address: &str, signal: &AbortSignal) -> Option<Document> {
    let asked = RequestInit::new();
    asked.set_signal(Some(signal));
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &asked))
        .await
        .ok()?;
    let answer = answer.dyn_into::<Response>().ok().filter(Response::ok)?;
    let text = JsFuture::from(answer.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    DomParser::new()
        .ok()?
        .parse_from_string(&text, SupportedType::TextHtml)
        .ok()
}

/// Replaces the current results with those of a page, and returns the text to announce. While the
/// visitor types, the head keeps its compact form, even after all text is deleted.
fn show(page: &Document, is_typed: bool) -> String {
    let title = page.title();
    document().set_title(&title);
    let stays_a_list =
        is_typed && part(page, "head").is_some_and(|head| head.class_name() == "hero");
    if let Some((head, new)) = both(page, "head").filter(|_| !stays_a_list) {
        head.set_class_name(&new.class_name());
    }
    if let Some((heading, new)) = both(page, "heading") {
        let text = if stays_a_list {
            title.split(" · ").next().map(str::to_owned)
        } else {
            new.text_content()
        };
        heading.set_text_content(text.as_deref());
    }
    let Some((found, new)) = both(page, "found") else {
        return String::new();
    };
    found.set_text_content(None);
    while let Some(node) = new.first_child() {
        if found.append_child(&node).is_err() {
            break;
        }
    }
    new.get_attribute("data-announcement").unwrap_or_default()
}

/// A part of this document, and its counterpart in the other.
fn both(page: &Document, name: &str) -> Option<(Element, Element)> {
    part(&document(), name).zip(part(page, name))
}

fn part(of: &Document, name: &str) -> Option<Element> {
    of.query_selector(&format!("[data-follows={name}]"))
        .ok()
        .flatten()
}

/// Marks the results as busy. The style sheet shows it after a short delay.
fn set_busy(is_busy: bool) {
    if let Some(found) = part(&document(), "found") {
        let _ = if is_busy {
            found.set_attribute("aria-busy", "true")
        } else {
            found.remove_attribute("aria-busy")
        };
    }
}

fn scroll_to_top() {
    let top = ScrollToOptions::new();
    top.set_top(0.0);
    window().scroll_to_with_scroll_to_options(&top);
}
