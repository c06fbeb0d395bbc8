//! The renderer: decides with [`plan`] what each animation frame draws. While the map moves, the
//! current viewport tile is moved and scaled as a whole. The next one is drawn behind it, a part in
//! each animation frame, and replaces it when it is done. When a seat changes, only that seat is
//! redrawn.

mod changes;
mod frame;
mod jobs;

use domain::{AreaIndex, SeatStatus};
use web_sys::HtmlElement;

pub(crate) use self::frame::AnimationFrame;
use self::frame::FrameOutcome;
use super::{
    job::{DirtyParts, RenderJob, plan},
    overview::Overview,
    tiles::Tiles,
    viewport_tile::ViewportTile,
};
use crate::{
    camera::Viewport,
    geometry::Bounds,
    hall::{SeatFilter, Tally},
    paint::{Ground, Scenery, SpriteCache, division, place},
};

/// The maximum delay until a changed seat is shown while the map moves, in milliseconds.
const UNSEEN_MS: f64 = 150.0;

/// The progress of the viewport tile behind the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TileProgress {
    /// It is not being drawn.
    Idle,
    /// Its ground comes next.
    Ground,
    /// Its seats come next.
    Seats,
}

/// The drawn hall: its layers, and the state of their drawing.
pub(crate) struct Renderer {
    /// The element that is moved and scaled as a whole: viewport tiles, the tiles around them, and
    /// markers.
    moved: HtmlElement,
    viewport_tiles: [ViewportTile; 2],
    /// The index of the current viewport tile.
    front: usize,
    /// The progress of the other viewport tile.
    back: TileProgress,
    /// The whole hall, below the viewport tiles.
    overview: Overview,
    tiles: Tiles,
    /// The sprites, shared by all layers.
    cache: SpriteCache,
    dirty: DirtyParts,
    /// The status of each seat, as drawn.
    statuses: Vec<SeatStatus>,
    filter: SeatFilter,
    /// The standing area that the buyer has picked.
    area: Option<AreaIndex>,
    /// The number of seats to draw per animation frame while the map moves. It adapts, so that
    /// frames stay on time.
    quota: u32,
    /// When the viewport tile in progress was started.
    began: f64,
    /// How long the last viewport tile that was drawn in motion took.
    took: f64,
    /// When the current viewport tile was last presented.
    presented: f64,
}

impl Renderer {
    /// A renderer for this number of seats, whose statuses are not yet known. `None` if the browser
    /// has no 2D canvas.
    pub(crate) fn new(parent: &HtmlElement, seats: u32) -> Option<Self> {
        let stage = division("seat-map__stage")?;
        let _ = stage.set_attribute("aria-hidden", "true");
        parent.append_child(&stage).ok()?;
        let overview = Overview::new(&stage)?;
        let moved = division("seat-map__moved")?;
        stage.append_child(&moved).ok()?;
        let viewport_tiles = [ViewportTile::new(&moved)?, ViewportTile::new(&moved)?];
        let tiles = Tiles::new(&moved)?;
        let mut dirty = DirtyParts::ALL;
        dirty.add(DirtyParts::BREATH);
        dirty.add(DirtyParts::SPARE_TILES);
        Some(Self {
            moved,
            viewport_tiles,
            front: 0,
            back: TileProgress::Idle,
            overview,
            tiles,
            cache: SpriteCache::default(),
            dirty,
            statuses: vec![SeatStatus::Held; seats as usize],
            filter: SeatFilter::default(),
            area: None,
            quota: 1500,
            began: 0.0,
            took: 0.0,
            presented: 0.0,
        })
    }

    /// The element for markers: it moves with the seats.
    pub(crate) fn moved(&self) -> &HtmlElement {
        &self.moved
    }

    /// The status of each seat, as drawn.
    pub(crate) fn statuses(&self) -> &[SeatStatus] {
        &self.statuses
    }

    /// The ground with the current filter and this tally.
    pub(crate) fn ground<'a>(&self, scenery: &'a Scenery, tally: Option<&'a Tally>) -> Ground<'a> {
        scenery.ground(self.filter, self.area, tally)
    }

    /// Draws what `plan` chooses, within the frame's budget.
    pub(crate) fn draw(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) -> FrameOutcome {
        let quota = self.next_quota(frame.gap);
        loop {
            let job = plan(&self.input(frame, scenery, quota));
            if job != RenderJob::Continue {
                self.back = TileProgress::Idle;
            }
            if job == RenderJob::Tiles {
                self.draw_tiles(frame, scenery);
                return FrameOutcome {
                    more: true,
                    shown: None,
                };
            }
            self.quota = quota;
            match job {
                RenderJob::Ground => self.draw_ground_again(frame, scenery),
                RenderJob::Overview => {
                    return FrameOutcome {
                        more: self.draw_overview(frame, scenery),
                        shown: None,
                    };
                }
                RenderJob::Begin => {
                    self.begin(frame, scenery);
                    return FrameOutcome {
                        more: true,
                        shown: self.go_on(frame, scenery, true),
                    };
                }
                RenderJob::Continue => {
                    return FrameOutcome {
                        more: true,
                        shown: self.go_on(frame, scenery, false),
                    };
                }
                RenderJob::Rest | RenderJob::Tiles => {
                    return FrameOutcome {
                        more: false,
                        shown: None,
                    };
                }
            }
        }
    }

    /// Presents finished drawing, and positions the layers in the viewport.
    pub(crate) fn present(&mut self, frame: &AnimationFrame<'_>, whole: &Bounds) {
        let front = &mut self.viewport_tiles[self.front];
        // While the map moves, changes are presented a little later, and only if they are in view:
        // many changes make the browser present the whole layer again.
        let in_sight = front
            .region()
            .is_some_and(|shown| shown.part.distance(&frame.viewport.view) == 0.0);
        if front.is_unseen()
            && (!frame.moving || (in_sight && frame.now - self.presented > UNSEEN_MS))
        {
            front.present();
            self.presented = frame.now;
        }
        let region = front.region();
        if let Some(region) = &region {
            place(&self.moved, region, &frame.viewport);
        }
        // The overview would show through the translucent tiles.
        let above = region.as_ref().filter(|_| self.tiles.is_empty());
        self.overview.place(above, &frame.viewport, whole);
    }

    /// Removes the tiles once the map rests: the viewport tile then shows the whole view.
    pub(crate) fn settle(&mut self) {
        self.tiles.clear();
    }

    /// Prepares one spare tile layer. Returns true when more are missing.
    pub(crate) fn make_tiles_ready(&mut self, viewport: &Viewport) -> bool {
        let shown = self.viewport_tiles[self.front].region();
        shown.is_some_and(|middle| self.tiles.make_ready(&middle, viewport))
    }
}
