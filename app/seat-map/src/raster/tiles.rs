//! Tiles: small bitmaps around a viewport tile, at its scale, for what comes into view while the
//! map is dragged or flung. A tile takes a frame or two to draw; a viewport tile takes ten, and is
//! handed over only when it is complete. Tiles serve motion only, because their seams show when
//! they are scaled: they are removed when the map rests or zooms, and a viewport tile covers the
//! view.

use std::collections::VecDeque;

use web_sys::{CanvasRenderingContext2d, HtmlElement};

use super::{
    compositor::Compositor,
    presented_layer::{LayerContent, PresentedLayer},
    seats::SeatLayer,
    tiling::{TilePlace, Tiling},
};
use crate::{
    camera::{RenderRegion, Viewport},
    geometry::Bounds,
    paint::{Canvas, Seating, SpriteCache, division, style_px},
};

/// The number of layers that are prepared before the first drag, and kept for the next one.
const SPARE: usize = 16;

/// What the tiles must cover.
pub(crate) struct TileRequest<'a> {
    /// The region of the current viewport tile.
    pub(crate) middle: &'a RenderRegion,
    /// The part that is in view or will be. Tiles cover it where the viewport tile does not.
    pub(crate) area: &'a Bounds,
    /// The current viewport; its tiles come first.
    pub(crate) viewport: &'a Viewport,
}

/// The tiles around one viewport tile.
pub(crate) struct Tiles {
    layer: HtmlElement,
    /// All tiles are drawn here, one after another: the ground directly on the compositor, the
    /// seats above it.
    compositor: Compositor,
    seats: SeatLayer,
    tiling: Option<Tiling>,
    /// The tile in progress, and whether its ground is drawn.
    begun: Option<(TilePlace, bool)>,
    laid: Vec<Tile>,
    spare: VecDeque<PresentedLayer>,
    /// The layer that is being prepared.
    blank: Option<PresentedLayer>,
}

struct Tile {
    place: TilePlace,
    presented: PresentedLayer,
    /// Whether a seat on it has changed since it was drawn.
    old: bool,
}

