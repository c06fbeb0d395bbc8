//! The drawing of each render job, within its time budget.

use web_sys::CanvasRenderingContext2d;

use super::{AnimationFrame, Renderer, TileProgress};
use crate::{
    camera::RenderRegion,
    measure::happened,
    page::{now_ms, pixel_ratio},
    paint::Scenery,
    raster::{job::DirtyParts, tiles::TileRequest, viewport_tile::ViewportTile},
};

/// The time budget for drawing in an animation frame, in milliseconds, while the map moves and
/// while it is still.
const MOVING_BUDGET_MS: f64 = 4.0;
const STILL_BUDGET_MS: f64 = 12.0;
/// The time budget for tiles. It is smaller, because handing over a tile costs the browser further
/// time that is not measured here.
const TILES_BUDGET_MS: f64 = 2.0;
/// The budget for the first viewport tile, in milliseconds. A longer one would show the hall a few
/// frames earlier, but a slow phone would not answer a tap meanwhile.
const FIRST_BUDGET_MS: f64 = 40.0;

impl Renderer {
    /// Starts another viewport tile for the target.
    pub(super) fn begin(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        if self.dirty.take(DirtyParts::ALL) {
            self.overview.forget();
        }
        self.dirty.take(DirtyParts::GROUND);
        self.back = TileProgress::Ground;
        self.began = frame.now;
        // Zooming returns to the same few scales; dragging stays at one scale.
        let shown = self.viewport_tiles[self.front].region();
        let zooms = frame.moving
            && !frame.gliding
            && shown.is_some_and(|shown| !shown.is_of_scale(&frame.target));
        let around = if zooms {
            RenderRegion::roughly_around
        } else {
            RenderRegion::around
        };
        let region = around(
            &frame.target,
            pixel_ratio(),
            scenery.scene.detail(&frame.target),
        );
        self.viewport_tiles[1 - self.front].begin(region);
    }

    /// Continues the viewport tile in progress. `begun`: it was started in this frame. When it is
    /// done, it replaces the current one, and its region is returned.
    pub(super) fn go_on(
        &mut self,
        frame: &AnimationFrame<'_>,
        scenery: &Scenery,
        begun: bool,
    ) -> Option<RenderRegion> {
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
        self.dirty.add(DirtyParts::BREATH);
        if first {
            happened("frontrow:drawn");
        }
        self.viewport_tiles[back].region()
    }

    /// Redraws the ground of the current viewport tile.
    pub(super) fn draw_ground_again(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        self.dirty.take(DirtyParts::GROUND);
        self.overview.outdated();
        let front = &mut self.viewport_tiles[self.front];
        front.wipe_ground();
        front.draw_ground(scenery, self.filter, self.area, (frame.told)());
    }

    /// Continues the overview within the budget for a still map. Returns true when there is more to
    /// draw.
    pub(super) fn draw_overview(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) -> bool {
        let mut home = frame.viewport;
        home.show_all();
        let region = RenderRegion::whole(&home, scenery.scene.detail(&home));
        let seating = scenery.seating(&self.statuses, self.filter);
        let (filter, area) = (self.filter, self.area);
        let ground =
            |tile: &mut ViewportTile| tile.draw_ground(scenery, filter, area, (frame.told)());
        self.overview.draw(
            region,
            &seating,
            &mut self.cache,
            ground,
            frame.now,
            &|| now_ms() - frame.now > STILL_BUDGET_MS,
        )
    }

    /// Draws tiles for what comes into view beyond the current viewport tile.
    pub(super) fn draw_tiles(&mut self, frame: &AnimationFrame<'_>, scenery: &Scenery) {
        let front = &self.viewport_tiles[self.front];
        let Some(shown) = front.region() else { return };
        let area = frame
            .viewport
            .view
            .with(&frame.far.view)
            .common(&scenery.scene.whole);
        let seating = scenery.seating(&self.statuses, self.filter);
        // Texts may cross from one tile to another, or to the viewport tile, so all of them show
        // the same counts.
        let (filter, chosen, told) = (self.filter, self.area, front.told());
        let ground = |ink: &CanvasRenderingContext2d, region: &RenderRegion| {
            scenery.ground(filter, chosen, told).draw(ink, region)
        };
        let enough = || now_ms() - frame.now > TILES_BUDGET_MS;
        let request = TileRequest {
            middle: &shown,
            area: &area,
            viewport: &frame.viewport,
        };
        self.tiles.draw(
            request,
            &seating,
            &mut self.cache,
            ground,
            self.quota,
            &enough,
        );
    }
}
