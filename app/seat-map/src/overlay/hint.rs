//! The hint about the wheel.

use std::{cell::Cell, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use web_sys::HtmlElement;

use crate::{page::now_ms, paint::division, texts::MapTexts};

/// How long the hint stays.
const SHOWN_FOR: Duration = Duration::from_millis(1600);

/// The hint about the wheel when somebody turns it over the map: it scrolls the page, and zooms with a key.
pub(crate) struct Hint {
    element: HtmlElement,
    until: Cell<Option<TimeoutHandle>>,
    quiet_until: Cell<f64>,
}

impl Hint {
    /// A hint in `parent`, out of sight.
    pub(crate) fn new(parent: &HtmlElement, texts: MapTexts) -> Option<Self> {
        let element = division("seat-map__hint")?;
        let _ = element.set_attribute("aria-hidden", "true");
        let platform = window().navigator().platform().unwrap_or_default();
        let key = if platform.starts_with("Mac") || platform.starts_with("iP") { "⌘" } else { "Ctrl" };
        element.set_text_content(Some(&texts.wheel(key)));
        parent.append_child(&element).ok()?;
        Some(Self { element, until: Cell::new(None), quiet_until: Cell::new(0.0) })
    }

    /// Shows it for a moment; not again while the same turn of the wheel goes on.
    pub(crate) fn show(&self) {
        let now = now_ms();
        let again = now < self.quiet_until.get();
        self.quiet_until.set(now + 6000.0);
        if again {
            return;
        }
        let _ = self.element.set_attribute("data-shown", "");
        if let Some(until) = self.until.take() {
            until.clear();
        }
        let element = self.element.clone();
        let hide = set_timeout_with_handle(move || _ = element.remove_attribute("data-shown"), SHOWN_FOR);
        self.until.set(hide.ok());
    }
}
