//! Changes of seat statuses, of the filter and of the picked area, and what they make dirty.

use domain::{AreaIndex, SeatStatus};

use super::{Renderer, TileProgress};
use crate::{
    hall::SeatFilter,
    paint::Scenery,
    raster::{job::DirtyParts, viewport_tile::ViewportTile},
};

/// When more seats than this change at once, everything is redrawn.
const MANY: usize = 3_000;

impl Renderer {
    /// Marks parts as dirty.
    pub(crate) fn invalidate(&mut self, what: DirtyParts) {
        self.dirty.add(what);
    }

    /// Removes parts from the dirty set. Returns whether any was dirty.
    pub(crate) fn take(&mut self, what: DirtyParts) -> bool {
        self.dirty.take(what)
    }

    /// Dims the seats that the filter leaves out. Returns false if the filter is unchanged.
    pub(crate) fn set_filter(&mut self, filter: SeatFilter) -> bool {
        if self.filter == filter {
            return false;
        }
        self.filter = filter;
        self.dirty.add(DirtyParts::ALL);
        true
    }

    /// Records that the buyer has picked another standing area, or none.
    pub(crate) fn choose_area(&mut self, area: Option<AreaIndex>) {
        if self.area != area {
            self.area = area;
            self.dirty.add(DirtyParts::GROUND);
        }
    }

    /// Updates seat statuses. Returns the seats that changed.
    pub(crate) fn take_in(
        &mut self,
        statuses: impl Iterator<Item = (usize, SeatStatus)>,
    ) -> Vec<u32> {
        let mut changed = Vec::new();
        for (seat, status) in statuses {
            if let Some(known) = self
                .statuses
                .get_mut(seat)
                .filter(|known| **known != status)
            {
                *known = status;
                changed.push(seat as u32);
            }
        }
        changed
    }

    /// Redraws only the changed seats. Returns whether any of them is on a layer that is shown or
    /// in progress.
    pub(crate) fn redraw(&mut self, changed: &[u32], scenery: &Scenery) -> bool {
        if changed.len() > MANY {
            self.dirty.add(DirtyParts::ALL);
            return false;
        }
        let seating = scenery.seating(&self.statuses, self.filter);
        self.overview.outdated();
        let mut seen = self.viewport_tiles[self.front].redraw(changed, &seating, &mut self.cache);
        seen |= self.tiles.redraw(changed, &seating);
        if self.back != TileProgress::Idle {
            seen |= self.viewport_tiles[1 - self.front].redraw(changed, &seating, &mut self.cache);
        }
        if seen {
            self.dirty.add(DirtyParts::BREATH);
        }
        seen
    }

    /// Whether the current viewport tile, or the one in progress, shows section counts. At seat
    /// zoom, the ground shows only area counts.
    pub(crate) fn tells_of_sections(&self) -> bool {
        let tells = |tile: &ViewportTile| {
            tile.region()
                .is_none_or(|region| !region.detail.has_seats())
        };
        tells(&self.viewport_tiles[self.front])
            || (self.back != TileProgress::Idle && tells(&self.viewport_tiles[1 - self.front]))
    }
}
