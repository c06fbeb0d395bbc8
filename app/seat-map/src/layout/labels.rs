//! Label placement: a row's name stands at both ends of the row, and the positions of the names of
//! sections (`section_names`) and of names on shapes (`far_labels`) are cached.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use domain::plan::{Decoration, Row, SeatingPlan};

use super::{
    far_labels::{FarPlace, SMALLEST_TEXT, far_places},
    scene::Scene,
    section_names::{Places, Search, Sides, sides},
};
use crate::geometry::Polygon;

/// The average width of a letter, as a fraction of the font size.
pub(super) const LETTER: f64 = 0.57;
/// The minimum font size of a row's name, in CSS pixels.
pub(crate) const SMALLEST_ROW: f64 = SMALLEST_TEXT;
/// The number of scales whose positions are cached: zooming returns to the same few.
const REMEMBERED: usize = 8;

/// The positions of a row's name, beyond its first and its last seat; `None` for a row without a
/// name or with a single seat.
pub(crate) fn ends(row: &Row) -> Option<[(f64, f64); 2]> {
    let last = row
        .x
        .len()
        .checked_sub(1)
        .filter(|last| *last > 0 && !row.name.is_empty())?;
    let beyond = |end: usize, inner: usize| {
        let (x, y) = (f64::from(row.x[end]), f64::from(row.y[end]));
        let (dx, dy) = (x - f64::from(row.x[inner]), y - f64::from(row.y[inner]));
        let away = f64::from(row.radius) * 2.1 / dx.hypot(dy).max(1.0);
        (x + dx * away, y + dy * away)
    };
    Some([beyond(0, 1), beyond(last, last - 1)])
}

/// Caches the label positions at the most recent scales. They depend only on the scale, so labels
/// line up across tiles.
#[derive(Default)]
pub(crate) struct Names {
    sides: OnceCell<Vec<Sides>>,
    known: RefCell<Vec<(f64, Places)>>,
    far: RefCell<Vec<((f64, bool), FarPlaces)>>,
}

/// The position of each section's and area's name at one scale.
pub(crate) type FarPlaces = Rc<[FarPlace]>;

impl Names {
    /// The positions at this scale, in CSS pixels per plan unit.
    pub(crate) fn at(&self, scene: &Scene, plan: &SeatingPlan, scale: f64) -> Places {
        let mut known = self.known.borrow_mut();
        if let Some((_, places)) = known.iter().find(|(of, _)| *of == scale) {
            return Rc::clone(places);
        }
        let places =
            Search::new(scene, plan, scale).all(self.sides.get_or_init(|| sides(scene, plan)));
        known.truncate(REMEMBERED - 1);
        known.insert(0, (scale, Rc::clone(&places)));
        places
    }

    /// The positions of names on shapes at this scale: first of the sections, if they are drawn as
    /// shapes, then of the areas.
    pub(crate) fn far(
        &self,
        scene: &Scene,
        plan: &SeatingPlan,
        scale: f64,
        has_sections: bool,
    ) -> FarPlaces {
        let mut known = self.far.borrow_mut();
        let key = (scale, has_sections);
        if let Some((_, places)) = known.iter().find(|(of, _)| *of == key) {
            return Rc::clone(places);
        }
        let places: FarPlaces =
            far_places(scene, &Polygon::of(&plan.stage.shape), scale, has_sections).into();
        known.truncate(REMEMBERED - 1);
        known.insert(0, (key, Rc::clone(&places)));
        places
    }
}

/// The font size of a decoration. `px`: one CSS pixel in plan units.
pub(crate) fn text_size(decoration: &Decoration, px: f64) -> f64 {
    f64::from(decoration.size.unwrap_or(30)).min(22.0 * px)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::fixture::hall;

    #[test]
    fn a_row_is_named_beyond_its_ends_and_only_if_it_has_a_name() {
        let mut row = hall().plan().sections[0].rows[0].clone();
        let [left, right] = ends(&row).expect("it has a name");
        let (first, last) = (f64::from(row.x[0]), f64::from(row.x[row.x.len() - 1]));
        assert!(
            (left.0 - (first - 42.0)).abs() < 1.0 && (right.0 - (last + 42.0)).abs() < 1.0,
            "{left:?} {right:?}"
        );
        row.name.clear();
        assert_eq!(ends(&row), None);
    }
}
