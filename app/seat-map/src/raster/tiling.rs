//! The tile grid: it starts at the viewport tile's top left corner and has its scale. The code is
//! pure arithmetic.

use crate::{camera::RenderRegion, geometry::Bounds, sums::between};

/// The size of a tile, as fractions of the element's width and height within limits in CSS pixels:
/// small enough that a slow device draws one within a frame or two, and not so small that there are
/// many.
const SHARE: (f64, f64) = (0.5, 0.36);
const LEAST: (f64, f64) = (160.0, 128.0);
const MOST: (f64, f64) = (512.0, 256.0);

/// A cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TilePlace {
    across: i32,
    down: i32,
}

/// The grid around a viewport tile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tiling {
    pub(crate) middle: RenderRegion,
    /// The size of a tile, in plan units; whole device pixels.
    width: f64,
    height: f64,
}

impl Tiling {
    /// The grid for an element of this size, in CSS pixels.
    pub(crate) fn around(middle: RenderRegion, (wide, high): (f64, f64)) -> Self {
        let side = |length: f64, share: f64, least: f64, most: f64| {
            (between(length * share, least, most) * middle.dpr).round() / middle.pixels()
        };
        Self {
            middle,
            width: side(wide, SHARE.0, LEAST.0, MOST.0),
            height: side(high, SHARE.1, LEAST.1, MOST.1),
        }
    }

    /// The region of a tile.
    pub(crate) fn region(&self, place: TilePlace) -> RenderRegion {
        let (x, y) = self.offset(place);
        let part = Bounds {
            x: self.middle.part.x + x,
            y: self.middle.part.y + y,
            width: self.width,
            height: self.height,
        };
        RenderRegion {
            part,
            ..self.middle
        }
    }

