//! When what is drawn. While the map moves, the viewport tile that is there is moved and scaled as a whole; a new one is drawn behind it, a
//! part in each animation frame, and put in its place when it is done. A seat that changes is drawn again by itself. [`plan`] decides.

use domain::{AreaIndex, SeatStatus};
use web_sys::{CanvasRenderingContext2d, HtmlElement};

use super::{
    job::{Dirty, FrameInput, RenderJob, plan},
    overview::Overview,
    tiles::{Tiles, Wanted},
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

/// So long may pass until a seat that changes is seen to have changed, in milliseconds, while the map moves.
const UNSEEN_MS: f64 = 150.0;
/// How long drawing may take in one animation frame, in milliseconds: while the map moves, and while it is still.
const MOVING_BUDGET_MS: f64 = 4.0;
const STILL_BUDGET_MS: f64 = 12.0;
/// The same for tiles: a frame in which one is handed over costs the browser more than what is counted here.
const TILES_BUDGET_MS: f64 = 2.0;
/// The first picture is not made of parts, unless the hall is very large.
const FIRST_BUDGET_MS: f64 = 120.0;
/// At or below this many seats per animation frame the device is slow: while the map moves, it scales the viewport tile that is there. The
/// same holds above this many milliseconds for a viewport tile: it would come when the hand is elsewhere.
const SLOW: u32 = 1_000;
const SLOW_MS: f64 = 80.0;
/// When more seats than this change at once, all are drawn again.
const MANY: usize = 3_000;

/// An animation frame that is drawn.
pub(crate) struct AnimationFrame<'a> {
    /// On the page's clock, in milliseconds.
    pub(crate) now: f64,
    /// How long ago the one before was, in milliseconds; none after a rest.
    pub(crate) gap: Option<f64>,
    /// A hand moves the map, or it moves by itself.
    pub(crate) moving: bool,
    /// It glides to a place that is known.
    pub(crate) gliding: bool,
    /// What is seen now.
    pub(crate) viewport: Viewport,
    /// What is worth drawing.
    pub(crate) target: Viewport,
    /// What will be seen in a moment that is long enough for tiles to be drawn.
    pub(crate) far: Viewport,
    /// What is free in sections and areas.
    pub(crate) told: &'a dyn Fn() -> Option<Tally>,
}

/// What an animation frame has brought about.
pub(crate) struct FrameDrawn {
    /// There is more to draw.
    pub(crate) more: bool,
    /// Another viewport tile is shown, of this region.
    pub(crate) shown: Option<RenderRegion>,
}

/// How far the viewport tile behind the one that is shown has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Back {
    /// It is not being drawn.
    Idle,
    /// Its ground is yet to be drawn.
    Ground,
    /// Its seats are.
    Seats,
}

/// All that is drawn of the hall.
pub(crate) struct Renderer {
    /// What is moved and scaled as a whole: the viewport tiles, the tiles around them, and the markers.
    moved: HtmlElement,
    viewport_tiles: [ViewportTile; 2],
    /// Which of them is shown.
    front: usize,
    /// The other.
    back: Back,
    /// The whole hall, below that.
    overview: Overview,
    tiles: Tiles,
    /// Pictures of seats, for all of them.
    cache: SpriteCache,
    dirty: Dirty,
    /// What each seat is.
    statuses: Vec<SeatStatus>,
    filter: SeatFilter,
    /// The standing area that the buyer has chosen.
    area: Option<AreaIndex>,
    /// How many seats are drawn in one animation frame while the map moves: as many as do not make it stutter.
    quota: u32,
    /// When the viewport tile that is being drawn was begun, and how long the last took that was drawn while the map moved.
    began: f64,
    took: f64,
    /// When what is shown was last presented.
    presented: f64,
}

impl Renderer {
    /// Nothing is drawn yet of this number of seats, of which nothing is known either. None where the browser gives no canvas.
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
            back: Back::Idle,
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

    /// Where markers belong: it is moved with the seats.
    pub(crate) fn moved(&self) -> &HtmlElement {
        &self.moved
    }

