//! Dirty rectangles: which pixels of a viewport tile a change affects, and which patches cover
//! them. The code is pure arithmetic.

/// The maximum number of patches on a viewport tile, because each is an element of the page. Beyond
/// it, the whole viewport tile is presented again.
pub(crate) const MOST_PATCHES: usize = 64;
/// Patches may cover at most an eighth of a viewport tile, because without a GPU, the browser
/// copies each patch for every animation frame. Beyond that, the whole viewport tile is presented
/// again.
const AREA_PER_PATCHES: i64 = 8;

/// A rectangle of device pixels, relative to the top left corner of a viewport tile. `right` and
/// `bottom` are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PixelRect {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) right: i32,
    pub(crate) bottom: i32,
}

impl PixelRect {
    /// The pixel of a point, extended by `reach` pixels on each side.
    pub(crate) fn around((x, y): (f64, f64), reach: i32) -> Self {
        let (x, y) = (x.floor() as i32, y.floor() as i32);
        Self {
            left: x - reach,
            top: y - reach,
            right: x + reach + 1,
            bottom: y + reach + 1,
        }
    }

    pub(crate) fn width(self) -> i32 {
        self.right - self.left
    }

    pub(crate) fn height(self) -> i32 {
        self.bottom - self.top
    }

    /// The intersection; `None` if it is empty.
    pub(crate) fn common(self, other: Self) -> Option<Self> {
        let (left, top) = (self.left.max(other.left), self.top.max(other.top));
        let (right, bottom) = (self.right.min(other.right), self.bottom.min(other.bottom));
        (left < right && top < bottom).then_some(Self {
            left,
            top,
            right,
            bottom,
        })
    }

    /// The bounding rectangle of both.
    fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn area(self) -> i64 {
        i64::from(self.width()) * i64::from(self.height())
    }
}

/// The additional patches that a viewport tile of this size needs, besides those that lie there, so
/// that each rectangle is on one patch. `None` if they would be too many or cover too much; the
/// whole viewport tile must then be presented again.
pub(crate) fn missing_patches(
    lying: &[PixelRect],
    rects: &[PixelRect],
    (width, height): (u32, u32),
) -> Option<Vec<PixelRect>> {
    if rects.len() > MOST_PATCHES {
        return None;
    }
    let canvas = PixelRect {
        left: 0,
        top: 0,
        right: width as i32,
        bottom: height as i32,
    };
    let on_canvas = rects.iter().filter_map(|rect| rect.common(canvas));
    let missing = merged(
        on_canvas.filter(|rect| !lying.iter().any(|patch| patch.common(*rect) == Some(*rect))),
    );
    let area: i64 = lying.iter().chain(&missing).map(|patch| patch.area()).sum();
    (lying.len() + missing.len() <= MOST_PATCHES && area * AREA_PER_PATCHES <= canvas.area())
        .then_some(missing)
}

/// Merges rectangles as long as the merged one is no larger than the two.
fn merged(rects: impl Iterator<Item = PixelRect>) -> Vec<PixelRect> {
    let mut merged: Vec<PixelRect> = Vec::new();
    for mut rect in rects {
        // A merged rectangle may reach others.
        while let Some(at) = merged
            .iter()
            .position(|other| other.with(rect).area() <= other.area() + rect.area())
        {
            rect = rect.with(merged.swap_remove(at));
        }
        merged.push(rect);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: (u32, u32) = (1000, 800);

    fn rect(left: i32, top: i32, width: i32, height: i32) -> PixelRect {
        PixelRect {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    #[test]
    fn the_rectangle_of_a_seat_is_whole_pixels_around_its_centre() {
        assert_eq!(PixelRect::around((20.7, 9.2), 3), rect(17, 6, 7, 7));
        assert_eq!(PixelRect::around((-0.5, 0.0), 1), rect(-2, -1, 3, 3));
    }

    #[test]
    fn neighbours_share_a_patch_and_distant_seats_do_not() {
        let rects = [
            rect(100, 100, 26, 26),
            rect(500, 300, 26, 26),
            rect(122, 100, 26, 26),
            rect(144, 100, 26, 26),
        ];
        let mut patches = missing_patches(&[], &rects, SHEET).expect("few and small");
        patches.sort_by_key(|patch| patch.left);
        assert_eq!(patches, [rect(100, 100, 70, 26), rect(500, 300, 26, 26)]);
    }

    #[test]
    fn every_dirty_pixel_of_the_tile_is_on_a_patch() {
        let rects: Vec<_> = (0..40)
            .map(|at| rect(at * 29 % 310 - 8, at * 53 % 90 - 8, 20, 20))
            .collect();
        assert_eq!(
            missing_patches(&[], &rects, (300, 80)),
            None,
            "they cover a small tile entirely"
        );
        let patches = missing_patches(&[], &rects, (3000, 800)).expect("a large tile");
        for region in rects
            .iter()
            .filter_map(|one| one.common(rect(0, 0, 3000, 800)))
        {
            assert!(
                patches
                    .iter()
                    .any(|patch| patch.common(region) == Some(region)),
                "{region:?}"
            );
        }
    }

    #[test]
    fn a_seat_that_changes_again_reuses_its_patch() {
        let lying = [rect(100, 100, 70, 26)];
        assert_eq!(
            missing_patches(&lying, &[rect(122, 100, 26, 26)], SHEET),
            Some(vec![])
        );
        assert_eq!(
            missing_patches(&lying, &[rect(150, 100, 26, 26)], SHEET),
            Some(vec![rect(150, 100, 26, 26)]),
            "half of it is outside the patch"
        );
    }

    #[test]
    fn a_seat_on_the_edge_is_clipped_and_a_seat_outside_needs_no_patch() {
        assert_eq!(
            missing_patches(&[], &[rect(-10, 790, 20, 20), rect(1000, 0, 9, 9)], SHEET),
            Some(vec![rect(0, 790, 10, 10)])
        );
    }

    #[test]
    fn too_many_or_too_large_changes_present_the_whole_tile_again() {
        let far_apart = |count: usize| {
            (0..count as i32)
                .map(|at| rect(at % 32 * 31, at / 32 * 40, 10, 10))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            missing_patches(&[], &far_apart(MOST_PATCHES), SHEET).map(|patches| patches.len()),
            Some(MOST_PATCHES)
        );
        assert_eq!(
            missing_patches(&[], &far_apart(MOST_PATCHES + 1), SHEET),
            None
        );
        assert_eq!(
            missing_patches(&far_apart(MOST_PATCHES), &[rect(500, 700, 10, 10)], SHEET),
            None,
            "together with the existing patches"
        );
        assert_eq!(
            missing_patches(&[], &[rect(0, 0, 500, 201)], SHEET),
            None,
            "more than an eighth"
        );
        assert!(missing_patches(&[], &[rect(0, 0, 500, 200)], SHEET).is_some());
    }
}
