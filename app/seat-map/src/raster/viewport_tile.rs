//! A viewport tile: a part of the hall that is drawn once, then moved and scaled as a whole. It has
//! two off-screen canvases, ground and seats, so that a seat can be erased without the floor below
//! it; and on the page a presented layer of both, with patches for later changes.

use domain::AreaIndex;
use web_sys::HtmlElement;

use super::{
    compositor::Compositor,
    dirty::{MOST_PATCHES, PixelRect},
    patches::Patches,
    presented_layer::{LayerContent, PresentedLayer},
    seats::SeatLayer,
};
use crate::{
    camera::{Detail, RenderRegion},
    geometry::Bounds,
    hall::{SeatFilter, Tally},
    paint::{Canvas, Scenery, Seating, SpriteCache},
};

/// The class of its presented layer.
const SHEET: &str = "seat-map__sheet";

/// The preparation before seats are drawn. Each step is as much as a slow device does in one
/// animation frame while the map moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Preparation {
    Nothing,
    /// The browser has drawn the ground's canvas.
    Ground,
    /// The compositor has memory.
    Room,
    /// The ground is on the compositor.
    Floor,
}

/// Changes on the canvases that the page does not show yet.
enum PendingChanges {
    Nothing,
    /// At most [`MOST_PATCHES`] rectangles.
    Rects(Vec<PixelRect>),
    All,
}

/// Two canvases of one region, and their presented layer.
pub(crate) struct ViewportTile {
    compositor: Compositor,
    presented: PresentedLayer,
    patches: Patches,
    ground: Canvas,
    /// The counts that the ground shows.
    told: Option<Tally>,
    seats: SeatLayer,
    /// Its region; `None` at first.
    region: Option<RenderRegion>,
    preparation: Preparation,
    /// The number of its layers that lie on the compositor, unchanged: none, the ground, or both.
    lying: usize,
    pending: PendingChanges,
}

