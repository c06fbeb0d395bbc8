//! What a viewport tile shows: which part of the plan, how large, and whether it still does for what is looked at.

use super::{detail::Detail, viewport::Viewport};
use crate::{geometry::Bounds, sums::power};

/// How much larger than the element a viewport tile is on each side: so far the map can be moved without drawing anything. All are of one
/// size, at whatever scale they are drawn, so that the browser uses their memory again.
const MARGIN: f64 = 0.25;
/// Scales that differ by less than this share are the same.
const SAME: f64 = 0.002;
/// Scales at which is drawn while one zooms, from one to twice as close.
const ROUGH_STEPS: f64 = 2.0;

/// How well a viewport tile must fit what is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// To the pixel.
    Exact,
    /// Scaled by a little: nothing that moves is seen sharply.
    Rough,
    /// Scaled by more, and less than all of the view: for zooming where pictures come slowly. What is beyond it is seen on the viewport
    /// tile of the whole hall below.
    Coarse,
}

/// A part of the plan as it is drawn on a viewport tile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RenderRegion {
    /// The part.
    pub(crate) part: Bounds,
    /// Pixels of the page for a plan unit.
    pub(crate) scale: f64,
    /// Pixels of the device for one of the page.
    pub(crate) dpr: f64,
    pub(crate) detail: Detail,
}

impl RenderRegion {
    /// What is looked at and a margin around it, on whole pixels of the device: a viewport tile that is not scaled is as sharp as it can
    /// be.
    pub(crate) fn around(viewport: &Viewport, dpr: f64, detail: Detail) -> Self {
        Self::at_scale(viewport.scale(), viewport, dpr, detail)
    }

    /// The same for a moment of zooming: at one of few scales near the view's, so that what is needed for it is there the next time.
    pub(crate) fn roughly_around(viewport: &Viewport, dpr: f64, detail: Detail) -> Self {
        // Rather smaller than larger: it shows more of the hall, and nothing that moves is seen sharply.
        let step = (viewport.scale().log2() * ROUGH_STEPS + 0.25).floor() / ROUGH_STEPS;
        Self::at_scale(power(2.0, step), viewport, dpr, detail)
    }

    /// All that this view shows and nothing more, at the page's own pixels: what lies below everything while one zooms.
    pub(crate) fn whole(home: &Viewport, detail: Detail) -> Self {
        Self { part: home.view, scale: home.scale(), dpr: 1.0, detail }
    }

    fn at_scale(scale: f64, viewport: &Viewport, dpr: f64, detail: Detail) -> Self {
        let pixels = scale * dpr;
        let along = |side: f64, from: f64, length: f64| {
            let all = (side * (1.0 + 2.0 * MARGIN) * dpr).ceil();
            // Whole pixels away from what is seen, so that what is not scaled falls on whole pixels too.
            let before = ((all - length * pixels) / 2.0).round();
            (from - before / pixels, all / pixels)
        };
        let (view, (wide, high)) = (viewport.view, viewport.size());
        let ((x, width), (y, height)) = (along(wide, view.x, view.width), along(high, view.y, view.height));
        Self { part: Bounds { x, y, width, height }, scale, dpr, detail }
    }

    /// Pixels of the device for a plan unit.
    pub(crate) fn pixels(&self) -> f64 {
        self.scale * self.dpr
    }

    /// Width and height of its canvas.
    pub(crate) fn size(&self) -> (u32, u32) {
        let pixels = |length: f64| (length * self.pixels()).round() as u32;
        (pixels(self.part.width), pixels(self.part.height))
    }

