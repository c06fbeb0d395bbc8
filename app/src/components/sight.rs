//! What has to be seen comes to sight; what is in sight stays where it is.

use leptos::prelude::*;
use web_sys::Element;

/// Once the page is as it will be, scrolls to what `find` finds there, if the middle of that is outside the window.
pub(super) fn bring_into_sight(find: impl FnOnce() -> Option<Element> + 'static) {
    request_animation_frame(move || {
        let Some(element) = find() else { return };
        let (around, high) = (element.get_bounding_client_rect(), window().inner_height());
        let high = high.ok().and_then(|high| high.as_f64()).unwrap_or(f64::MAX);
        if !(0.0..=high).contains(&(around.top() + around.height() / 2.0)) {
            element.scroll_into_view();
        }
    });
}
