//! What the map takes, for whoever measures it: entries of the page's own timeline, which are cleared at once so that a long evening
//! does not fill it. Observers are told of them all the same.

use leptos::prelude::window;

/// Runs `work` and leaves how long it took under this name.
pub(crate) fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let clock = window().performance();
    if let Some(clock) = &clock {
        let _ = clock.mark(name);
    }
    let result = work();
    if let Some(clock) = clock {
        let _ = clock.measure_with_start_mark(name, name);
        clock.clear_marks_with_mark_name(name);
        clock.clear_measures_with_measure_name(name);
    }
    result
}

/// Leaves on the timeline that this has happened.
pub(crate) fn happened(name: &str) {
    if let Some(clock) = window().performance() {
        let _ = clock.mark(name);
    }
}
