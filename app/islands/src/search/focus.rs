//! The focus after new results have replaced the focused element.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, FocusOptions, HtmlElement};

/// The results.
pub(super) const FOUND: &str = "[data-follows=found]";
/// Links that remove a filter.
const CHOSEN: &str = ".chosen-filter";
/// The button that opens the filters.
const FILTERS: &str = ".filters-open";

/// A followed link that the new results replace with another one.
#[derive(Debug, Clone)]
pub(super) enum FollowedLink {
    /// A link that removes a filter, by its position.
    Filter(u32),
    /// A link to the previous or the next month, by its `rel`. The new month has the same links.
    Month(String),
}

impl FollowedLink {
    /// The kind of a link; none for links without a replacement, which are most.
    pub fn of(link: &Element) -> Option<Self> {
        if !link.has_attribute("data-noscroll") {
            return None;
        }
        if let Some(rel) = link.get_attribute("rel") {
            return Some(Self::Month(rel));
        }
        let all = document().query_selector_all(CHOSEN).ok()?;
        let number = (0..all.length()).find(|number| {
            all.item(*number)
                .is_some_and(|node| node.is_same_node(Some(link)))
        });
        number.map(Self::Filter)
    }

    /// The element that takes the focus.
    fn next(self) -> Option<HtmlElement> {
        match self {
            Self::Month(rel) => first(&format!("{FOUND} [rel={rel}]")),
            Self::Filter(number) => {
                let all = document().query_selector_all(CHOSEN).ok()?;
                let next = all
                    .item(number.min(all.length().saturating_sub(1)))
                    .map(JsCast::unchecked_into);
                next.or_else(|| first(FILTERS))
            }
        }
    }
}

/// Focuses the new results if the focused element is gone: the replacement of the followed link, or
/// else the results as a whole. After a removed filter, the next filter takes its place, or the
/// button that opens the filters. A focus elsewhere, such as in the field, stays.
pub(super) fn restore(link: Option<FollowedLink>) {
    let Some(found) = first(FOUND) else { return };
    // The focused element is gone.
    if document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
    {
        let next = link.and_then(FollowedLink::next);
        // The focus does not scroll: `load` scrolls to the top where needed. If the element cannot
        // take the focus, the focus stays where it is.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = next.as_ref().unwrap_or(&found).focus_with_options(&options);
    }
}

fn first(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .ok()
        .flatten()
        .map(JsCast::unchecked_into)
}
