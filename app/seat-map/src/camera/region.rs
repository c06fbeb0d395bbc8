//! Render regions: which part of the plan a viewport tile shows, at which scale, and whether it
//! still fits the viewport.

use super::{detail::Detail, viewport::Viewport};
use crate::{geometry::Bounds, sums::power};

/// The margin of a viewport tile on each side, as a fraction of the element: the map moves this far
/// without drawing. All viewport tiles have one size, at any scale, so that the browser reuses
/// their memory.
const MARGIN: f64 = 0.25;
/// Scales that differ by less than this fraction count as equal.
const SAME: f64 = 0.002;
/// While the user zooms, viewport tiles are rendered only at this many scales per doubling.
const ROUGH_STEPS: f64 = 2.0;

/// How well a viewport tile must fit the viewport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// At the exact scale.
    Exact,
    /// Slightly scaled. That is good enough while the map moves.
    Rough,
    /// Scaled by more, and covering only a part of the view: for zooming on a slow device. The
    /// overview shows the rest.
    Coarse,
}

/// The part of the plan that a viewport tile or tile renders, and its scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RenderRegion {
    /// In plan units.
    pub(crate) part: Bounds,
    /// CSS pixels per plan unit.
    pub(crate) scale: f64,
    /// Device pixels per CSS pixel.
    pub(crate) dpr: f64,
    pub(crate) detail: Detail,
}

impl RenderRegion {
    /// The viewport with a margin, aligned to device pixels: an unscaled viewport tile is then as
    /// sharp as possible.
    pub(crate) fn around(viewport: &Viewport, dpr: f64, detail: Detail) -> Self {
        Self::at_scale(viewport.scale(), viewport, dpr, detail)
    }

    /// The region around the viewport while the user zooms. Its scale is rounded to one of a few
    /// scales, so that the sprite cache already has sprites for it next time.
    pub(crate) fn roughly_around(viewport: &Viewport, dpr: f64, detail: Detail) -> Self {
        // Prefer the smaller scale: it covers more of the hall, and nobody sees sharpness in
        // motion.
        let step = (viewport.scale().log2() * ROUGH_STEPS + 0.25).floor() / ROUGH_STEPS;
        Self::at_scale(power(2.0, step), viewport, dpr, detail)
    }

    /// The part that `home` shows, without a margin and at CSS pixels: for the overview.
    pub(crate) fn whole(home: &Viewport, detail: Detail) -> Self {
        Self {
            part: home.view,
            scale: home.scale(),
            dpr: 1.0,
            detail,
        }
    }

    fn at_scale(scale: f64, viewport: &Viewport, dpr: f64, detail: Detail) -> Self {
        let pixels = scale * dpr;
        let along = |side: f64, from: f64, length: f64| {
            let all = (side * (1.0 + 2.0 * MARGIN) * dpr).ceil();
            // The offset is whole pixels, so that an unscaled tile is aligned to the pixel grid.
            let before = ((all - length * pixels) / 2.0).round();
            (from - before / pixels, all / pixels)
        };
        let (view, (wide, high)) = (viewport.view, viewport.size());
        let ((x, width), (y, height)) = (
            along(wide, view.x, view.width),
            along(high, view.y, view.height),
        );
        Self {
            part: Bounds {
                x,
                y,
                width,
                height,
            },
            scale,
            dpr,
            detail,
        }
    }

    /// Device pixels per plan unit.
    pub(crate) fn pixels(&self) -> f64 {
        self.scale * self.dpr
    }

    /// Width and height of its canvas, in device pixels.
    pub(crate) fn size(&self) -> (u32, u32) {
        let pixels = |length: f64| (length * self.pixels()).round() as u32;
        (pixels(self.part.width), pixels(self.part.height))
    }

