//! What a sheet shows: which part of the plan, how large, and whether it still does for what is looked at.

use super::{detail::Detail, geometry::Bounds, viewport::Viewport};

/// How much more than the element a sheet shows on each side of its middle, which may lie ahead of what is seen: so far the map can be
/// moved without drawing anything. All of them make sheets of about the same area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Margin {
    /// As much on each side.
    #[default]
    Even,
    /// More to the left and right: for a hand that goes there.
    Across,
    /// More above and below.
    Down,
}

impl Margin {
    /// Shares of the element's width and height.
    pub(super) fn shares(self) -> (f64, f64) {
        match self {
            Self::Even => (0.25, 0.25),
            Self::Across => (0.36, 0.15),
            Self::Down => (0.15, 0.36),
        }
    }
}

/// Scales at which is drawn while one zooms, from one to twice as close.
const ROUGH_STEPS: f64 = 2.0;

/// How well a sheet must fit what is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// To the pixel.
    Exact,
    /// Scaled by a little: nothing that moves is seen sharply.
    Rough,
    /// Scaled by more, and less than all of the view: for who zooms where pictures come slowly. What is beyond it is seen on the sheet of
    /// the whole hall below.
    Coarse,
}

/// A part of the plan as it is drawn on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Excerpt {
    /// The part.
    pub(super) part: Bounds,
    /// Pixels of the page for a plan unit.
    pub(super) scale: f64,
    /// Pixels of the device for one of the page.
    pub(super) dpr: f64,
    pub(super) detail: Detail,
}

impl Excerpt {
    /// What is looked at and a margin around it, on whole pixels of the device: a sheet that is not scaled is as sharp as it can be.
    pub(super) fn around(viewport: &Viewport, margin: Margin, dpr: f64, detail: Detail) -> Self {
        Self::at_scale(viewport.scale(), viewport, margin, dpr, detail)
    }

    /// The same for a moment of zooming: at one of few scales near the view's, so that what is needed for it is there the next time.
    pub(super) fn roughly_around(viewport: &Viewport, margin: Margin, dpr: f64, detail: Detail) -> Self {
        // Rather smaller than larger: it is less to draw, and nothing that moves is seen sharply.
        let step = (viewport.scale().log2() * ROUGH_STEPS + 0.25).floor() / ROUGH_STEPS;
        Self::at_scale(step.exp2(), viewport, margin, dpr, detail)
    }

    /// All that this view shows and nothing more, at the page's own pixels: what lies below everything while one zooms.
    pub(super) fn whole(home: &Viewport, detail: Detail) -> Self {
        Self { part: home.view, scale: home.scale(), dpr: 1.0, detail }
    }

    fn at_scale(scale: f64, viewport: &Viewport, margin: Margin, dpr: f64, detail: Detail) -> Self {
        let view = viewport.view;
        let snap = |length: f64| (length * scale * dpr).ceil() / (scale * dpr);
        let (across, down) = margin.shares();
        let (wide, high) = (snap(view.width * across), snap(view.height * down));
        let part =
            Bounds { x: view.x - wide, y: view.y - high, width: snap(view.width) + 2.0 * wide, height: snap(view.height) + 2.0 * high };
        Self { part, scale, dpr, detail }
    }

    /// Pixels of the device for a plan unit.
    pub(super) fn pixels(&self) -> f64 {
        self.scale * self.dpr
    }

    /// Width and height of its canvas.
    pub(super) fn size(&self) -> (u32, u32) {
        let pixels = |length: f64| (length * self.pixels()).round() as u32;
        (pixels(self.part.width), pixels(self.part.height))
    }

