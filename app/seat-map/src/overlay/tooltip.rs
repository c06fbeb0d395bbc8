//! The tooltip: text beside a seat, section or area that is hovered or focused.

use std::cell::Cell;

use web_sys::HtmlElement;

use super::words::TooltipText;
use crate::{
    camera::Viewport,
    layout::Hit,
    paint::{division, style_px},
    sums::between,
};

/// An element that is hidden while there is no text.
pub(crate) struct Tooltip {
    element: HtmlElement,
    of: Cell<Option<Hit>>,
}

impl Tooltip {
    /// A hidden tooltip in `parent`.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let element = division("seat-map__tip")?;
        let _ = element.set_attribute("aria-hidden", "true");
        element.set_hidden(true);
        parent.append_child(&element).ok()?;
        Some(Self {
            element,
            of: Cell::new(None),
        })
    }

    /// The target that it describes, while it is visible.
    pub(crate) fn of(&self) -> Option<Hit> {
        self.of.get()
    }

    /// Shows a text beside its target. Hides the tooltip if there is no text.
    pub(crate) fn show(&self, hit: Hit, said: Option<TooltipText>, viewport: &Viewport) {
        let Some(TooltipText { text, centre, room }) = said else {
            return self.hide();
        };
        self.of.set(Some(hit));
        self.element.set_text_content(Some(&text));
        self.element.set_hidden(false);
        let (width, height) = viewport.size();
        let (x, y) = viewport.on_screen(centre);
        let room = room * viewport.scale() + 10.0;
        let half = f64::from(self.element.offset_width()) / 2.0;
        let tall = f64::from(self.element.offset_height());
        let left = between(x, half + 4.0, (width - half - 4.0).max(half + 4.0));
        let above = y - room - tall;
        let top = if above < 4.0 {
            (y + room).min(height - tall - 4.0)
        } else {
            above
        };
        style_px(&self.element, "left", left, 0);
        style_px(&self.element, "top", top, 0);
    }

    /// Hides the tooltip.
    pub(crate) fn hide(&self) {
        if self.of.take().is_some() {
            self.element.set_hidden(true);
        }
    }
}
