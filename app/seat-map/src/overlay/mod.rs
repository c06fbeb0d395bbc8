//! Elements above the drawing: markers on seats, the tooltip, the minimap, the wheel hint.

mod hint;
mod markers;
mod minimap;
mod signs;
mod tooltip;
mod words;

use std::cell::RefCell;

use web_sys::HtmlElement;

use super::layout::Scene;
use crate::{hall::Hall, texts::MapTexts};
use hint::Hint;
use markers::Markers;
use minimap::Minimap;
use signs::MapSigns;
use tooltip::Tooltip;

pub(crate) use markers::Marker;
pub(crate) use words::{entered, said_of};

/// The overlay of a map.
pub(crate) struct Overlay {
    pub(crate) markers: RefCell<Markers>,
    /// Only in halls that show sections first.
    pub(crate) minimap: Option<Minimap>,
    pub(crate) tooltip: Tooltip,
    pub(crate) hint: Hint,
    pub(crate) signs: MapSigns,
}

impl Overlay {
    /// Builds the overlay in `element`, and the markers in `moved`, which moves with the seats.
    /// `None` if the browser has no 2D canvas.
    pub(crate) fn new(
        element: &HtmlElement,
        moved: &HtmlElement,
        scene: &Scene,
        hall: &Hall,
        texts: MapTexts,
    ) -> Option<Self> {
        Some(Self {
            markers: RefCell::new(Markers::new(moved)?),
            minimap: if scene.sections_first {
                Minimap::new(element, scene.whole)
            } else {
                None
            },
            tooltip: Tooltip::new(element)?,
            hint: Hint::new(element, texts, hall.texts())?,
            signs: MapSigns::new(element, &hall.plan().name, texts),
        })
    }

    /// Marks the minimap as outdated.
    pub(crate) fn outdate_minimap(&self) {
        if let Some(minimap) = &self.minimap {
            minimap.outdated();
        }
    }
}
