//! What comes into sight beyond a viewport tile while the map is dragged or thrown: small pictures at the viewport tile's own scale, laid
//! around it. One takes a frame or two to draw, where another viewport tile takes ten and is handed over at once. They lie edge to edge,
//! which is seen when they are scaled: they are for moving only, and are put away when the map rests, or is zoomed, and a viewport tile
//! shows all of what is looked at.

use std::collections::VecDeque;

use web_sys::{CanvasRenderingContext2d, HtmlElement};

use super::{
    compositor::Compositor,
    presented_layer::{PresentedLayer, Shown},
    seats::SeatLayer,
    tiling::{TilePlace, Tiling},
};
use crate::{
    camera::{RenderRegion, Viewport},
    geometry::Bounds,
    paint::{Canvas, Seating, SpriteCache, division, style_px},
};

/// The number of pictures that are made before the first drag, and kept for the next one.
const SPARE: usize = 16;

/// What the tiles must show.
pub(crate) struct Wanted<'a> {
    /// What is shown already.
    pub(crate) middle: &'a RenderRegion,
    /// The part that is in sight or will be. The tiles show it where the viewport tile does not.
    pub(crate) area: &'a Bounds,
    /// What is seen now, and comes first.
    pub(crate) viewport: &'a Viewport,
}

/// The tiles around one viewport tile.
pub(crate) struct Tiles {
    layer: HtmlElement,
    /// They are drawn here, one after the other: the ground on the compositor itself, the seats above it.
    compositor: Compositor,
    seats: SeatLayer,
    tiling: Option<Tiling>,
    /// What is being drawn, and whether its ground is.
    begun: Option<(TilePlace, bool)>,
    laid: Vec<Tile>,
    spare: VecDeque<PresentedLayer>,
    /// Is being made ready.
    blank: Option<PresentedLayer>,
}

struct Tile {
    place: TilePlace,
    presented: PresentedLayer,
    /// A seat on it has changed since it was drawn.
    old: bool,
}