impl Tiles {
    /// An empty set of tiles in `parent`, which moves with the viewport tile in their middle.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__tiles")?;
        parent.append_child(&layer).ok()?;
        let (laid, spare) = (Vec::new(), VecDeque::new());
        Some(Self {
            layer,
            compositor: Compositor::new(),
            seats: SeatLayer::new()?,
            tiling: None,
            begun: None,
            laid,
            spare,
            blank: None,
        })
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.laid.is_empty()
    }

    /// Whether this viewport tile and its tiles show most of the view. If not, another viewport
    /// tile is the better choice. That is always so in a browser without a compositor.
    pub(crate) fn keep_up(
        &self,
        middle: &RenderRegion,
        viewport: &Viewport,
        whole: &Bounds,
    ) -> bool {
        if !self.compositor.is_there() {
            return false;
        }
        let seen = viewport.view.common(whole);
        let tiling = self.tiling_of(middle, viewport);
        let missing = tiling
            .beyond_middle(&seen, &seen)
            .into_iter()
            .filter(|place| !self.is_laid(*place))
            .count();
        missing * 2 <= tiling.count_over(&seen)
    }

    /// Draws until one tile is finished or `enough` returns true, but at least one step. Handing
    /// over a tile takes the browser as long as drawing it takes us, so each frame gets at most
    /// one.
    pub(crate) fn draw(
        &mut self,
        TileRequest {
            middle,
            area,
            viewport,
        }: TileRequest<'_>,
        seating: &Seating<'_>,
        cache: &mut SpriteCache,
        ground: impl Fn(&CanvasRenderingContext2d, &RenderRegion),
        quota: u32,
        enough: &dyn Fn() -> bool,
    ) {
        let tiling = self.tiling_of(middle, viewport);
        self.tiling = Some(tiling);
        self.put_away_outside(area, &tiling);
        let Some((place, grounded)) = self.begun.or_else(|| {
            self.next(&tiling, area, viewport)
                .map(|place| (place, false))
        }) else {
            return;
        };
        let region = tiling.region(place);
        if !grounded {
            let Some(ink) = self.compositor.ink(region.size()) else {
                return;
            };
            ground(ink, &region);
            self.seats.begin(region.size());
            self.begun = Some((place, true));
            if enough() {
                return;
            }
        }
        let drawn = !region.detail.has_seats()
            || self.seats.draw_some(&region, seating, cache, quota, enough);
        if drawn && !enough() {
            self.lay(place, &tiling);
        }
    }

    /// The next tile to draw: first a missing one, then an outdated one.
    fn next(&self, tiling: &Tiling, area: &Bounds, viewport: &Viewport) -> Option<TilePlace> {
        let places = tiling.beyond_middle(area, &viewport.view);
        let old = |place: &TilePlace| {
            self.laid
                .iter()
                .any(|tile| tile.place == *place && tile.old)
        };
        places
            .iter()
            .find(|place| !self.is_laid(**place))
            .or_else(|| places.iter().find(|place| old(place)))
            .copied()
    }

    /// Shows the finished tile, in place of an older one if there is one.
    fn lay(&mut self, place: TilePlace, tiling: &Tiling) {
        let older = self
            .laid
            .iter()
            .position(|tile| tile.place == place)
            .map(|at| self.laid.swap_remove(at).presented);
        let Some(presented) = older
            .or_else(|| self.spare.pop_front())
            .or_else(|| self.new_picture())
        else {
            return;
        };
        self.begun = None;
        let region = tiling.region(place);
        // Leave out what the viewport tile covers, because both are translucent.
        let hole = tiling
            .is_under_middle(place)
            .then(|| region.box_on_canvas(&tiling.middle.part));
        let layers: &[&Canvas] = if region.detail.has_seats() {
            &[&self.seats.canvas]
        } else {
            &[]
        };
        presented.show(
            &self.compositor,
            &LayerContent {
                layers,
                lying: 1,
                size: region.size(),
                dpr: region.dpr,
                hole,
            },
        );
        let (left, top) = tiling.pixels_off(place);
        style_px(&presented.element, "left", left, 3);
        style_px(&presented.element, "top", top, 3);
        presented.show_or_hide(true);
        self.laid.push(Tile {
            place,
            presented,
            old: false,
        });
    }

    fn new_picture(&self) -> Option<PresentedLayer> {
        let presented = PresentedLayer::new("seat-map__tile", &self.compositor)?;
        self.layer.append_child(&presented.element).ok()?;
        Some(presented)
    }

    /// Prepares one layer for a later tile, while nothing moves: without a GPU, the first bitmap
    /// that an element gets costs several times as much as the next ones. Returns true when more
    /// are missing.
    pub(crate) fn make_ready(&mut self, middle: &RenderRegion, viewport: &Viewport) -> bool {
        if let Some(presented) = self.blank.take() {
            presented.show_or_hide(false);
            self.spare.push_back(presented);
        }
        if !self.compositor.is_there() || self.spare.len() + self.laid.len() >= SPARE {
            return false;
        }
        let Some(presented) = self.new_picture() else {
            return false;
        };
        let size = self.tiling_of(middle, viewport).size();
        presented.show(
            &self.compositor,
            &LayerContent {
                layers: &[],
                lying: 0,
                size,
                dpr: middle.dpr,
                hole: None,
            },
        );
        presented.show_or_hide(true);
        self.blank = Some(presented);
        true
    }

    /// Removes tiles outside this area, and keeps their layers for reuse at the back of the queue:
    /// by the time one is used again, the browser has released its bitmap and can reuse the memory.
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

    /// Marks tiles with changed seats as outdated; they are redrawn one by one. Returns whether
    /// there are any.
    pub(crate) fn redraw(&mut self, seats: &[u32], seating: &Seating<'_>) -> bool {
        let Some(tiling) = self.tiling else {
            return false;
        };
        let scene = seating.scene;
        let changes = |place: TilePlace| {
            let part = tiling.region(place).part.padded(scene.radius);
            seats.iter().any(|seat| {
                part.contains((
                    f64::from(scene.x[*seat as usize]),
                    f64::from(scene.y[*seat as usize]),
                ))
            })
        };
        // An unfinished tile with a changed seat starts again.
        self.begun = self.begun.filter(|(place, _)| !changes(*place));
        let mut seen = false;
        for tile in self.laid.iter_mut().filter(|tile| !tile.old) {
            tile.old = changes(tile.place);
            seen |= tile.old;
        }
        seen
    }

    /// Removes all tiles.
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

    /// The grid of the tiles, or the grid that tiles around this viewport tile would have.
    fn tiling_of(&self, middle: &RenderRegion, viewport: &Viewport) -> Tiling {
        self.tiling
            .filter(|tiling| tiling.middle == *middle)
            .unwrap_or_else(|| Tiling::around(*middle, viewport.size()))
    }

    fn is_laid(&self, place: TilePlace) -> bool {
        self.laid.iter().any(|tile| tile.place == place)
    }
}
