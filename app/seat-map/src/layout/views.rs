//! The level of detail of a viewport, and the viewports that show a section or seat well.

use super::scene::Scene;
use crate::camera::{Detail, Viewport};

/// The minimum seat radius after a section is opened, in CSS pixels: on a small screen, a large
/// section that fits the screen would still be drawn as a shape.
const IN_SECTION_PX: f64 = 2.6;
/// The seat radius after a seat is focused from afar, in CSS pixels.
const SOUGHT_PX: f64 = 14.0;

impl Scene {
    /// The level of detail of a viewport.
    pub(crate) fn detail(&self, viewport: &Viewport) -> Detail {
        Detail::of(viewport.scale() * self.radius, self.sections_first)
    }

    /// A viewport that fits a section; `None` if the hall has no such section.
    pub(crate) fn section_view(&self, number: usize, from: Viewport) -> Option<Viewport> {
        let block = self.sections.get(number)?;
        let mut to = from;
        to.show(block.around.padded(self.radius * 2.0));
        let radius = to.scale() * self.radius;
        if radius < IN_SECTION_PX {
            to.zoom_middle(IN_SECTION_PX / radius);
        }
        Some(to)
    }

    /// The viewport closest to `from` that shows a seat with some room around it.
    pub(crate) fn seat_view(&self, centre: (f64, f64), from: Viewport) -> Viewport {
        let mut to = from;
        if !self.detail(&to).has_seats() {
            to.zoom_middle(SOUGHT_PX / (self.radius * to.scale()));
            to.centre_on(centre);
        }
        to.reveal(centre, self.radius * 5.0);
        to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::fixture::hall;

    #[test]
    fn opening_a_section_zooms_in_and_a_visible_seat_moves_nothing() {
        let scene = Scene::new(&hall());
        let all = Viewport::new(scene.whole, (300.0, 300.0));
        let section = scene.section_view(1, all).expect("the second section");
        assert!(section.scale() > all.scale() && section.view.contains((225.0, 430.0)));
        assert_eq!(scene.section_view(2, all), None);
        let same = scene.seat_view((225.0, 430.0), section).view;
        assert!(
            (same.x - section.view.x).abs() < 1e-6 && (same.y - section.view.y).abs() < 1e-6,
            "{same:?}"
        );
        let moved = scene.seat_view((100.0, 200.0), section);
        assert!(moved.view.y < section.view.y && moved.view.contains((100.0, 200.0)));
    }
}