impl Tiles {
    /// None yet, in `parent`, which is moved with the viewport tile that they lie around.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__tiles")?;
        parent.append_child(&layer).ok()?;
        let (laid, spare) = (Vec::new(), VecDeque::new());
        Some(Self { layer, compositor: Compositor::new(), seats: SeatLayer::new()?, tiling: None, begun: None, laid, spare, blank: None })
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.laid.is_empty()
    }

    /// Whether this viewport tile and the tiles around it show most of what is seen: who has gone further than they reach is better served
    /// by another viewport tile. So is who has a browser that hands over no bitmaps.
    pub(crate) fn keep_up(&self, middle: &RenderRegion, viewport: &Viewport, whole: &Bounds) -> bool {
        if !self.compositor.is_there() {
            return false;
        }
        let seen = viewport.view.common(whole);
        let tiling = self.tiling_of(middle, viewport);
        let missing = tiling.beyond_middle(&seen, &seen).into_iter().filter(|place| !self.is_laid(*place)).count();
        missing * 2 <= tiling.count_over(&seen)
    }

    /// Goes on drawing what is wanted, until one tile is laid or `enough` says so; at least one step of it is done. The browser takes as
    /// long to take over a tile as we take to draw it: no more than one comes in a frame.
    pub(crate) fn draw(
        &mut self,
        Wanted { middle, area, viewport }: Wanted<'_>,
        seating: &Seating<'_>,
        cache: &mut SpriteCache,
        ground: impl Fn(&CanvasRenderingContext2d, &RenderRegion),
        quota: u32,
        enough: &dyn Fn() -> bool,
    ) {
        let tiling = self.tiling_of(middle, viewport);
        self.tiling = Some(tiling);
        self.put_away_outside(area, &tiling);
        let Some((place, grounded)) = self.begun.or_else(|| self.next(&tiling, area, viewport).map(|place| (place, false))) else { return };
        let region = tiling.region(place);
        if !grounded {
            let Some(ink) = self.compositor.ink(region.size()) else { return };
            ground(ink, &region);
            self.seats.begin(region.size());
            self.begun = Some((place, true));
            if enough() {
                return;
            }
        }
        let drawn = !region.detail.has_seats() || self.seats.draw_some(&region, seating, cache, quota, enough);
        if drawn && !enough() {
            self.lay(place, &tiling);
        }
    }

    /// The tile to be drawn next: one that is missing, or else one that is old.
    fn next(&self, tiling: &Tiling, area: &Bounds, viewport: &Viewport) -> Option<TilePlace> {
        let places = tiling.beyond_middle(area, &viewport.view);
        let old = |place: &TilePlace| self.laid.iter().any(|tile| tile.place == *place && tile.old);
        places.iter().find(|place| !self.is_laid(**place)).or_else(|| places.iter().find(|place| old(place))).copied()
    }

    /// Lays what is drawn in its place, where an older tile may lie.
    fn lay(&mut self, place: TilePlace, tiling: &Tiling) {
        let older = self.laid.iter().position(|tile| tile.place == place).map(|at| self.laid.swap_remove(at).presented);
        let Some(presented) = older.or_else(|| self.spare.pop_front()).or_else(|| self.new_picture()) else { return };
        self.begun = None;
        let region = tiling.region(place);
        // The part that the viewport tile shows is left out, because both are translucent.
        let hole = tiling.is_under_middle(place).then(|| region.box_on_canvas(&tiling.middle.part));
        let layers: &[&Canvas] = if region.detail.has_seats() { &[&self.seats.canvas] } else { &[] };
        presented.show(&self.compositor, &Shown { layers, lying: 1, size: region.size(), dpr: region.dpr, hole });
        let (left, top) = tiling.pixels_off(place);
        style_px(&presented.element, "left", left, 3);
        style_px(&presented.element, "top", top, 3);
        presented.show_or_hide(true);
        self.laid.push(Tile { place, presented, old: false });
    }

    fn new_picture(&self) -> Option<PresentedLayer> {
        let presented = PresentedLayer::new("seat-map__tile", &self.compositor)?;
        self.layer.append_child(&presented.element).ok()?;
        Some(presented)
    }

    /// Makes a picture ready for a tile that is yet to come, some of it at each call, while nothing moves: the first bitmap that an element
    /// is handed costs a browser without a graphics card several times what the next ones do. True when there is more to make ready.
    pub(crate) fn make_ready(&mut self, middle: &RenderRegion, viewport: &Viewport) -> bool {
        if let Some(presented) = self.blank.take() {
            presented.show_or_hide(false);
            self.spare.push_back(presented);
        }
        if !self.compositor.is_there() || self.spare.len() + self.laid.len() >= SPARE {
            return false;
        }
        let Some(presented) = self.new_picture() else { return false };
        let size = self.tiling_of(middle, viewport).size();
        presented.show(&self.compositor, &Shown { layers: &[], lying: 0, size, dpr: middle.dpr, hole: None });
        presented.show_or_hide(true);
        self.blank = Some(presented);
        true
    }

    /// Puts away what lies outside of this area: what it was drawn on is used again. A browser has let go of it by then, and gives the next
    /// picture the room of the last.
    fn put_away_outside(&mut self, area: &Bounds, tiling: &Tiling) {
        let mut at = 0;
        while let Some(tile) = self.laid.get(at) {
            if tiling.region(tile.place).part.distance(area) > 0.0 {
                let Tile { presented, .. } = self.laid.swap_remove(at);
                presented.show_or_hide(false);
                self.spare.push_back(presented);
            } else {
                at += 1;
            }
        }
    }

    /// Takes in that seats have changed: the tiles with these seats are drawn again, one by one. True when any of them is.
    pub(crate) fn redraw(&mut self, seats: &[u32], seating: &Seating<'_>) -> bool {
        let Some(tiling) = self.tiling else { return false };
        let scene = seating.scene;
        let changes = |place: TilePlace| {
            let part = tiling.region(place).part.padded(scene.radius);
            seats.iter().any(|seat| part.contains((f64::from(scene.x[*seat as usize]), f64::from(scene.y[*seat as usize]))))
        };
        // A tile that is half drawn begins again.
        self.begun = self.begun.filter(|(place, _)| !changes(*place));
        let mut seen = false;
        for tile in self.laid.iter_mut().filter(|tile| !tile.old) {
            tile.old = changes(tile.place);
            seen |= tile.old;
        }
        seen
    }

    /// Puts them away.
    pub(crate) fn clear(&mut self) {
        self.tiling = None;
        self.begun = None;
        for Tile { presented, .. } in self.laid.drain(..) {
            if self.spare.len() < SPARE {
                presented.show_or_hide(false);
                self.spare.push_back(presented);
            } else {
                presented.element.remove();
            }
        }
    }

    /// The grid that they lie on, or that they would lie on around this viewport tile.
    fn tiling_of(&self, middle: &RenderRegion, viewport: &Viewport) -> Tiling {
        self.tiling.filter(|tiling| tiling.middle == *middle).unwrap_or_else(|| Tiling::around(*middle, viewport.size()))
    }

    fn is_laid(&self, place: TilePlace) -> bool {
        self.laid.iter().any(|tile| tile.place == place)
    }
}