    /// Converts a point of the plan to canvas pixels.
    pub(crate) fn on_canvas(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            (x - self.part.x) * self.pixels(),
            (y - self.part.y) * self.pixels(),
        )
    }

    /// Converts a part of the plan to canvas pixels: left, top, width, height.
    pub(crate) fn box_on_canvas(&self, part: &Bounds) -> (f64, f64, f64, f64) {
        let (x, y) = self.on_canvas((part.x, part.y));
        (
            x,
            y,
            part.width * self.pixels(),
            part.height * self.pixels(),
        )
    }

    /// Whether it fits the viewport: it covers the visible part of the hall, and it is as sharp as
    /// `fit` demands.
    pub(crate) fn fits(&self, viewport: &Viewport, whole: &Bounds, fit: Fit) -> bool {
        let ratio = viewport.scale() / self.scale;
        match fit {
            Fit::Exact => self.is_of_scale(viewport) && self.covers(viewport, whole),
            Fit::Rough => (0.62..1.6).contains(&ratio) && self.covers(viewport, whole),
            // A drag stays at one scale, and must show seats.
            Fit::Coarse if (0.95..1.05).contains(&ratio) => self.covers(viewport, whole),
            Fit::Coarse => {
                let area = |bounds: Bounds| bounds.width.max(0.0) * bounds.height.max(0.0);
                let seen = viewport.view.common(whole);
                (0.42..2.4).contains(&ratio) && area(seen.common(&self.part)) >= 0.3 * area(seen)
            }
        }
    }

    /// Whether it has the viewport's scale, so that it is shown unscaled.
    pub(crate) fn is_of_scale(&self, viewport: &Viewport) -> bool {
        (viewport.scale() / self.scale - 1.0).abs() < SAME
    }

    /// Whether it covers the visible part of the hall.
    pub(crate) fn covers(&self, viewport: &Viewport, whole: &Bounds) -> bool {
        let seen = viewport.view.common(whole);
        seen.width <= 0.0 || seen.height <= 0.0 || self.part.covers(&seen)
    }

    /// Its position in the element and its zoom factor for this viewport: x and y in CSS pixels,
    /// then the factor.
    pub(crate) fn place(&self, viewport: &Viewport) -> (f64, f64, f64) {
        let ratio = viewport.scale() / self.scale;
        let (x, y) = viewport.on_screen((self.part.x, self.part.y));
        if self.is_of_scale(viewport) {
            let whole = |at: f64| (at * self.dpr).round() / self.dpr;
            (whole(x), whole(y), 1.0)
        } else {
            (x, y, ratio)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Bounds = Bounds {
        x: 0.0,
        y: 0.0,
        width: 2000.0,
        height: 1000.0,
    };

    fn close_look() -> Viewport {
        let mut viewport = Viewport::new(WHOLE, (401.0, 300.0));
        viewport.show(Bounds {
            x: 700.0,
            y: 300.0,
            width: 600.0,
            height: 400.0,
        });
        viewport
    }

    #[test]
    fn a_region_fits_its_own_viewport_exactly() {
        for dpr in [1.0, 1.25, 2.0, 3.0] {
            let viewport = close_look();
            let region = RenderRegion::around(&viewport, dpr, Detail::Seats);
            assert!(region.fits(&viewport, &WHOLE, Fit::Exact));
            let (x, y, factor) = region.place(&viewport);
            assert!(
                ((x * dpr).fract().abs() < 1e-6 && (y * dpr).fract().abs() < 1e-6) && factor == 1.0,
                "{x} {y} {factor}"
            );
        }
    }

    #[test]
    fn a_short_drag_needs_no_new_region_and_a_long_one_does() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 1.0, Detail::Seats);
        viewport.drag(-60.0, 20.0);
        assert!(
            region.fits(&viewport, &WHOLE, Fit::Rough)
                && region.fits(&viewport, &WHOLE, Fit::Exact)
        );
        viewport.drag(-200.0, 0.0);
        assert!(!region.fits(&viewport, &WHOLE, Fit::Rough));
    }

    #[test]
    fn all_regions_of_an_element_have_one_size() {
        let mut viewport = close_look();
        let sizes = (0..40).map(|_| {
            viewport.zoom_middle(1.02);
            RenderRegion::roughly_around(&viewport, 1.25, Detail::Seats).size()
        });
        let exact = RenderRegion::around(&close_look(), 1.25, Detail::Seats).size();
        assert!(sizes.into_iter().all(|size| size == exact));
    }

    #[test]
    fn a_scaled_region_fits_in_motion_and_not_at_rest() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 1.0, Detail::Seats);
        viewport.zoom_middle(1.3);
        assert!(
            region.fits(&viewport, &WHOLE, Fit::Rough)
                && !region.fits(&viewport, &WHOLE, Fit::Exact)
        );
        viewport.zoom_middle(1.3);
        assert!(!region.fits(&viewport, &WHOLE, Fit::Rough));
    }

    #[test]
    fn a_slow_device_keeps_the_region_for_longer_while_it_zooms() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 1.0, Detail::Seats);
        viewport.zoom_middle(0.5);
        assert!(
            !region.fits(&viewport, &WHOLE, Fit::Rough)
                && region.fits(&viewport, &WHOLE, Fit::Coarse)
        );
        let mut viewport = close_look();
        viewport.zoom_middle(2.0);
        assert!(
            region.fits(&viewport, &WHOLE, Fit::Coarse),
            "at twice the scale of the region"
        );
        let mut viewport = close_look();
        viewport.drag(-200.0, 0.0);
        assert!(
            !region.fits(&viewport, &WHOLE, Fit::Coarse),
            "a drag must show the seats that come into view"
        );
    }

    #[test]
    fn a_rough_region_fits_in_motion_and_has_one_of_few_scales() {
        let mut viewport = close_look();
        let mut scales: Vec<f64> = Vec::new();
        for _ in 0..40 {
            viewport.zoom_middle(1.02);
            let region = RenderRegion::roughly_around(&viewport, 1.0, Detail::Seats);
            assert!(region.fits(&viewport, &WHOLE, Fit::Rough));
            scales.push(region.scale);
        }
        scales.dedup();
        assert!(scales.len() <= 4, "{scales:?}");
    }

    #[test]
    fn a_point_on_the_canvas_lands_where_the_viewport_has_it() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 2.0, Detail::Seats);
        viewport.zoom_middle(1.2);
        let (left, top, factor) = region.place(&viewport);
        let (x, y) = region.on_canvas((1000.0, 500.0));
        let (wanted_x, wanted_y) = viewport.on_screen((1000.0, 500.0));
        assert!(
            (left + x / 2.0 * factor - wanted_x).abs() < 1e-6
                && (top + y / 2.0 * factor - wanted_y).abs() < 1e-6
        );
    }
}