    /// What each seat is, as it is drawn.
    pub(crate) fn statuses(&self) -> &[SeatStatus] {
        &self.statuses
    }

    /// What is told on the ground.
    pub(crate) fn ground<'a>(&self, scenery: &'a Scenery, tally: Option<&'a Tally>) -> Ground<'a> {
        scenery.ground(self.filter, self.area, tally)
    }

    /// Something is out of date.
    pub(crate) fn invalidate(&mut self, what: Dirty) {
        self.dirty.add(what);
    }

    /// Whether that is out of date; it is no longer, from here on.
    pub(crate) fn take(&mut self, what: Dirty) -> bool {
        self.dirty.take(what)
    }

    /// Dims every seat that this leaves out. False where it is what it was.
    pub(crate) fn set_filter(&mut self, filter: SeatFilter) -> bool {
        if self.filter == filter {
            return false;
        }
        self.filter = filter;
        self.dirty.add(Dirty::ALL);
        true
    }

    /// Another standing area is chosen, or none.
    pub(crate) fn choose_area(&mut self, area: Option<AreaIndex>) {
        if self.area != area {
            self.area = area;
            self.dirty.add(Dirty::GROUND);
        }
    }

    /// Takes in what seats are now. Those that were something else.
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

    /// Draws seats that have become something else, and no others. Whether any of them is seen.
    pub(crate) fn redraw(&mut self, changed: &[u32], scenery: &Scenery) -> bool {
        if changed.len() > MANY {
            self.dirty.add(Dirty::ALL);
            return false;
        }
        let seating = scenery.seating(&self.statuses, self.filter);
        self.overview.outdated();
        let mut seen = self.viewport_tiles[self.front].redraw(changed, &seating, &mut self.cache);
        seen |= self.tiles.redraw(changed, &seating);
        if self.back != Back::Idle {
            seen |= self.viewport_tiles[1 - self.front].redraw(changed, &seating, &mut self.cache);
        }
        if seen {
            self.dirty.add(Dirty::BREATH);
        }
        seen
    }

    /// Whether what is shown, or will be in a moment, tells what is free in each section: where seats are seen, it tells of areas alone.
    pub(crate) fn tells_of_sections(&self) -> bool {
        let tells = |tile: &ViewportTile| tile.region().is_none_or(|region| !region.detail.has_seats());
        tells(&self.viewport_tiles[self.front]) || (self.back != Back::Idle && tells(&self.viewport_tiles[1 - self.front]))
    }

    /// Draws some of what the frame needs.
    pub(crate) fn draw(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) -> FrameDrawn {
        let quota = self.next_quota(frame.gap);
        loop {
            let job = plan(&self.input(frame, scenery, quota));
            if job != RenderJob::Continue {
                self.back = Back::Idle;
            }
            if job == RenderJob::Tiles {
                self.draw_tiles(frame, scenery);
                return FrameDrawn { more: true, shown: None };
            }
            self.quota = quota;
            match job {
                RenderJob::Ground => self.draw_ground_again(frame, scenery),
                RenderJob::Overview => return FrameDrawn { more: self.draw_overview(frame, scenery), shown: None },
                RenderJob::Begin => {
                    self.begin(frame, scenery);
                    return FrameDrawn { more: true, shown: self.go_on(frame, scenery, true) };
                }
                RenderJob::Continue => return FrameDrawn { more: true, shown: self.go_on(frame, scenery, false) },
                RenderJob::Rest | RenderJob::Tiles => return FrameDrawn { more: false, shown: None },
            }
        }
    }

    /// Shows what is drawn where it belongs in this view.
    pub(crate) fn present(&mut self, frame: &AnimationFrame<'_>, whole: &Bounds) {
        let front = &mut self.viewport_tiles[self.front];
        // What changes while the map moves is seen a moment later, if it is in sight: many changes have all of the picture handed over.
        let in_sight = front.region().is_some_and(|shown| shown.part.distance(&frame.viewport.view) == 0.0);
        if front.is_unseen() && (!frame.moving || (in_sight && frame.now - self.presented > UNSEEN_MS)) {
            front.present();
            self.presented = frame.now;
        }
        let region = front.region();
        if let Some(region) = &region {
            place(&self.moved, region, &frame.viewport);
        }
        // One sees through the tiles as well.
        let above = region.as_ref().filter(|_| self.tiles.is_empty());
        self.overview.place(above, &frame.viewport, whole);
    }