impl ViewportTile {
    /// A hidden, empty viewport tile in `parent`.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let compositor = Compositor::new();
        let (presented, ground, seats) = (
            PresentedLayer::new(SHEET, &compositor)?,
            Canvas::new()?,
            SeatLayer::new()?,
        );
        parent.append_child(&presented.element).ok()?;
        let (patches, preparation, pending) = (
            Patches::new(parent)?,
            Preparation::Nothing,
            PendingChanges::Nothing,
        );
        let mut tile = Self {
            compositor,
            presented,
            patches,
            ground,
            told: None,
            seats,
            region: None,
            preparation,
            lying: 0,
            pending,
        };
        tile.show(false);
        Some(tile)
    }

    /// Its region; `None` at first.
    pub(crate) fn region(&self) -> Option<RenderRegion> {
        self.region
    }

    /// The counts that its ground shows.
    pub(crate) fn told(&self) -> Option<&Tally> {
        self.told.as_ref()
    }

    /// Starts another region, with an empty ground. The caller draws the ground, then calls
    /// [`ViewportTile::draw_some`] until the seats are done, then [`ViewportTile::develop`].
    pub(crate) fn begin(&mut self, region: RenderRegion) {
        let size = region.size();
        self.region = Some(region);
        self.wipe_ground();
        self.compositor.carry_out(&self.ground);
        self.seats.begin(size);
        self.preparation = Preparation::Nothing;
    }

    /// Clears the ground for another. The whole presented layer is then outdated.
    pub(crate) fn wipe_ground(&mut self) {
        if let Some(region) = &self.region {
            self.ground.wipe(region.size());
        }
        self.pending = PendingChanges::All;
        self.lying = 0;
    }

    /// Draws its ground, which must be empty. `chosen`: the standing area that the buyer has
    /// picked; `told`: the counts.
    pub(crate) fn draw_ground(
        &mut self,
        scenery: &Scenery,
        filter: SeatFilter,
        chosen: Option<AreaIndex>,
        told: Option<Tally>,
    ) {
        let Some(region) = &self.region else { return };
        scenery
            .ground(filter, chosen, told.as_ref())
            .draw(&self.ground.ink, region);
        self.told = told;
    }

    /// Records that the hole has changed, and the drawing has not.
    pub(crate) fn cut_again(&mut self) {
        self.pending = PendingChanges::All;
    }

    /// Whether the page lacks some changes.
    pub(crate) fn is_unseen(&self) -> bool {
        !matches!(self.pending, PendingChanges::Nothing)
    }

    /// Shows the changes: on patches if they are small, otherwise by presenting the whole layer
    /// again.
    pub(crate) fn present(&mut self) {
        let is_patched = match (
            std::mem::replace(&mut self.pending, PendingChanges::Nothing),
            &self.region,
        ) {
            (PendingChanges::Rects(rects), Some(region)) => self.patches.show(
                &rects,
                &[&self.ground, &self.seats.canvas],
                region.size(),
                region.dpr,
            ),
            (PendingChanges::Nothing, _) => true,
            (PendingChanges::Rects(_) | PendingChanges::All, _) => false,
        };
        if !is_patched {
            self.develop(None);
        }
    }

    /// Presents the whole layer. `hole`: a part of the plan to leave out.
    pub(crate) fn develop(&mut self, hole: Option<&Bounds>) {
        let Some(region) = self.region else { return };
        let layers: &[&Canvas] = if region.detail.has_seats() {
            &[&self.ground, &self.seats.canvas]
        } else {
            &[&self.ground]
        };
        let hole = hole.map(|part| region.box_on_canvas(part));
        let layers = layers.get(self.lying..).unwrap_or_default();
        self.presented.show(
            &self.compositor,
            &LayerContent {
                layers,
                lying: self.lying,
                size: region.size(),
                dpr: region.dpr,
                hole,
            },
        );
        self.patches.clear();
        (self.pending, self.lying) = (PendingChanges::Nothing, 0);
    }

    /// Draws seats until the quota is used up or `enough` returns true, but at least one step.
    /// Returns true when the tile is ready to present.
    pub(crate) fn draw_some(
        &mut self,
        seating: &Seating<'_>,
        cache: &mut SpriteCache,
        quota: u32,
        enough: &dyn Fn() -> bool,
    ) -> bool {
        let Some(region) = self
            .region
            .filter(|region| region.detail > Detail::Sections)
        else {
            return true;
        };
        while self.preparation != Preparation::Floor {
            self.prepare(region.size());
            if enough() {
                return false;
            }
        }
        if !self.seats.draw_some(&region, seating, cache, quota, enough) {
            return false;
        }
        if self.lying == 1 {
            if enough() {
                return false;
            }
            self.compositor.lay(&self.seats.canvas, 1);
            self.lying = 2;
        }
        true
    }

    fn prepare(&mut self, size: (u32, u32)) {
        self.preparation = match self.preparation {
            Preparation::Nothing => {
                self.compositor.carry_out(&self.ground);
                Preparation::Ground
            }
            Preparation::Ground => {
                self.compositor.find_room(size);
                Preparation::Room
            }
            Preparation::Room => {
                self.lying = usize::from(self.compositor.lay(&self.ground, 0));
                Preparation::Floor
            }
            Preparation::Floor => Preparation::Floor,
        };
    }

    /// Redraws seats in their current state. Returns whether any of them is on the viewport tile.
    pub(crate) fn redraw(
        &mut self,
        seats: &[u32],
        seating: &Seating<'_>,
        cache: &mut SpriteCache,
    ) -> bool {
        let Some(region) = self
            .region
            .filter(|region| region.detail > Detail::Sections)
        else {
            return false;
        };
        let changed = self.seats.redraw(seats, &region, seating, cache);
        if changed.is_empty() {
            return false;
        }
        match &mut self.pending {
            PendingChanges::Rects(rects) if rects.len() + changed.len() <= MOST_PATCHES => {
                rects.extend(changed)
            }
            PendingChanges::Nothing if changed.len() <= MOST_PATCHES => {
                self.pending = PendingChanges::Rects(changed)
            }
            _ => self.pending = PendingChanges::All,
        }
        if self.lying == 2 {
            // The compositor still has the old seats.
            self.lying = 0;
        }
        true
    }

    /// Shows or hides it.
    pub(crate) fn show(&mut self, shown: bool) {
        self.presented.show_or_hide(shown);
        // The browser would copy hidden patches for every animation frame, too.
        if !shown && self.patches.clear() {
            self.pending = PendingChanges::All;
        }
    }
}
