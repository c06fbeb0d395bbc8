//! What the map reports to its page.

use domain::{AreaIndex, SeatNo};
use leptos::prelude::*;

/// The page's callbacks and signals.
#[derive(Clone, Copy)]
pub(crate) struct MapEvents {
    /// Called when the buyer picks or unpicks a seat.
    pub(crate) on_pick: Callback<SeatNo>,
    /// Called when the buyer picks a standing area.
    pub(crate) on_area: Callback<AreaIndex>,
    /// The section at the centre of the viewport, in halls that show sections first.
    pub(crate) opened: RwSignal<Option<usize>>,
    /// Whether the viewport shows less than the whole hall.
    pub(crate) zoomed: RwSignal<bool>,
    /// The focused seat, shared with the list.
    pub(crate) focus: Option<RwSignal<Option<SeatNo>>>,
    /// Incremented when the page's colours change; the map is then rebuilt.
    pub(crate) recoloured: RwSignal<u32>,
    /// The text of the live region: screen readers announce it.
    pub(crate) said: RwSignal<String>,
}

impl MapEvents {
    /// Updates the signals when the map comes to rest. Unchanged values do not notify subscribers.
    pub(crate) fn at_rest(&self, zoomed: bool, opened: Option<usize>) {
        if self.zoomed.get_untracked() != zoomed {
            self.zoomed.set(zoomed);
        }
        if self.opened.get_untracked() != opened {
            self.opened.set(opened);
        }
    }
}
