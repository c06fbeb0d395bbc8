//! Time, where a page needs it.

use leptos::prelude::window;

/// Milliseconds on the page's own clock, which never jumps. For the browser.
pub(crate) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
