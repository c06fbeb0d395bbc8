//! Clocks for the browser.

use leptos::prelude::window;

pub use seat_map::now_ms;

/// The `window` property that holds how many milliseconds the page's clock has lost while the
/// device slept, as far as the server's answers have shown. `alive.js` sets it too.
const SLEPT: &str = "slept";

/// The page's clock, corrected for the time that it lost: some clocks stop while a laptop sleeps.
/// Countdowns of holds use it.
#[must_use]
pub fn hold_clock_ms() -> f64 {
    now_ms() + slept_ms()
}

/// Advances the hold clock after the server reported less remaining time than the page shows.
pub fn put_ahead(more_ms: f64) {
    // Setting a property on `window` does not fail.
    let _ = js_sys::Reflect::set(&window(), &SLEPT.into(), &(slept_ms() + more_ms).into());
}

fn slept_ms() -> f64 {
    js_sys::Reflect::get(&window(), &SLEPT.into())
        .ok()
        .and_then(|ms| ms.as_f64())
        .unwrap_or_default()
}