    /// Where a point of the plan lies on its canvas.
    pub(super) fn on_canvas(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.part.x) * self.pixels(), (y - self.part.y) * self.pixels())
    }

    /// Whether it does for this view: all that there is in sight is on it, as sharp as it must be.
    pub(super) fn does_for(&self, viewport: &Viewport, whole: &Bounds, fit: Fit) -> bool {
        let ratio = viewport.scale() / self.scale;
        match fit {
            Fit::Exact => (ratio - 1.0).abs() < 0.002 && self.covers(viewport, whole),
            Fit::Rough => (0.62..1.6).contains(&ratio) && self.covers(viewport, whole),
            // Who drags stays at one scale, and is to see seats.
            Fit::Coarse if (0.95..1.05).contains(&ratio) => self.covers(viewport, whole),
            Fit::Coarse => {
                let area = |bounds: Bounds| bounds.width.max(0.0) * bounds.height.max(0.0);
                let seen = viewport.view.common(whole);
                (0.42..2.4).contains(&ratio) && area(seen.common(&self.part)) >= 0.3 * area(seen)
            }
        }
    }

    /// Whether all that there is in sight is on it.
    pub(super) fn covers(&self, viewport: &Viewport, whole: &Bounds) -> bool {
        let seen = viewport.view.common(whole);
        seen.width <= 0.0 || seen.height <= 0.0 || self.part.covers(&seen)
    }

    /// Where the sheet lies in the element and how much it is scaled, for this view: x, y in pixels of the page, factor.
    pub(super) fn place(&self, viewport: &Viewport) -> (f64, f64, f64) {
        let ratio = viewport.scale() / self.scale;
        let (x, y) = viewport.on_screen((self.part.x, self.part.y));
        if (ratio - 1.0).abs() < 0.002 {
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
    fn a_sheet_does_for_its_own_view_at_rest() {
        for dpr in [1.0, 1.25, 2.0, 3.0] {
            let viewport = close_look();
            let sheet = Excerpt::around(&viewport, Margin::Even, dpr, Detail::Seats);
            assert!(sheet.does_for(&viewport, &WHOLE, Fit::Exact));
            let (x, y, factor) = sheet.place(&viewport);
            assert!(((x * dpr).fract().abs() < 1e-6 && (y * dpr).fract().abs() < 1e-6) && factor == 1.0, "{x} {y} {factor}");
        }
    }

    #[test]
    fn a_short_way_needs_no_drawing_and_a_long_one_does() {
        let mut viewport = close_look();
        let sheet = Excerpt::around(&viewport, Margin::Even, 1.0, Detail::Seats);
        viewport.drag(-60.0, 20.0);
        assert!(sheet.does_for(&viewport, &WHOLE, Fit::Rough) && sheet.does_for(&viewport, &WHOLE, Fit::Exact));
        viewport.drag(-200.0, 0.0);
        assert!(!sheet.does_for(&viewport, &WHOLE, Fit::Rough));
    }

    #[test]
    fn whatever_way_a_hand_goes_a_sheet_is_no_larger() {
        let area = |margin: Margin| {
            let (wide, high) = Excerpt::around(&close_look(), margin, 1.0, Detail::Seats).size();
            f64::from(wide) * f64::from(high)
        };
        assert!(area(Margin::Across) <= area(Margin::Even) * 1.01 && area(Margin::Down) <= area(Margin::Even) * 1.01);
    }

    #[test]
    fn a_scaled_sheet_does_while_one_moves_and_no_longer() {
        let mut viewport = close_look();
        let sheet = Excerpt::around(&viewport, Margin::Even, 1.0, Detail::Seats);
        viewport.zoom_middle(1.3);
        assert!(sheet.does_for(&viewport, &WHOLE, Fit::Rough) && !sheet.does_for(&viewport, &WHOLE, Fit::Exact));
        viewport.zoom_middle(1.3);
        assert!(!sheet.does_for(&viewport, &WHOLE, Fit::Rough));
    }

    #[test]
    fn who_zooms_on_a_slow_machine_sees_the_same_sheet_for_longer() {
        let mut viewport = close_look();
        let sheet = Excerpt::around(&viewport, Margin::Even, 1.0, Detail::Seats);
        viewport.zoom_middle(0.5);
        assert!(!sheet.does_for(&viewport, &WHOLE, Fit::Rough) && sheet.does_for(&viewport, &WHOLE, Fit::Coarse));
        let mut viewport = close_look();
        viewport.zoom_middle(2.0);
        assert!(sheet.does_for(&viewport, &WHOLE, Fit::Coarse), "twice as close as it was drawn for");
        let mut viewport = close_look();
        viewport.drag(-200.0, 0.0);
        assert!(!sheet.does_for(&viewport, &WHOLE, Fit::Coarse), "who drags is shown what comes");
    }

    #[test]
    fn a_rough_sheet_does_while_one_moves_and_has_one_of_few_scales() {
        let mut viewport = close_look();
        let mut scales: Vec<f64> = Vec::new();
        for _ in 0..40 {
            viewport.zoom_middle(1.02);
            let sheet = Excerpt::roughly_around(&viewport, Margin::Even, 1.0, Detail::Seats);
            assert!(sheet.does_for(&viewport, &WHOLE, Fit::Rough));
            scales.push(sheet.scale);
        }
        scales.dedup();
        assert!(scales.len() <= 4, "{scales:?}");
    }

    #[test]
    fn a_point_of_the_plan_is_where_the_sheet_puts_it() {
        let mut viewport = close_look();
        let sheet = Excerpt::around(&viewport, Margin::Even, 2.0, Detail::Seats);
        viewport.zoom_middle(1.2);
        let (left, top, factor) = sheet.place(&viewport);
        let (x, y) = sheet.on_canvas((1000.0, 500.0));
        let (wanted_x, wanted_y) = viewport.on_screen((1000.0, 500.0));
        assert!((left + x / 2.0 * factor - wanted_x).abs() < 1e-6 && (top + y / 2.0 * factor - wanted_y).abs() < 1e-6);
    }
}
