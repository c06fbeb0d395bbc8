//! Scrolls elements into the viewport.

use leptos::prelude::*;
use web_sys::Element;

/// After the next render, scrolls to the element that `find` returns, if its middle is outside the
/// viewport. It scrolls no further than necessary, so that a focused field nearby stays visible.
pub(super) fn bring_into_sight(find: impl FnOnce() -> Option<Element> + 'static) {
    request_animation_frame(move || {
        let Some(element) = find() else { return };
        let (around, high) = (element.get_bounding_client_rect(), window().inner_height());
        let high = high.ok().and_then(|high| high.as_f64()).unwrap_or(f64::MAX);
        if !(0.0..=high).contains(&(around.top() + around.height() / 2.0)) {
            element.scroll_into_view_with_bool(around.top() < 0.0);
        }
    });
}
