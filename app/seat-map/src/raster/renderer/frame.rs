//! An animation frame: its state, its outcome, and the inputs with which `plan` chooses its job.

use super::{Renderer, TileProgress};
use crate::{
    camera::{Fit, RenderRegion, Viewport},
    hall::Tally,
    page::pixel_ratio,
    paint::Scenery,
    raster::{
        job::{DirtyParts, FrameInput},
        viewport_tile::ViewportTile,
    },
};

/// Below this many seats per animation frame, or above this render time of a viewport tile in
/// milliseconds, the device is slow: while the map moves, it scales the current viewport tile for
/// longer, because a new one would come too late.
const SLOW: u32 = 1_000;
const SLOW_MS: f64 = 80.0;

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

impl Renderer {
    /// The number of seats to draw in this frame while the map moves.
    pub(super) fn next_quota(&self, gap: Option<f64>) -> u32 {
        match gap {
            None => self.quota,
            Some(gap) if gap > 20.0 => (self.quota * 3 / 4).max(200),
            Some(_) => (self.quota + 100).min(5_000),
        }
    }

    /// The inputs of `plan`. Removes tiles that do not keep up.
    pub(super) fn input(
        &mut self,
        frame: &AnimationFrame<'_>,
        scenery: &Scenery,
        quota: u32,
    ) -> FrameInput {
        let AnimationFrame {
            now,
            moving,
            gliding,
            viewport,
            target,
            ..
        } = frame;
        let whole = &scenery.scene.whole;
        let (dpr, detail) = (pixel_ratio(), scenery.scene.detail(target));
        let fits = |tile: &ViewportTile, fit: Fit| {
            tile.region().is_some_and(|region| {
                let detailed = if fit == Fit::Coarse {
                    region.detail.has_seats() == detail.has_seats()
                } else {
                    region.detail == detail
                };
                region.dpr == dpr && detailed && region.fits(target, whole, fit)
            })
        };
        let roughly = *moving && !*gliding;
        let fit = match roughly {
            false => Fit::Exact,
            true if (quota < SLOW || self.took > SLOW_MS) && self.overview.is_drawn() => {
                Fit::Coarse
            }
            true => Fit::Rough,
        };
        let (front, back) = (
            &self.viewport_tiles[self.front],
            &self.viewport_tiles[1 - self.front],
        );
        let (front_fits, back_fits) = (fits(front, fit), fits(back, Fit::Rough));
        let is_alike = |shown: &RenderRegion| {
            shown.dpr == dpr && shown.detail == detail && shown.is_of_scale(target)
        };
        let alike = front
            .region()
            .filter(|shown| roughly && !self.dirty.has(DirtyParts::ALL) && is_alike(shown));
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
}
