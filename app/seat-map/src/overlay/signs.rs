//! The attributes of the map's elements, for style sheets and tests.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    camera::{Detail, Viewport},
    layout::Hit,
    sums::decimals,
    texts::MapTexts,
};

/// Writes the attributes of a map.
pub(crate) struct MapSigns {
    /// The component's own element.
    root: Element,
    /// The element that the map is drawn in.
    element: HtmlElement,
    still: Cell<bool>,
}

impl MapSigns {
    /// Labels the map with the name of its hall.
    pub(crate) fn new(element: &HtmlElement, hall: &str, texts: MapTexts) -> Self {
        let _ = element.set_attribute("aria-label", &texts.picture_of(hall));
        let root = element
            .closest(".seat-map")
            .ok()
            .flatten()
            .unwrap_or_else(|| element.clone().unchecked_into());
        Self {
            root,
            element: element.clone(),
            still: Cell::new(false),
        }
    }

    /// Whether nothing moves and everything is drawn.
    pub(crate) fn is_still(&self) -> bool {
        self.still.get()
    }

    /// Sets `data-still`: nothing moves, and everything is drawn.
    pub(crate) fn set_still(&self, still: bool) {
        if self.still.replace(still) != still {
            let _ = self.root.toggle_attribute_with_force("data-still", still);
        }
    }

    /// Sets `data-version`: the version of the event that is drawn.
    pub(crate) fn set_version(&self, version: i64) {
        let _ = self
            .root
            .set_attribute("data-version", &version.to_string());
    }

    /// Sets `data-zoom`: the level of detail.
    pub(crate) fn set_detail(&self, detail: Detail) {
        let _ = self.root.set_attribute("data-zoom", detail.word());
    }

    /// Sets `data-view` and `data-zoomed` when the map comes to rest.
    pub(crate) fn set_view(&self, viewport: &Viewport) {
        let (view, scale) = (viewport.view, viewport.scale());
        let _ = self.root.set_attribute(
            "data-view",
            &format!(
                "{} {} {}",
                decimals(view.x, 2),
                decimals(view.y, 2),
                decimals(scale, 6)
            ),
        );
        let _ = self
            .element
            .toggle_attribute_with_force("data-zoomed", !viewport.shows_all());
    }

    /// Sets `data-over`: the kind of target under the mouse. Removes it when the mouse has left.
    pub(crate) fn set_over(&self, hit: Option<Hit>) {
        let word = match hit {
            Some(Hit::Seat(_)) => "seat",
            Some(Hit::Section(_)) => "section",
            Some(Hit::Area(_)) => "area",
            Some(Hit::Nothing) => "nothing",
            None => return drop(self.element.remove_attribute("data-over")),
        };
        let _ = self.element.set_attribute("data-over", word);
    }
}