    /// The size of a tile, in device pixels.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.region(TilePlace { across: 0, down: 0 }).size()
    }

    /// The offset of a tile from the viewport tile's corner, in plan units.
    fn offset(&self, TilePlace { across, down }: TilePlace) -> (f64, f64) {
        (
            f64::from(across) * self.width,
            f64::from(down) * self.height,
        )
    }

    /// The offset of a tile from the viewport tile's corner, in CSS pixels.
    pub(crate) fn pixels_off(&self, place: TilePlace) -> (f64, f64) {
        let (x, y) = self.offset(place);
        (x * self.middle.scale, y * self.middle.scale)
    }

    /// Whether the viewport tile covers a part of this tile.
    pub(crate) fn is_under_middle(&self, place: TilePlace) -> bool {
        !self.is_sliver(&self.region(place).part.common(&self.middle.part))
    }

    /// All tiles that overlap this area.
    fn over(&self, area: &Bounds) -> impl Iterator<Item = TilePlace> {
        let (x, y) = (area.x - self.middle.part.x, area.y - self.middle.part.y);
        let range = |from: f64, length: f64, side: f64| {
            (from / side).floor() as i32..((from + length) / side).ceil() as i32
        };
        let (across, down) = (
            range(x, area.width, self.width),
            range(y, area.height, self.height),
        );
        down.flat_map(move |down| across.clone().map(move |across| TilePlace { across, down }))
    }

    /// The number of tiles that overlap this area.
    pub(crate) fn count_over(&self, area: &Bounds) -> usize {
        self.over(area).count()
    }

    /// The tiles that overlap the part of this area which the viewport tile does not cover, nearest
    /// to `seen` first.
    pub(crate) fn beyond_middle(&self, area: &Bounds, seen: &Bounds) -> Vec<TilePlace> {
        let mut places: Vec<(f64, TilePlace)> = Vec::new();
        for place in self.over(area) {
            let part = self.region(place).part;
            let needed = part.common(area);
            let shown = needed.common(&self.middle.part);
            if !self.is_sliver(&needed)
                && (shown.width + self.pixel() < needed.width
                    || shown.height + self.pixel() < needed.height)
            {
                places.push((part.distance(seen), place));
            }
        }
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// Half a device pixel, in plan units: a smaller overlap is a rounding error.
    fn pixel(&self) -> f64 {
        0.5 / self.middle.pixels()
    }

    fn is_sliver(&self, part: &Bounds) -> bool {
        part.width < self.pixel() || part.height < self.pixel()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Detail, Viewport};

    const WHOLE: Bounds = Bounds {
        x: 0.0,
        y: 0.0,
        width: 4000.0,
        height: 3000.0,
    };

    /// A zoomed viewport, and the grid around its viewport tile.
    fn middle(dpr: f64) -> (Viewport, Tiling) {
        let mut viewport = Viewport::new(WHOLE, (1001.0, 613.0));
        viewport.show(Bounds {
            x: 1500.0,
            y: 1200.0,
            width: 900.0,
            height: 400.0,
        });
        (
            viewport,
            Tiling::around(
                RenderRegion::around(&viewport, dpr, Detail::Seats),
                viewport.size(),
            ),
        )
    }

    #[test]
    fn tiles_are_adjacent_and_aligned_to_whole_pixels() {
        for dpr in [1.0, 1.25, 2.0, 3.0] {
            let (_, tiling) = middle(dpr);
            let here = tiling.region(TilePlace {
                across: -2,
                down: 1,
            });
            let next = tiling.region(TilePlace {
                across: -1,
                down: 1,
            });
            let (wide, high) = here.size();
            assert_eq!((wide, high), next.size());
            let (x, y) = tiling.middle.on_canvas((next.part.x, next.part.y));
            let whole = |at: f64| (at - at.round()).abs() < 1e-6;
            assert!(whole(x) && whole(y), "{x} {y}");
            let (left, _) = here.on_canvas((next.part.x, next.part.y));
            assert!((left - f64::from(wide)).abs() < 1e-6, "{left} {wide}");
        }
    }

    #[test]
    fn what_the_viewport_tile_covers_needs_no_tiles() {
        let (viewport, tiling) = middle(1.0);
        assert_eq!(tiling.beyond_middle(&viewport.view, &viewport.view), []);
        assert_eq!(
            tiling.beyond_middle(&tiling.middle.part, &viewport.view),
            [],
            "all of it, to its edges"
        );
    }

    #[test]
    fn the_tiles_and_the_viewport_tile_cover_the_whole_area() {
        let (mut viewport, tiling) = middle(1.0);
        viewport.drag(-700.0, -330.0);
        let area = viewport.view;
        let places = tiling.beyond_middle(&area, &area);
        let parts: Vec<Bounds> = places
            .iter()
            .map(|place| tiling.region(*place).part)
            .chain([tiling.middle.part])
            .collect();
        for step in 0..400 {
            let point = (
                area.x + area.width * f64::from(step % 20) / 19.0,
                area.y + area.height * f64::from(step / 20) / 19.0,
            );
            assert!(parts.iter().any(|part| part.contains(point)), "{point:?}");
        }
        assert!(
            places.len() < tiling.count_over(&area),
            "what the viewport tile covers has no tile"
        );
    }

    #[test]
    fn a_tile_under_the_viewport_tile_overlaps_it() {
        let (viewport, tiling) = middle(1.0);
        let all = viewport.view.padded(viewport.view.width * 2.0);
        for place in tiling.beyond_middle(&all, &viewport.view) {
            let common = tiling.region(place).part.common(&tiling.middle.part);
            assert_eq!(
                tiling.is_under_middle(place),
                common.width > 1e-6 && common.height > 1e-6
            );
        }
        assert!(
            !tiling.is_under_middle(TilePlace {
                across: -1,
                down: 0
            }),
            "it only touches the edge"
        );
    }

    #[test]
    fn tiles_nearest_to_the_viewport_come_first() {
        let (viewport, tiling) = middle(1.0);
        let mut later = viewport;
        later.drag(-900.0, 0.0);
        let places = tiling.beyond_middle(&later.view, &viewport.view);
        let away: Vec<f64> = places
            .iter()
            .map(|place| tiling.region(*place).part.distance(&viewport.view))
            .collect();
        assert!(!places.is_empty() && away.is_sorted(), "{away:?}");
    }
}
