//! What the map tells to its page.

use domain::{AreaIndex, SeatNo};
use leptos::prelude::*;

/// Callbacks and signals of the page.
#[derive(Clone, Copy)]
pub(crate) struct MapEvents {
    /// A seat was chosen, or given up.
    pub(crate) on_pick: Callback<SeatNo>,
    /// A standing area was chosen.
    pub(crate) on_area: Callback<AreaIndex>,
    /// The section in the middle of what is looked at, in halls that show sections first.
    pub(crate) opened: RwSignal<Option<usize>>,
    /// Whether less than all is seen.
    pub(crate) zoomed: RwSignal<bool>,
    /// The seat that is looked at, here or in the list.
    pub(crate) focus: Option<RwSignal<Option<SeatNo>>>,
    /// How often the page's colours have changed: the map is built again then.
    pub(crate) recoloured: RwSignal<u32>,
    /// What a screen reader should say.
    pub(crate) said: RwSignal<String>,
}

impl MapEvents {
    /// The map has come to rest. Nobody hears of what is as it was.
    pub(crate) fn at_rest(&self, zoomed: bool, opened: Option<usize>) {
        if self.zoomed.get_untracked() != zoomed {
            self.zoomed.set(zoomed);
        }
        if self.opened.get_untracked() != opened {
            self.opened.set(opened);
        }
    }
}
