//! A viewport tile: a part of the hall, drawn once, then moved and scaled as a whole while one looks around. Two canvases that nobody sees,
//! the ground and the seats upon it, so that a seat can be wiped away without its floor; and on the page the picture of both, with patches
//! where seats have changed since.

use domain::AreaIndex;
use web_sys::HtmlElement;

use super::{
    compositor::Compositor,
    dirty::{MOST_PATCHES, PixelRect},
    patches::Patches,
    presented_layer::{PresentedLayer, Shown},
    seats::SeatLayer,
};
use crate::{
    camera::{Detail, RenderRegion},
    geometry::Bounds,
    hall::{SeatFilter, Tally},
    paint::{Canvas, Scenery, Seating, SpriteCache},
};

/// The class of its picture on the page.
const SHEET: &str = "seat-map__sheet";

/// What is there before seats are drawn. Each is as much as a slow machine does in one picture while the map moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prepared {
    Nothing,
    /// The ground's canvas.
    Ground,
    /// Room for the picture.
    Room,
    /// The ground in the picture.
    Floor,
}

/// What is on the canvases, and not on the page yet.
enum Unseen {
    Nothing,
    /// No more than [`MOST_PATCHES`] rects.
    Rects(Vec<PixelRect>),
    All,
}

/// Two canvases that show the same part of the plan, and their picture.
pub(crate) struct ViewportTile {
    compositor: Compositor,
    presented: PresentedLayer,
    patches: Patches,
    ground: Canvas,
    /// What the ground tells of sections and areas.
    told: Option<Tally>,
    seats: SeatLayer,
    /// What it shows; nothing at first.
    region: Option<RenderRegion>,
    prepared: Prepared,
    /// How many of its layers lie on the picture's compositor as they are: none, the ground, or both.
    lying: usize,
    unseen: Unseen,
}

impl ViewportTile {
    /// An empty viewport tile in `parent`, out of sight.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let compositor = Compositor::new();
        let (presented, ground, seats) = (PresentedLayer::new(SHEET, &compositor)?, Canvas::new()?, SeatLayer::new()?);
        parent.append_child(&presented.element).ok()?;
        let (patches, prepared, unseen) = (Patches::new(parent)?, Prepared::Nothing, Unseen::Nothing);
        let mut tile = Self { compositor, presented, patches, ground, told: None, seats, region: None, prepared, lying: 0, unseen };
        tile.show(false);
        Some(tile)
    }

    /// What it shows; nothing at first.
    pub(crate) fn region(&self) -> Option<RenderRegion> {
        self.region
    }

    /// What its ground tells of sections and areas.
    pub(crate) fn told(&self) -> Option<&Tally> {
        self.told.as_ref()
    }

    /// Begins to draw another part. Its ground, which is empty now, is for the caller; its seats are for [`ViewportTile::draw_some`], and
    /// both then for [`ViewportTile::develop`].
    pub(crate) fn begin(&mut self, region: RenderRegion) {
        let size = region.size();
        self.region = Some(region);
        self.wipe_ground();
        self.compositor.carry_out(&self.ground);
        self.seats.begin(size);
        self.prepared = Prepared::Nothing;
    }

    /// Takes the ground away, for another: all of the picture is old.
    pub(crate) fn wipe_ground(&mut self) {
        if let Some(region) = &self.region {
            self.ground.wipe(region.size());
        }
        self.unseen = Unseen::All;
        self.lying = 0;
    }

    /// Draws its ground, which is empty now. `chosen`: the standing area that the buyer has chosen; `told`: what is free.
    pub(crate) fn draw_ground(&mut self, scenery: &Scenery, filter: SeatFilter, chosen: Option<AreaIndex>, told: Option<Tally>) {
        let Some(region) = &self.region else { return };
        scenery.ground(filter, chosen, told.as_ref()).draw(&self.ground.ink, region);
        self.told = told;
    }

    /// Another part is left out of the picture; what is drawn is as it was.
    pub(crate) fn cut_anew(&mut self) {
        self.unseen = Unseen::All;
    }

    /// Whether there is more on the canvases than is seen.
    pub(crate) fn is_unseen(&self) -> bool {
        !matches!(self.unseen, Unseen::Nothing)
    }

    /// Shows what has changed on the canvases: on patches where that is little, else in another picture.
    pub(crate) fn present(&mut self) {
        let is_patched = match (std::mem::replace(&mut self.unseen, Unseen::Nothing), &self.region) {
            (Unseen::Rects(rects), Some(region)) => {
                self.patches.show(&rects, &[&self.ground, &self.seats.canvas], region.size(), region.dpr)
            }
            (Unseen::Nothing, _) => true,
            (Unseen::Rects(_) | Unseen::All, _) => false,
        };
        if !is_patched {
            self.develop(None);
        }
    }

    /// Makes the picture of what is drawn, a part of the plan left out.
    pub(crate) fn develop(&mut self, hole: Option<&Bounds>) {
        let Some(region) = self.region else { return };
        let layers: &[&Canvas] = if region.detail.has_seats() { &[&self.ground, &self.seats.canvas] } else { &[&self.ground] };
        let hole = hole.map(|part| region.box_on_canvas(part));
        let layers = layers.get(self.lying..).unwrap_or_default();
        self.presented.show(&self.compositor, &Shown { layers, lying: self.lying, size: region.size(), dpr: region.dpr, hole });
        self.patches.clear();
        (self.unseen, self.lying) = (Unseen::Nothing, 0);
    }

    /// Goes on drawing seats until the quota is drawn or `enough` says so; it does at least one step. True when all seats are drawn, and
    /// can be seen.
    pub(crate) fn draw_some(&mut self, seating: &Seating<'_>, cache: &mut SpriteCache, quota: u32, enough: &dyn Fn() -> bool) -> bool {
        let Some(region) = self.region.filter(|region| region.detail > Detail::Sections) else { return true };
        while self.prepared != Prepared::Floor {
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
        self.prepared = match self.prepared {
            Prepared::Nothing => {
                self.compositor.carry_out(&self.ground);
                Prepared::Ground
            }
            Prepared::Ground => {
                self.compositor.find_room(size);
                Prepared::Room
            }
            Prepared::Room => {
                self.lying = usize::from(self.compositor.lay(&self.ground, 0));
                Prepared::Floor
            }
            Prepared::Floor => Prepared::Floor,
        };
    }

    /// Draws some seats again, in their present state. True when any of them is on the viewport tile.
    pub(crate) fn redraw(&mut self, seats: &[u32], seating: &Seating<'_>, cache: &mut SpriteCache) -> bool {
        let Some(region) = self.region.filter(|region| region.detail > Detail::Sections) else { return false };
        let changed = self.seats.redraw(seats, &region, seating, cache);
        if changed.is_empty() {
            return false;
        }
        match &mut self.unseen {
            Unseen::Rects(rects) if rects.len() + changed.len() <= MOST_PATCHES => rects.extend(changed),
            Unseen::Nothing if changed.len() <= MOST_PATCHES => self.unseen = Unseen::Rects(changed),
            _ => self.unseen = Unseen::All,
        }
        if self.lying == 2 {
            // What was wiped away would still lie there.
            self.lying = 0;
        }
        true
    }

    /// Shows or hides it.
    pub(crate) fn show(&mut self, shown: bool) {
        self.presented.show_or_hide(shown);
        // A hidden patch would be copied for every animation frame, too.
        if !shown && self.patches.clear() {
            self.unseen = Unseen::All;
        }
    }
}
