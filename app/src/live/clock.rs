//! Time, where a page needs it.

use leptos::prelude::window;

/// Milliseconds on the page's own clock, which never jumps. For the browser.
pub(crate) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Milliseconds since 1970 by the clock of the machine, on either side.
pub(crate) fn unix_ms() -> f64 {
    if cfg!(target_arch = "wasm32") {
        js_sys::Date::now()
    } else {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0.0, |since| since.as_secs_f64() * 1000.0)
    }
}
