//! The hint that the wheel zooms only with a modifier key.

use std::{cell::Cell, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use web_sys::HtmlElement;

use crate::{
    page::now_ms,
    paint::division,
    texts::{MapTexts, PlacesTexts},
};

/// How long the hint stays visible.
const SHOWN_FOR: Duration = Duration::from_millis(1600);

/// Shown when a buyer turns the wheel over the map: the plain wheel scrolls the page, and with Ctrl
/// or ⌘ it zooms.
pub(crate) struct Hint {
    element: HtmlElement,
    until: Cell<Option<TimeoutHandle>>,
    quiet_until: Cell<f64>,
}

impl Hint {
    /// A hidden hint in `parent`.
    pub(crate) fn new(parent: &HtmlElement, texts: MapTexts, places: PlacesTexts) -> Option<Self> {
        let element = division("seat-map__hint")?;
        let _ = element.set_attribute("aria-hidden", "true");
        let platform = window().navigator().platform().unwrap_or_default();
        element.set_text_content(Some(&wheel_hint(&platform, texts, places)));
        parent.append_child(&element).ok()?;
        Some(Self {
            element,
            until: Cell::new(None),
            quiet_until: Cell::new(0.0),
        })
    }

    /// Shows the hint for a moment, but not again until the wheel has rested for six seconds.
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
        let hide = set_timeout_with_handle(
            move || _ = element.remove_attribute("data-shown"),
            SHOWN_FOR,
        );
        self.until.set(hide.ok());
    }
}

/// "Ctrl + wheel zooms", with the key of the platform.
fn wheel_hint(platform: &str, texts: MapTexts, places: PlacesTexts) -> String {
    if platform.starts_with("Mac") || platform.starts_with("iP") {
        texts.wheel("⌘")
    } else {
        texts.wheel(&places.control_key())
    }
}

#[cfg(test)]
mod tests {
    use translations::Language;

    use super::*;

    #[test]
    fn the_hint_names_the_key_as_the_keyboard_does() {
        let hint = |platform, language| {
            wheel_hint(platform, MapTexts::of(language), PlacesTexts::of(language))
        };
        assert_eq!(hint("Win32", Language::English), "Ctrl + wheel zooms");
        assert_eq!(hint("Win32", Language::German), "Strg + Mausrad zoomt");
        assert_eq!(hint("MacIntel", Language::German), "⌘ + Mausrad zoomt");
    }
}