    /// The map has come to rest: a viewport tile shows all that is seen.
    pub(crate) fn settle(&mut self) {
        self.tiles.clear();
    }

    /// Makes ready some of what tiles will be shown on. True when there is more to make ready.
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
            is_drawing: self.back != Back::Idle,
            back_fits,
            tiles_keep_up,
            overview_is_old: !viewport.shows_all() && self.overview.wants_drawing(*now),
        }
    }

    /// Begins another viewport tile, for the target.
    fn begin(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        if self.dirty.take(Dirty::ALL) {
            self.overview.forget();
        }
        self.dirty.take(Dirty::GROUND);
        self.back = Back::Ground;
        self.began = frame.now;
        // Zooming returns to the same scales; dragging stays at one scale.
        let shown = self.viewport_tiles[self.front].region();
        let zooms = frame.moving && !frame.gliding && shown.is_some_and(|shown| !shown.is_of_scale(&frame.target));
        let around = if zooms { RenderRegion::roughly_around } else { RenderRegion::around };
        let region = around(&frame.target, pixel_ratio(), scenery.scene.detail(&frame.target));
        self.viewport_tiles[1 - self.front].begin(region);
    }

    /// Goes on with that viewport tile, which may have `begun` in this frame. Its region when it is done, and shown in place of the other.
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
        // Each of these may be all that there is time for in one frame.
        if self.back == Back::Ground {
            if begun && enough() {
                return None;
            }
            self.back = Back::Seats;
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
        self.back = Back::Idle;
        self.dirty.add(Dirty::BREATH);
        if first {
            happened("frontrow:drawn");
        }
        self.viewport_tiles[back].region()
    }

    /// Draws the ground of the viewport tile that is shown again.
    fn draw_ground_again(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        self.dirty.take(Dirty::GROUND);
        self.overview.outdated();
        let front = &mut self.viewport_tiles[self.front];
        front.wipe_ground();
        front.draw_ground(scenery, self.filter, self.area, (frame.told)());
    }

    /// Draws the whole hall below the viewport tiles, as far as there is time: nobody looks at it now. True when there is more to draw.
    fn draw_overview(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) -> bool {
        let mut home = frame.viewport;
        home.show_all();
        let region = RenderRegion::whole(&home, scenery.scene.detail(&home));
        let seating = scenery.seating(&self.statuses, self.filter);
        let (filter, area) = (self.filter, self.area);
        let ground = |tile: &mut ViewportTile| tile.draw_ground(scenery, filter, area, (frame.told)());
        self.overview.draw(region, &seating, &mut self.cache, ground, frame.now, &|| now_ms() - frame.now > STILL_BUDGET_MS)
    }

    /// Draws what comes into sight beyond the viewport tile that is shown.
    fn draw_tiles(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        let front = &self.viewport_tiles[self.front];
        let Some(shown) = front.region() else { return };
        let area = frame.viewport.view.with(&frame.far.view).common(&scenery.scene.whole);
        let seating = scenery.seating(&self.statuses, self.filter);
        // Words may go from one tile to the other, or to the viewport tile: all of them tell the same.
        let (filter, chosen, told) = (self.filter, self.area, front.told());
        let ground = |ink: &CanvasRenderingContext2d, region: &RenderRegion| scenery.ground(filter, chosen, told).draw(ink, region);
        let enough = || now_ms() - frame.now > TILES_BUDGET_MS;
        let wanted = Wanted { middle: &shown, area: &area, viewport: &frame.viewport };
        self.tiles.draw(wanted, &seating, &mut self.cache, ground, self.quota, &enough);
    }
}
