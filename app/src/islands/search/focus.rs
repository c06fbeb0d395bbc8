//! Where the focus goes when what was found takes the place of what it was in.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, FocusOptions, HtmlElement};

/// Where what was found stands.
pub(super) const FOUND: &str = "[data-follows=found]";
/// Links that take a filter off.
const CHOSEN: &str = ".chosen-filter";
/// Where filters are chosen.
const FILTERS: &str = ".filters-open";

/// A link that was followed to what will be found, by what of it stays.
#[derive(Debug, Clone)]
pub(super) enum FollowedLink {
    /// One that takes a filter off: which of them.
    TakenOff(u32),
    /// To the month before or after, which there is again in the next month: its `rel`.
    Stays(String),
}

impl FollowedLink {
    /// What stays of this link; none of most.
    pub fn of(link: &Element) -> Option<Self> {
        if !link.has_attribute("data-noscroll") {
            return None;
        }
        if let Some(rel) = link.get_attribute("rel") {
            return Some(Self::Stays(rel));
        }
        let all = document().query_selector_all(CHOSEN).ok()?;
        let number = (0..all.length()).find(|number| all.item(*number).is_some_and(|node| node.is_same_node(Some(link))));
        number.map(Self::TakenOff)
    }

    /// Where one goes on.
    fn next(self) -> Option<HtmlElement> {
        match self {
            Self::Stays(rel) => first(&format!("{FOUND} [rel={rel}]")),
            Self::TakenOff(number) => {
                let all = document().query_selector_all(CHOSEN).ok()?;
                let next = all.item(number.min(all.length().saturating_sub(1))).map(JsCast::unchecked_into);
                next.or_else(|| first(FILTERS))
            }
        }
    }
}

/// Whoever followed a link in what was found goes on at the beginning of what it led to: the link is gone, or has become another one. After
/// a filter is taken off, the focus goes to the next filter, or to where filters are chosen. A focus elsewhere, in the field, stays there.
pub(super) fn keep(followed: Option<FollowedLink>) {
    let Some(found) = first(FOUND) else { return };
    // What had the focus is gone.
    if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
        let next = followed.and_then(FollowedLink::next);
        // Nothing is to move: the links from here scroll by themselves, or are not to. An element that cannot take the focus leaves it
        // where it was.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = next.as_ref().unwrap_or(&found).focus_with_options(&options);
    }
}

fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten().map(JsCast::unchecked_into)
}
