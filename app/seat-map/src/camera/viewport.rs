//! What part of the plan is looked at. Pure arithmetic on the view box.

use crate::{geometry::Bounds, sums::between};

/// The part of the plan that is shown, always of the element's own proportions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// All that there is to see.
    whole: Bounds,
    /// What is shown.
    pub view: Bounds,
    /// Width and height of the element, in pixels.
    size: (f64, f64),
}

/// The closest look: pixels for a plan unit.
const CLOSEST: f64 = 1.2;

impl Viewport {
    /// All of `whole`, in an element of this size in pixels of the page.
    #[must_use]
    pub fn new(whole: Bounds, size: (f64, f64)) -> Self {
        let mut viewport = Self { whole, view: whole, size: (size.0.max(1.0), size.1.max(1.0)) };
        viewport.show(whole);
        viewport
    }

    /// Pixels for a plan unit.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.size.0 / self.view.width
    }

    /// Whether all is shown.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        self.scale() <= self.smallest_scale() * 1.01
    }

    fn smallest_scale(&self) -> f64 {
        (self.size.0 / self.whole.width).min(self.size.1 / self.whole.height)
    }

    /// The element has another size; the middle stays.
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

    /// Shows this box as large as it goes.
    pub fn show(&mut self, what: Bounds) {
        let scale = (self.size.0 / what.width.max(1.0)).min(self.size.1 / what.height.max(1.0));
        self.place(what.centre(), scale);
    }

    /// Shows all there is.
    pub fn show_all(&mut self) {
        self.show(self.whole);
    }

    /// Where a pixel of the element lies in the plan.
    #[must_use]
    pub fn in_plan(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.view.x + x / self.scale(), self.view.y + y / self.scale())
    }

    /// Where a point of the plan lies in the element, in pixels.
    #[must_use]
    pub fn on_screen(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.view.x) * self.scale(), (y - self.view.y) * self.scale())
    }

    /// Width and height of the element, in pixels.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Looks at this point of the plan, as close as before.
    pub fn centre_on(&mut self, centre: (f64, f64)) {
        self.place(centre, self.scale());
    }

    /// Looks closer (`factor` over 1) or less close, while the plan stays where it is under this pixel.
    pub fn zoom(&mut self, factor: f64, at: (f64, f64)) {
        let fixed = self.in_plan(at);
        let scale = self.clamped(self.scale() * factor);
        let (width, height) = (self.size.0 / scale, self.size.1 / scale);
        let centre = (fixed.0 - at.0 / scale + width / 2.0, fixed.1 - at.1 / scale + height / 2.0);
        self.place(centre, scale);
    }

    /// Looks at the middle closer or less close.
    pub fn zoom_middle(&mut self, factor: f64) {
        self.zoom(factor, (self.size.0 / 2.0, self.size.1 / 2.0));
    }

    /// Moves the plan along with a finger, by pixels.
    pub fn drag(&mut self, dx: f64, dy: f64) {
        let scale = self.scale();
        let (x, y) = self.view.centre();
        self.place((x - dx / scale, y - dy / scale), scale);
    }

    /// Moves just as far as it takes to see this point with some room around it.
    pub fn reveal(&mut self, (x, y): (f64, f64), room: f64) {
        let room = room.min(self.view.width / 3.0).min(self.view.height / 3.0);
        let nudge = |at: f64, from: f64, length: f64| (at - room - from).min(0.0) + (at + room - from - length).max(0.0);
        let (dx, dy) = (nudge(x, self.view.x, self.view.width), nudge(y, self.view.y, self.view.height));
        let (cx, cy) = self.view.centre();
        self.place((cx + dx, cy + dy), self.scale());
    }

    /// A view between this one and that, for an animation.
    #[must_use]
    pub fn between(&self, to: &Self, share: f64) -> Self {
        let mix = |a: f64, b: f64| a + (b - a) * share;
        let (a, b) = (self.view, to.view);
        Self { view: Bounds { x: mix(a.x, b.x), y: mix(a.y, b.y), width: mix(a.width, b.width), height: mix(a.height, b.height) }, ..*to }
    }

    fn clamped(&self, scale: f64) -> f64 {
        let smallest = self.smallest_scale();
        between(scale, smallest, CLOSEST.max(smallest * 2.0))
    }

    /// Around this centre at this scale; what is smaller than the element is centred, and no edge is dragged past the middle.
    fn place(&mut self, centre: (f64, f64), scale: f64) {
        let scale = self.clamped(scale);
        let (width, height) = (self.size.0 / scale, self.size.1 / scale);
        let keep = |middle: f64, length: f64, start: f64, whole: f64| {
            if length >= whole * 0.999 { start + whole / 2.0 } else { between(middle, start + length / 3.0, start + whole - length / 3.0) }
        };
        let x = keep(centre.0, width, self.whole.x, self.whole.width);
        let y = keep(centre.1, height, self.whole.y, self.whole.height);
        self.view = Bounds { x: x - width / 2.0, y: y - height / 2.0, width, height };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport() -> Viewport {
        Viewport::new(Bounds { x: 0.0, y: 0.0, width: 2000.0, height: 1000.0 }, (400.0, 400.0))
    }

    #[test]
    fn the_whole_is_centred_in_an_element_of_other_proportions() {
        let viewport = viewport();
        assert_eq!(viewport.view, Bounds { x: 0.0, y: -500.0, width: 2000.0, height: 2000.0 });
        assert!(viewport.shows_all());
    }

    #[test]
    fn zooming_keeps_what_is_under_the_finger() {
        let mut viewport = viewport();
        let at = (180.0, 210.0);
        let before = viewport.in_plan(at);
        viewport.zoom(4.0, at);
        let after = viewport.in_plan(at);
        assert!((before.0 - after.0).abs() < 1e-6 && (before.1 - after.1).abs() < 1e-6, "{before:?} {after:?}");
        assert!(!viewport.shows_all());
    }

    #[test]
    fn one_cannot_get_lost() {
        let mut viewport = viewport();
        viewport.zoom(1e9, (200.0, 200.0));
        assert!((viewport.scale() - CLOSEST).abs() < 1e-9);
        viewport.drag(-1e9, 1e9);
        assert!(viewport.view.x < 2000.0 && viewport.view.y > -viewport.view.height);
        let whole = self::viewport().view;
        viewport.zoom(1e-9, (0.0, 0.0));
        assert!(viewport.shows_all());
        assert!((viewport.view.x - whole.x).abs() < 1e-6 && (viewport.view.y - whole.y).abs() < 1e-6);
    }

    #[test]
    fn a_hidden_seat_is_brought_into_sight_and_a_seen_one_moves_nothing() {
        let mut viewport = viewport();
        viewport.show(Bounds { x: 500.0, y: 300.0, width: 400.0, height: 400.0 });
        let before = viewport;
        viewport.reveal((700.0, 500.0), 50.0);
        assert_eq!(viewport, before);
        viewport.reveal((1000.0, 500.0), 50.0);
        assert!(viewport.view.x + viewport.view.width >= 1050.0 && viewport.view.x < 950.0);
    }
}
