//! Where tiles lie: on a grid that begins at a sheet's upper left corner, at the sheet's scale. Pure arithmetic.

use super::{excerpt::Excerpt, geometry::Bounds};

/// A tile is this share of the element's width and height, and no less and no more than so many pixels of the page: small enough that a slow
/// machine draws one within a frame or two, and not so small that there are many.
const SHARE: (f64, f64) = (0.5, 0.36);
const LEAST: (f64, f64) = (160.0, 128.0);
const MOST: (f64, f64) = (512.0, 256.0);

/// A place on the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    across: i32,
    down: i32,
}

/// The grid around a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tiling {
    pub(super) sheet: Excerpt,
    /// Of a tile, in plan units; whole pixels of the device.
    width: f64,
    height: f64,
}

impl Tiling {
    /// For an element of so many pixels of the page.
    pub(super) fn around(sheet: Excerpt, (wide, high): (f64, f64)) -> Self {
        let side =
            |length: f64, share: f64, least: f64, most: f64| ((length * share).clamp(least, most) * sheet.dpr).round() / sheet.pixels();
        Self { sheet, width: side(wide, SHARE.0, LEAST.0, MOST.0), height: side(high, SHARE.1, LEAST.1, MOST.1) }
    }

    /// What a tile shows.
    pub(super) fn excerpt(&self, place: Place) -> Excerpt {
        let (x, y) = self.offset(place);
        let part = Bounds { x: self.sheet.part.x + x, y: self.sheet.part.y + y, width: self.width, height: self.height };
        Excerpt { part, ..self.sheet }
    }

    /// Width and height of a tile, in pixels of the device.
    pub(super) fn size(&self) -> (u32, u32) {
        self.excerpt(Place { across: 0, down: 0 }).size()
    }

    /// How far a tile lies from the sheet's corner, in plan units.
    fn offset(&self, Place { across, down }: Place) -> (f64, f64) {
        (f64::from(across) * self.width, f64::from(down) * self.height)
    }

    /// The same in pixels of the page.
    pub(super) fn pixels_off(&self, place: Place) -> (f64, f64) {
        let (x, y) = self.offset(place);
        (x * self.sheet.scale, y * self.sheet.scale)
    }

    /// Whether the sheet shows some of a tile.
    pub(super) fn is_under_sheet(&self, place: Place) -> bool {
        !self.is_sliver(&self.excerpt(place).part.common(&self.sheet.part))
    }

    /// All tiles that have some of this area.
    fn over(&self, area: &Bounds) -> impl Iterator<Item = Place> {
        let (x, y) = (area.x - self.sheet.part.x, area.y - self.sheet.part.y);
        let range = |from: f64, length: f64, side: f64| (from / side).floor() as i32..((from + length) / side).ceil() as i32;
        let (across, down) = (range(x, area.width, self.width), range(y, area.height, self.height));
        down.flat_map(move |down| across.clone().map(move |across| Place { across, down }))
    }

    /// How many tiles would have all of this area.
    pub(super) fn count_over(&self, area: &Bounds) -> usize {
        self.over(area).count()
    }

    /// The tiles that have some of this area which the sheet does not show; those nearest to what is seen come first.
    pub(super) fn beyond_sheet(&self, area: &Bounds, seen: &Bounds) -> Vec<Place> {
        let mut places: Vec<(f64, Place)> = Vec::new();
        for place in self.over(area) {
            let part = self.excerpt(place).part;
            let needed = part.common(area);
            let shown = needed.common(&self.sheet.part);
            if !self.is_sliver(&needed) && (shown.width + self.pixel() < needed.width || shown.height + self.pixel() < needed.height) {
                places.push((part.distance(seen), place));
            }
        }
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// Half a pixel of the device, in plan units: less than that is an error of arithmetic.
    fn pixel(&self) -> f64 {
        0.5 / self.sheet.pixels()
    }

    fn is_sliver(&self, part: &Bounds) -> bool {
        part.width < self.pixel() || part.height < self.pixel()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::seat_map::{detail::Detail, viewport::Viewport};

    const WHOLE: Bounds = Bounds { x: 0.0, y: 0.0, width: 4000.0, height: 3000.0 };

    /// A close look, and the sheet that is drawn for it.
    fn sheet(dpr: f64) -> (Viewport, Tiling) {
        let mut viewport = Viewport::new(WHOLE, (1001.0, 613.0));
        viewport.show(Bounds { x: 1500.0, y: 1200.0, width: 900.0, height: 400.0 });
        (viewport, Tiling::around(Excerpt::around(&viewport, dpr, Detail::Seats), viewport.size()))
    }

    #[test]
    fn tiles_lie_on_whole_pixels_beside_one_another() {
        for dpr in [1.0, 1.25, 2.0, 3.0] {
            let (_, tiling) = sheet(dpr);
            let here = tiling.excerpt(Place { across: -2, down: 1 });
            let next = tiling.excerpt(Place { across: -1, down: 1 });
            let (wide, high) = here.size();
            assert_eq!((wide, high), next.size());
            let (x, y) = tiling.sheet.on_canvas((next.part.x, next.part.y));
            let whole = |at: f64| (at - at.round()).abs() < 1e-6;
            assert!(whole(x) && whole(y), "{x} {y}");
            let (left, _) = here.on_canvas((next.part.x, next.part.y));
            assert!((left - f64::from(wide)).abs() < 1e-6, "{left} {wide}");
        }
    }

    #[test]
    fn what_the_sheet_shows_needs_no_tiles() {
        let (viewport, tiling) = sheet(1.0);
        assert_eq!(tiling.beyond_sheet(&viewport.view, &viewport.view), []);
        assert_eq!(tiling.beyond_sheet(&tiling.sheet.part, &viewport.view), [], "all of it, to its edges");
    }

    #[test]
    fn tiles_and_sheet_together_show_all_of_an_area() {
        let (mut viewport, tiling) = sheet(1.0);
        viewport.drag(-700.0, -330.0);
        let area = viewport.view;
        let places = tiling.beyond_sheet(&area, &area);
        let parts: Vec<Bounds> = places.iter().map(|place| tiling.excerpt(*place).part).chain([tiling.sheet.part]).collect();
        for step in 0..400 {
            let point = (area.x + area.width * f64::from(step % 20) / 19.0, area.y + area.height * f64::from(step / 20) / 19.0);
            assert!(parts.iter().any(|part| part.contains(point)), "{point:?}");
        }
        assert!(places.len() < tiling.count_over(&area), "what the sheet shows has no tile");
    }

    #[test]
    fn it_is_known_which_tiles_reach_under_the_sheet() {
        let (viewport, tiling) = sheet(1.0);
        let all = viewport.view.padded(viewport.view.width * 2.0);
        for place in tiling.beyond_sheet(&all, &viewport.view) {
            let common = tiling.excerpt(place).part.common(&tiling.sheet.part);
            assert_eq!(tiling.is_under_sheet(place), common.width > 1e-6 && common.height > 1e-6);
        }
        assert!(!tiling.is_under_sheet(Place { across: -1, down: 0 }), "it only touches");
    }

    #[test]
    fn what_comes_into_sight_first_is_drawn_first() {
        let (viewport, tiling) = sheet(1.0);
        let mut later = viewport;
        later.drag(-900.0, 0.0);
        let places = tiling.beyond_sheet(&later.view, &viewport.view);
        let away: Vec<f64> = places.iter().map(|place| tiling.excerpt(*place).part.distance(&viewport.view)).collect();
        assert!(!places.is_empty() && away.is_sorted(), "{away:?}");
    }
}
