//! Performance marks and measures, for benchmarks. Measures are cleared at once, so that a page
//! that stays open does not fill its timeline; a `PerformanceObserver` still gets them.

use leptos::prelude::window;

/// Runs `work` and measures it on the performance timeline.
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

/// Sets a mark on the performance timeline. It stays there, so set each mark once.
pub(crate) fn happened(name: &str) {
    if let Some(clock) = window().performance() {
        let _ = clock.mark(name);
    }
}
