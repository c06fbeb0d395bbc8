//! The viewport: the visible part of the plan. The code is pure arithmetic.

use crate::{geometry::Bounds, sums::between};

/// The visible part of the plan. It always has the element's aspect ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// The whole hall.
    whole: Bounds,
    /// The visible part, in plan units.
    pub view: Bounds,
    /// The size of the element, in CSS pixels.
    size: (f64, f64),
}

/// The maximum scale, in CSS pixels per plan unit.
const CLOSEST: f64 = 1.2;

impl Viewport {
    /// Shows `whole` in an element of this size in CSS pixels.
    #[must_use]
    pub fn new(whole: Bounds, size: (f64, f64)) -> Self {
        let mut viewport = Self {
            whole,
            view: whole,
            size: (size.0.max(1.0), size.1.max(1.0)),
        };
        viewport.show(whole);
        viewport
    }

    /// CSS pixels per plan unit.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.size.0 / self.view.width
    }

    /// Whether the whole hall is visible.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        self.scale() <= self.smallest_scale() * 1.01
    }

    fn smallest_scale(&self) -> f64 {
        (self.size.0 / self.whole.width).min(self.size.1 / self.whole.height)
    }

    /// Adapts to another size of the element; the centre stays.
    pub fn resize(&mut self, size: (f64, f64)) {
        let all = self.shows_all();
        let (scale, centre) = (self.scale(), self.view.centre());
        self.size = (size.0.max(1.0), size.1.max(1.0));
        if all {
            self.show(self.whole);
        } else {
            self.place(centre, scale);
        }
    }

    /// Fits a box into the element.
    pub fn show(&mut self, what: Bounds) {
        let scale = (self.size.0 / what.width.max(1.0)).min(self.size.1 / what.height.max(1.0));
        self.place(what.centre(), scale);
    }

    /// Fits the whole hall into the element.
    pub fn show_all(&mut self) {
        self.show(self.whole);
    }

    /// Converts a point of the element, in CSS pixels, to plan units.
    #[must_use]
    pub fn in_plan(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            self.view.x + x / self.scale(),
            self.view.y + y / self.scale(),
        )
    }

    /// Converts a point of the plan to CSS pixels of the element.
    #[must_use]
    pub fn on_screen(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            (x - self.view.x) * self.scale(),
            (y - self.view.y) * self.scale(),
        )
    }

    /// The size of the element, in CSS pixels.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Centres on a point of the plan, at the same scale.
    pub fn centre_on(&mut self, centre: (f64, f64)) {
        self.place(centre, self.scale());
    }

    /// Zooms in (`factor` over 1) or out about a point of the element, in CSS pixels.
    pub fn zoom(&mut self, factor: f64, at: (f64, f64)) {
        let fixed = self.in_plan(at);
        let scale = self.clamped(self.scale() * factor);
        let (width, height) = (self.size.0 / scale, self.size.1 / scale);
        let centre = (
            fixed.0 - at.0 / scale + width / 2.0,
            fixed.1 - at.1 / scale + height / 2.0,
        );
        self.place(centre, scale);
    }

    /// Zooms about the centre.
    pub fn zoom_middle(&mut self, factor: f64) {
        self.zoom(factor, (self.size.0 / 2.0, self.size.1 / 2.0));
    }

    /// Moves the map by this many CSS pixels.
    pub fn drag(&mut self, dx: f64, dy: f64) {
        let scale = self.scale();
        let (x, y) = self.view.centre();
        self.place((x - dx / scale, y - dy / scale), scale);
    }

    /// Scrolls as little as needed to show a point with `room` around it.
    pub fn reveal(&mut self, (x, y): (f64, f64), room: f64) {
        let room = room.min(self.view.width / 3.0).min(self.view.height / 3.0);
        let nudge = |at: f64, from: f64, length: f64| {
            (at - room - from).min(0.0) + (at + room - from - length).max(0.0)
        };
        let (dx, dy) = (
            nudge(x, self.view.x, self.view.width),
            nudge(y, self.view.y, self.view.height),
        );
        let (cx, cy) = self.view.centre();
        self.place((cx + dx, cy + dy), self.scale());
    }

    /// Interpolates between two viewports, for animations.
    #[must_use]
    pub fn between(&self, to: &Self, share: f64) -> Self {
        let mix = |a: f64, b: f64| a + (b - a) * share;
        let (a, b) = (self.view, to.view);
        Self {
            view: Bounds {
                x: mix(a.x, b.x),
                y: mix(a.y, b.y),
                width: mix(a.width, b.width),
                height: mix(a.height, b.height),
            },
            ..*to
        }
    }

    fn clamped(&self, scale: f64) -> f64 {
        let smallest = self.smallest_scale();
        between(scale, smallest, CLOSEST.max(smallest * 2.0))
    }

    /// Sets centre and scale. An axis on which the whole hall fits is centred; otherwise the centre
    /// keeps a third of the viewport away from the hall's edges.
    fn place(&mut self, centre: (f64, f64), scale: f64) {
        let scale = self.clamped(scale);
        let (width, height) = (self.size.0 / scale, self.size.1 / scale);
        let keep = |middle: f64, length: f64, start: f64, whole: f64| {
            if length >= whole * 0.999 {
                start + whole / 2.0
            } else {
                between(middle, start + length / 3.0, start + whole - length / 3.0)
            }
        };
        let x = keep(centre.0, width, self.whole.x, self.whole.width);
        let y = keep(centre.1, height, self.whole.y, self.whole.height);
        self.view = Bounds {
            x: x - width / 2.0,
            y: y - height / 2.0,
            width,
            height,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport() -> Viewport {
        Viewport::new(
            Bounds {
                x: 0.0,
                y: 0.0,
                width: 2000.0,
                height: 1000.0,
            },
            (400.0, 400.0),
        )
    }

    #[test]
    fn the_hall_is_centred_in_an_element_of_another_aspect_ratio() {
        let viewport = viewport();
        assert_eq!(
            viewport.view,
            Bounds {
                x: 0.0,
                y: -500.0,
                width: 2000.0,
                height: 2000.0
            }
        );
        assert!(viewport.shows_all());
    }

    #[test]
    fn zooming_keeps_the_point_under_the_finger() {
        let mut viewport = viewport();
        let at = (180.0, 210.0);
        let before = viewport.in_plan(at);
        viewport.zoom(4.0, at);
        let after = viewport.in_plan(at);
        assert!(
            (before.0 - after.0).abs() < 1e-6 && (before.1 - after.1).abs() < 1e-6,
            "{before:?} {after:?}"
        );
        assert!(!viewport.shows_all());
    }

    #[test]
    fn the_hall_stays_in_sight_however_far_the_buyer_zooms_and_drags() {
        let mut viewport = viewport();
        viewport.zoom(1e9, (200.0, 200.0));
        assert!((viewport.scale() - CLOSEST).abs() < 1e-9);
        viewport.drag(-1e9, 1e9);
        assert!(viewport.view.x < 2000.0 && viewport.view.y > -viewport.view.height);
        let whole = self::viewport().view;
        viewport.zoom(1e-9, (0.0, 0.0));
        assert!(viewport.shows_all());
        assert!(
            (viewport.view.x - whole.x).abs() < 1e-6 && (viewport.view.y - whole.y).abs() < 1e-6
        );
    }

    #[test]
    fn a_hidden_seat_is_scrolled_into_view_and_a_visible_one_moves_nothing() {
        let mut viewport = viewport();
        viewport.show(Bounds {
            x: 500.0,
            y: 300.0,
            width: 400.0,
            height: 400.0,
        });
        let before = viewport;
        viewport.reveal((700.0, 500.0), 50.0);
        assert_eq!(viewport, before);
        viewport.reveal((1000.0, 500.0), 50.0);
        assert!(viewport.view.x + viewport.view.width >= 1050.0 && viewport.view.x < 950.0);
    }
}
