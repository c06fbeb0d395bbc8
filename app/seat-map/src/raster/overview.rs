//! The overview layer: the whole hall at its smallest scale, below the viewport tiles. It is drawn
//! while nothing moves. While the user zooms out, it fills what no viewport tile covers, so that no
//! zoom step needs a new viewport tile.

use web_sys::HtmlElement;

use super::viewport_tile::ViewportTile;
use crate::{
    camera::{RenderRegion, Viewport},
    geometry::Bounds,
    paint::{Seating, SpriteCache, division, place},
};

/// The minimum time between two redraws after changes, in milliseconds: the overview is small on
/// the screen, and only visible for moments.
const REST_MS: f64 = 3_000.0;

/// The progress of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OverviewProgress {
    Nothing,
    /// The ground is drawn.
    Ground,
    All,
}

/// A viewport tile of the whole hall.
pub(crate) struct Overview {
    layer: HtmlElement,
    tile: ViewportTile,
    progress: OverviewProgress,
    /// Whether something has changed since it was drawn.
    old: bool,
    /// When it was drawn.
    at: f64,
    shown: bool,
    /// The part that the viewport tile above shows. It is left out, because viewport tiles are
    /// translucent.
    hole: Option<Bounds>,
}

impl Overview {
    /// An empty overview in `parent`, below what is appended later.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__base")?;
        parent.append_child(&layer).ok()?;
        let tile = ViewportTile::new(&layer)?;
        Some(Self {
            layer,
            tile,
            progress: OverviewProgress::Nothing,
            old: false,
            at: 0.0,
            shown: false,
            hole: None,
        })
    }

    /// Whether it is complete.
    pub(crate) fn is_drawn(&self) -> bool {
        self.progress == OverviewProgress::All
    }

    /// Marks it as outdated.
    pub(crate) fn outdated(&mut self) {
        self.old = true;
    }

    /// Discards it: it is redrawn before it is shown again.
    pub(crate) fn forget(&mut self) {
        self.progress = OverviewProgress::Nothing;
    }

    /// Whether it needs more drawing.
    pub(crate) fn wants_drawing(&self, now: f64) -> bool {
        !self.shown
            && (self.progress != OverviewProgress::All || (self.old && now - self.at > REST_MS))
    }

    /// Draws some of it. `ground` draws the ground below the seats. Returns true when there is more
    /// to draw.
    pub(crate) fn draw(
        &mut self,
        region: RenderRegion,
        seating: &Seating<'_>,
        cache: &mut SpriteCache,
        ground: impl FnOnce(&mut ViewportTile),
        now: f64,
        enough: &dyn Fn() -> bool,
    ) -> bool {
        if self.progress != OverviewProgress::Ground {
            (self.progress, self.old, self.at) = (OverviewProgress::Ground, false, now);
            self.tile.begin(region);
            ground(&mut self.tile);
            if enough() {
                return true;
            }
        }
        if self.tile.draw_some(seating, cache, u32::MAX, enough) {
            self.progress = OverviewProgress::All;
        }
        self.progress != OverviewProgress::All
    }

    /// Positions it in this viewport, and shows it if the viewport tile above does not cover the
    /// visible part.
    pub(crate) fn place(
        &mut self,
        above: Option<&RenderRegion>,
        viewport: &Viewport,
        whole: &Bounds,
    ) {
        let above = above.filter(|above| self.is_drawn() && !above.covers(viewport, whole));
        let shown = above.is_some();
        if let Some(above) = above {
            if self.hole != Some(above.part) {
                self.hole = Some(above.part);
                self.tile.cut_again();
            }
            if self.tile.is_unseen() {
                self.tile.develop(self.hole.as_ref());
            }
            if let Some(region) = self.tile.region() {
                place(&self.layer, &region, viewport);
            }
        }
        if std::mem::replace(&mut self.shown, shown) != shown {
            self.tile.show(shown);
        }
    }
}
