//! The renderer: decides with [`plan`] what each animation frame draws. While the map moves, the current viewport tile is moved and scaled
//! as a whole. The next one is drawn behind it, a part in each animation frame, and replaces it when it is done. A seat that changes is
//! redrawn by itself.

use domain::{AreaIndex, SeatStatus};
use web_sys::{CanvasRenderingContext2d, HtmlElement};

use super::{
    job::{Dirty, FrameInput, RenderJob, plan},
    overview::Overview,
    tiles::{TileRequest, Tiles},
    viewport_tile::ViewportTile,
};
use crate::{
    camera::{Fit, RenderRegion, Viewport},
    geometry::Bounds,
    hall::{SeatFilter, Tally},
    measure::happened,
    page::{now_ms, pixel_ratio},
    paint::{Ground, Scenery, SpriteCache, division, place},
};

/// The maximum delay until a changed seat is shown while the map moves, in milliseconds.
const UNSEEN_MS: f64 = 150.0;
/// The time budget for drawing in an animation frame, in milliseconds, while the map moves and while it is still.
const MOVING_BUDGET_MS: f64 = 4.0;
const STILL_BUDGET_MS: f64 = 12.0;
/// The time budget for tiles. It is smaller, because handing over a tile costs the browser further time that is not measured here.
const TILES_BUDGET_MS: f64 = 2.0;
/// The budget for the first viewport tile, in milliseconds: it appears all at once, unless the hall is very large.
const FIRST_BUDGET_MS: f64 = 120.0;
/// Below this many seats per animation frame, or above this render time of a viewport tile in milliseconds, the device is slow: while the
/// map moves, it scales the current viewport tile for longer, because a new one would come too late.
const SLOW: u32 = 1_000;
const SLOW_MS: f64 = 80.0;
/// When more seats than this change at once, everything is redrawn.
const MANY: usize = 3_000;

/// The state of the map in an animation frame.
pub(crate) struct AnimationFrame<'a> {
    /// On the page's clock, in milliseconds.
    pub(crate) now: f64,
    /// The time since the previous animation frame, in milliseconds; `None` after a rest.
    pub(crate) gap: Option<f64>,
    /// A hand, a glide or a fling moves the map.
    pub(crate) moving: bool,
    /// A glide runs to a known target.
    pub(crate) gliding: bool,
    /// The current viewport.
    pub(crate) viewport: Viewport,
    /// The viewport to render for.
    pub(crate) target: Viewport,
    /// The viewport to draw tiles for, far enough ahead that they are done in time.
    pub(crate) far: Viewport,
    /// Reads the counts of free places, for the ground.
    pub(crate) told: &'a dyn Fn() -> Option<Tally>,
}

/// The result of an animation frame.
pub(crate) struct FrameOutcome {
    /// Whether there is more to draw.
    pub(crate) more: bool,
    /// The region of the viewport tile that has just replaced the old one, if any.
    pub(crate) shown: Option<RenderRegion>,
}

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

/// Everything that is drawn of the hall.
pub(crate) struct Renderer {
    /// The element that is moved and scaled as a whole: viewport tiles, the tiles around them, and markers.
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
    dirty: Dirty,
    /// The status of each seat, as drawn.
    statuses: Vec<SeatStatus>,
    filter: SeatFilter,
    /// The standing area that the buyer has picked.
    area: Option<AreaIndex>,
    /// The number of seats to draw per animation frame while the map moves. It adapts, so that frames stay on time.
    quota: u32,
    /// When the viewport tile in progress was started.
    began: f64,
    /// How long the last viewport tile that was drawn in motion took.
    took: f64,
    /// When the current viewport tile was last presented.
    presented: f64,
}

