//! Time, where a page needs it.

use leptos::prelude::window;

pub(crate) use seat_map::now_ms;

/// For how many milliseconds the page's clock stood still, as far as the shop has told: a property of the window, which `alive.js` sets too.
const SLEPT: &str = "slept";

/// The same with the time for which that clock stood still: some do while a laptop sleeps. What is left of a hold is counted on it.
pub(crate) fn hold_clock_ms() -> f64 {
    now_ms() + slept_ms()
}

/// Has the clock of holds go ahead by this much: the shop says that less is left than the page shows.
#[cfg(not(feature = "csr"))]
pub(crate) fn put_ahead(more_ms: f64) {
    // A window takes such a property.
    let _ = js_sys::Reflect::set(&window(), &SLEPT.into(), &(slept_ms() + more_ms).into());
}

fn slept_ms() -> f64 {
    js_sys::Reflect::get(&window(), &SLEPT.into()).ok().and_then(|ms| ms.as_f64()).unwrap_or_default()
}