    /// Where a point of the plan lies on its canvas.
    pub(crate) fn on_canvas(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.part.x) * self.pixels(), (y - self.part.y) * self.pixels())
    }

    /// Where a part of the plan lies on its canvas: left, top, width, height.
    pub(crate) fn box_on_canvas(&self, part: &Bounds) -> (f64, f64, f64, f64) {
        let (x, y) = self.on_canvas((part.x, part.y));
        (x, y, part.width * self.pixels(), part.height * self.pixels())
    }

    /// Whether it does for this view: all that there is in sight is on it, as sharp as it must be.
    pub(crate) fn does_for(&self, viewport: &Viewport, whole: &Bounds, fit: Fit) -> bool {
        let ratio = viewport.scale() / self.scale;
        match fit {
            Fit::Exact => self.is_of_scale(viewport) && self.covers(viewport, whole),
            Fit::Rough => (0.62..1.6).contains(&ratio) && self.covers(viewport, whole),
            // Dragging stays at one scale, and must show seats.
            Fit::Coarse if (0.95..1.05).contains(&ratio) => self.covers(viewport, whole),
            Fit::Coarse => {
                let area = |bounds: Bounds| bounds.width.max(0.0) * bounds.height.max(0.0);
                let seen = viewport.view.common(whole);
                (0.42..2.4).contains(&ratio) && area(seen.common(&self.part)) >= 0.3 * area(seen)
            }
        }
    }

    /// Whether it is of the view's own scale, so that nothing of it is scaled.
    pub(crate) fn is_of_scale(&self, viewport: &Viewport) -> bool {
        (viewport.scale() / self.scale - 1.0).abs() < SAME
    }

    /// Whether all that there is in sight is on it.
    pub(crate) fn covers(&self, viewport: &Viewport, whole: &Bounds) -> bool {
        let seen = viewport.view.common(whole);
        seen.width <= 0.0 || seen.height <= 0.0 || self.part.covers(&seen)
    }

    /// Where the viewport tile lies in the element and how much it is scaled, for this view: x, y in pixels of the page, factor.
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

    const WHOLE: Bounds = Bounds { x: 0.0, y: 0.0, width: 2000.0, height: 1000.0 };

    fn close_look() -> Viewport {
        let mut viewport = Viewport::new(WHOLE, (401.0, 300.0));
        viewport.show(Bounds { x: 700.0, y: 300.0, width: 600.0, height: 400.0 });
        viewport
    }

    #[test]
    fn a_region_does_for_its_own_view_at_rest() {
        for dpr in [1.0, 1.25, 2.0, 3.0] {
            let viewport = close_look();
            let region = RenderRegion::around(&viewport, dpr, Detail::Seats);
            assert!(region.does_for(&viewport, &WHOLE, Fit::Exact));
            let (x, y, factor) = region.place(&viewport);
            assert!(((x * dpr).fract().abs() < 1e-6 && (y * dpr).fract().abs() < 1e-6) && factor == 1.0, "{x} {y} {factor}");
        }
    }

    #[test]
    fn a_short_way_needs_no_drawing_and_a_long_one_does() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 1.0, Detail::Seats);
        viewport.drag(-60.0, 20.0);
        assert!(region.does_for(&viewport, &WHOLE, Fit::Rough) && region.does_for(&viewport, &WHOLE, Fit::Exact));
        viewport.drag(-200.0, 0.0);
        assert!(!region.does_for(&viewport, &WHOLE, Fit::Rough));
    }

    #[test]
    fn all_regions_of_an_element_are_of_one_size() {
        let mut viewport = close_look();
        let sizes = (0..40).map(|_| {
            viewport.zoom_middle(1.02);
            RenderRegion::roughly_around(&viewport, 1.25, Detail::Seats).size()
        });
        let exact = RenderRegion::around(&close_look(), 1.25, Detail::Seats).size();
        assert!(sizes.into_iter().all(|size| size == exact));
    }

    #[test]
    fn a_scaled_region_does_while_one_moves_and_no_longer() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 1.0, Detail::Seats);
        viewport.zoom_middle(1.3);
        assert!(region.does_for(&viewport, &WHOLE, Fit::Rough) && !region.does_for(&viewport, &WHOLE, Fit::Exact));
        viewport.zoom_middle(1.3);
        assert!(!region.does_for(&viewport, &WHOLE, Fit::Rough));
    }

    #[test]
    fn who_zooms_on_a_slow_machine_sees_the_same_region_for_longer() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 1.0, Detail::Seats);
        viewport.zoom_middle(0.5);
        assert!(!region.does_for(&viewport, &WHOLE, Fit::Rough) && region.does_for(&viewport, &WHOLE, Fit::Coarse));
        let mut viewport = close_look();
        viewport.zoom_middle(2.0);
        assert!(region.does_for(&viewport, &WHOLE, Fit::Coarse), "twice as close as it was drawn for");
        let mut viewport = close_look();
        viewport.drag(-200.0, 0.0);
        assert!(!region.does_for(&viewport, &WHOLE, Fit::Coarse), "dragging shows what comes");
    }

    #[test]
    fn a_rough_region_does_while_one_moves_and_has_one_of_few_scales() {
        let mut viewport = close_look();
        let mut scales: Vec<f64> = Vec::new();
        for _ in 0..40 {
            viewport.zoom_middle(1.02);
            let region = RenderRegion::roughly_around(&viewport, 1.0, Detail::Seats);
            assert!(region.does_for(&viewport, &WHOLE, Fit::Rough));
            scales.push(region.scale);
        }
        scales.dedup();
        assert!(scales.len() <= 4, "{scales:?}");
    }

    #[test]
    fn a_point_of_the_plan_is_where_the_region_puts_it() {
        let mut viewport = close_look();
        let region = RenderRegion::around(&viewport, 2.0, Detail::Seats);
        viewport.zoom_middle(1.2);
        let (left, top, factor) = region.place(&viewport);
        let (x, y) = region.on_canvas((1000.0, 500.0));
        let (wanted_x, wanted_y) = viewport.on_screen((1000.0, 500.0));
        assert!((left + x / 2.0 * factor - wanted_x).abs() < 1e-6 && (top + y / 2.0 * factor - wanted_y).abs() < 1e-6);
    }
}