impl Renderer {
    /// A renderer for this number of seats, of which no status is known. `None` if the browser has no 2D canvas.
    pub(crate) fn new(parent: &HtmlElement, seats: u32) -> Option<Self> {
        let stage = division("seat-map__stage")?;
        let _ = stage.set_attribute("aria-hidden", "true");
        parent.append_child(&stage).ok()?;
        let overview = Overview::new(&stage)?;
        let moved = division("seat-map__moved")?;
        stage.append_child(&moved).ok()?;
        let viewport_tiles = [ViewportTile::new(&moved)?, ViewportTile::new(&moved)?];
        let tiles = Tiles::new(&moved)?;
        let mut dirty = Dirty::ALL;
        dirty.add(Dirty::BREATH);
        dirty.add(Dirty::SPARE_TILES);
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

    /// Marks parts as dirty.
    pub(crate) fn invalidate(&mut self, what: Dirty) {
        self.dirty.add(what);
    }

    /// Removes parts from the dirty set. Returns whether any was dirty.
    pub(crate) fn take(&mut self, what: Dirty) -> bool {
        self.dirty.take(what)
    }

    /// Dims the seats that the filter leaves out. Returns false if the filter is unchanged.
    pub(crate) fn set_filter(&mut self, filter: SeatFilter) -> bool {
        if self.filter == filter {
            return false;
        }
        self.filter = filter;
        self.dirty.add(Dirty::ALL);
        true
    }

    /// Records that the buyer has picked another standing area, or none.
    pub(crate) fn choose_area(&mut self, area: Option<AreaIndex>) {
        if self.area != area {
            self.area = area;
            self.dirty.add(Dirty::GROUND);
        }
    }

    /// Updates seat statuses. Returns the seats that changed.
    pub(crate) fn take_in(&mut self, statuses: impl Iterator<Item = (usize, SeatStatus)>) -> Vec<u32> {
        let mut changed = Vec::new();
        for (seat, status) in statuses {
            if let Some(known) = self.statuses.get_mut(seat).filter(|known| **known != status) {
                *known = status;
                changed.push(seat as u32);
            }
        }
        changed
    }

    /// Redraws only the changed seats. Returns whether any of them is on a layer that is shown or in progress.
    pub(crate) fn redraw(&mut self, changed: &[u32], scenery: &Scenery) -> bool {
        if changed.len() > MANY {
            self.dirty.add(Dirty::ALL);
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
            self.dirty.add(Dirty::BREATH);
        }
        seen
    }

    /// Whether the current viewport tile, or the one in progress, shows section counts. At seat zoom, the ground shows only area counts.
    pub(crate) fn tells_of_sections(&self) -> bool {
        let tells = |tile: &ViewportTile| tile.region().is_none_or(|region| !region.detail.has_seats());
        tells(&self.viewport_tiles[self.front]) || (self.back != TileProgress::Idle && tells(&self.viewport_tiles[1 - self.front]))
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
                return FrameOutcome { more: true, shown: None };
            }
            self.quota = quota;
            match job {
                RenderJob::Ground => self.draw_ground_again(frame, scenery),
                RenderJob::Overview => return FrameOutcome { more: self.draw_overview(frame, scenery), shown: None },
                RenderJob::Begin => {
                    self.begin(frame, scenery);
                    return FrameOutcome { more: true, shown: self.go_on(frame, scenery, true) };
                }
                RenderJob::Continue => return FrameOutcome { more: true, shown: self.go_on(frame, scenery, false) },
                RenderJob::Rest | RenderJob::Tiles => return FrameOutcome { more: false, shown: None },
            }
        }
    }

    /// Presents finished drawing, and positions the layers in the viewport.
    pub(crate) fn present(&mut self, frame: &AnimationFrame<'_>, whole: &Bounds) {
        let front = &mut self.viewport_tiles[self.front];
        // While the map moves, changes may be presented a little later, and only if they are in view: many changes present the whole layer
        // again.
        let in_sight = front.region().is_some_and(|shown| shown.part.distance(&frame.viewport.view) == 0.0);
        if front.is_unseen() && (!frame.moving || (in_sight && frame.now - self.presented > UNSEEN_MS)) {
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

    fn next_quota(&self, gap: Option<f64>) -> u32 {
        match gap {
            None => self.quota,
            Some(gap) if gap > 20.0 => (self.quota * 3 / 4).max(200),
            Some(_) => (self.quota + 100).min(5_000),
        }
    }

    fn input(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery, quota: u32) -> FrameInput {
        let AnimationFrame { now, moving, gliding, viewport, target, .. } = frame;
        let whole = &scenery.scene.whole;
        let (dpr, detail) = (pixel_ratio(), scenery.scene.detail(target));
        let fits = |tile: &ViewportTile, fit: Fit| {
            tile.region().is_some_and(|region| {
                let detailed = if fit == Fit::Coarse { region.detail.has_seats() == detail.has_seats() } else { region.detail == detail };
                region.dpr == dpr && detailed && region.does_for(target, whole, fit)
            })
        };
        let roughly = *moving && !*gliding;
        let fit = match roughly {
            false => Fit::Exact,
            true if (quota < SLOW || self.took > SLOW_MS) && self.overview.is_drawn() => Fit::Coarse,
            true => Fit::Rough,
        };
        let (front, back) = (&self.viewport_tiles[self.front], &self.viewport_tiles[1 - self.front]);
        let (front_fits, back_fits) = (fits(front, fit), fits(back, Fit::Rough));
        let is_alike = |shown: &RenderRegion| shown.dpr == dpr && shown.detail == detail && shown.is_of_scale(target);
        let alike = front.region().filter(|shown| roughly && !self.dirty.has(Dirty::ALL) && is_alike(shown));
        let tiles_keep_up = alike.is_some_and(|shown| self.tiles.keep_up(&shown, viewport, whole));
        if alike.is_some() && !tiles_keep_up {
            self.tiles.clear();
        }
        FrameInput {
            dirty: self.dirty,
            moving: *moving,
            gliding: *gliding,
            front_fits,
            is_drawing: self.back != TileProgress::Idle,
            back_fits,
            tiles_keep_up,
            overview_is_old: !viewport.shows_all() && self.overview.wants_drawing(*now),
        }
    }

    /// Starts another viewport tile for the target.
    fn begin(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        if self.dirty.take(Dirty::ALL) {
            self.overview.forget();
        }
        self.dirty.take(Dirty::GROUND);
        self.back = TileProgress::Ground;
        self.began = frame.now;
        // Zooming returns to the same few scales; dragging stays at one scale.
        let shown = self.viewport_tiles[self.front].region();
        let zooms = frame.moving && !frame.gliding && shown.is_some_and(|shown| !shown.is_of_scale(&frame.target));
        let around = if zooms { RenderRegion::roughly_around } else { RenderRegion::around };
        let region = around(&frame.target, pixel_ratio(), scenery.scene.detail(&frame.target));
        self.viewport_tiles[1 - self.front].begin(region);
    }

    /// Continues the viewport tile in progress, which may have `begun` in this frame. When it is done, it replaces the current one, and its
    /// region is returned.
    fn go_on(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery, begun: bool) -> Option<RenderRegion> {
        let back = 1 - self.front;
        let first = self.viewport_tiles[self.front].region().is_none();
        let budget = match (first, frame.moving) {
            (true, _) => FIRST_BUDGET_MS,
            (_, true) => MOVING_BUDGET_MS,
            (_, false) => STILL_BUDGET_MS,
        };
        let quota = if frame.moving { self.quota } else { u32::MAX };
        let enough = || now_ms() - frame.now > budget;
        // Each of these steps alone may use up the budget.
        if self.back == TileProgress::Ground {
            if begun && enough() {
                return None;
            }
            self.back = TileProgress::Seats;
            self.viewport_tiles[back].draw_ground(scenery, self.filter, self.area, (frame.told)());
            if enough() {
                return None;
            }
        }
        let seating = scenery.seating(&self.statuses, self.filter);
        let done = self.viewport_tiles[back].draw_some(&seating, &mut self.cache, quota, &enough);
        if !done || enough() {
            return None;
        }
        self.viewport_tiles[back].develop(None);
        self.presented = frame.now;
        if frame.moving {
            self.took = now_ms() - self.began;
        }
        self.viewport_tiles[self.front].show(false);
        self.tiles.clear();
        self.front = back;
        self.viewport_tiles[back].show(true);
        self.back = TileProgress::Idle;
        self.dirty.add(Dirty::BREATH);
        if first {
            happened("frontrow:drawn");
        }
        self.viewport_tiles[back].region()
    }

    /// Redraws the ground of the current viewport tile.
    fn draw_ground_again(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        self.dirty.take(Dirty::GROUND);
        self.overview.outdated();
        let front = &mut self.viewport_tiles[self.front];
        front.wipe_ground();
        front.draw_ground(scenery, self.filter, self.area, (frame.told)());
    }

    /// Continues the overview within the budget for a still map. Returns true when there is more to draw.
    fn draw_overview(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) -> bool {
        let mut home = frame.viewport;
        home.show_all();
        let region = RenderRegion::whole(&home, scenery.scene.detail(&home));
        let seating = scenery.seating(&self.statuses, self.filter);
        let (filter, area) = (self.filter, self.area);
        let ground = |tile: &mut ViewportTile| tile.draw_ground(scenery, filter, area, (frame.told)());
        self.overview.draw(region, &seating, &mut self.cache, ground, frame.now, &|| now_ms() - frame.now > STILL_BUDGET_MS)
    }

    /// Draws tiles for what comes into view beyond the current viewport tile.
    fn draw_tiles(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        let front = &self.viewport_tiles[self.front];
        let Some(shown) = front.region() else { return };
        let area = frame.viewport.view.with(&frame.far.view).common(&scenery.scene.whole);
        let seating = scenery.seating(&self.statuses, self.filter);
        // Texts may cross from one tile to another, or to the viewport tile, so all of them show the same counts.
        let (filter, chosen, told) = (self.filter, self.area, front.told());
        let ground = |ink: &CanvasRenderingContext2d, region: &RenderRegion| scenery.ground(filter, chosen, told).draw(ink, region);
        let enough = || now_ms() - frame.now > TILES_BUDGET_MS;
        let request = TileRequest { middle: &shown, area: &area, viewport: &frame.viewport };
        self.tiles.draw(request, &seating, &mut self.cache, ground, self.quota, &enough);
    }
}
