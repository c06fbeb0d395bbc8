//! The scene: the hall laid out for drawing, in flat columns with one entry per seat. It is built
//! once per plan.

use domain::{AreaIndex, SeatNo, plan::SeatingPlan};

use super::grid::Grid;
use crate::{
    geometry::{Bounds, Polygon, bounds, centroid, outline},
    hall::Hall,
};

/// Flag of a wheelchair place.
pub(crate) const ACCESSIBLE: u8 = 1;
/// Flag of a companion's seat.
pub(crate) const COMPANION: u8 = 2;
/// The level of seats without a price: they cannot be bought.
pub(crate) const NO_LEVEL: u8 = u8::MAX;
/// The maximum number of different seat sizes. Seats of further sizes are drawn at the last of
/// them.
const MOST_SIZES: usize = 6;

/// Everything that drawing and hit testing need.
pub(crate) struct Scene {
    /// Seat centres, in plan units.
    pub(crate) x: Vec<f32>,
    pub(crate) y: Vec<f32>,
    /// Index into `radii`.
    pub(crate) size: Vec<u8>,
    /// Index of the price level, or `NO_LEVEL`.
    pub(crate) level: Vec<u8>,
    /// `ACCESSIBLE`, `COMPANION`.
    pub(crate) flags: Vec<u8>,
    /// The different seat radii, in plan units.
    pub(crate) radii: Vec<f64>,
    /// The most common radius, used wherever one radius stands for all seats, such as for the level
    /// of detail.
    pub(crate) radius: f64,
    pub(crate) grid: Grid,
    pub(crate) sections: Vec<Block>,
    pub(crate) areas: Vec<Block>,
    /// The point of the stage that the audience looks at.
    pub(crate) focus: (f64, f64),
    /// The bounding box of everything drawn, with a margin.
    pub(crate) whole: Bounds,
    /// Whether the map draws section shapes from afar.
    pub(crate) sections_first: bool,
}

/// A section or an area as a shape, with a position for its name.
pub(crate) struct Block {
    pub(crate) shape: Polygon,
    pub(crate) around: Bounds,
    /// The position of its name, and the width and height that the name may fill.
    pub(crate) middle: (f64, f64),
    pub(crate) room: (f64, f64),
    pub(crate) name: String,
    pub(crate) places: u32,
    /// Whether the plan has this outline, rather than us deriving it from the seats.
    pub(crate) outlined: bool,
}

impl Scene {
    /// Lays out a hall.
    pub(crate) fn new(hall: &Hall) -> Self {
        let plan = hall.plan();
        let count = hall.index().seat_count() as usize;
        let column = || Vec::with_capacity(count);
        let (mut x, mut y): (Vec<f32>, Vec<f32>) =
            (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut size, mut level, mut flags): (Vec<u8>, Vec<u8>, Vec<u8>) =
            (column(), column(), column());
        let mut radii: Vec<i32> = Vec::new();
        let mut size_of = |radius: i32| {
            let known = radii.iter().position(|known| *known == radius);
            known.unwrap_or_else(|| {
                if radii.len() < MOST_SIZES {
                    radii.push(radius);
                }
                radii.len() - 1
            }) as u8
        };
        for row in plan.sections.iter().flat_map(|section| &section.rows) {
            let first = x.len();
            x.extend(row.x.iter().map(|x| *x as f32));
            y.extend(row.y.iter().map(|y| *y as f32));
            size.resize(x.len(), size_of(row.radius));
            flags.resize(x.len(), 0);
            for (index, radius) in &row.own_radius {
                size[first + usize::from(*index)] = size_of(*radius);
            }
            for (indices, flag) in [(&row.accessible, ACCESSIBLE), (&row.companion, COMPANION)] {
                for index in indices {
                    flags[first + usize::from(*index)] |= flag;
                }
            }
        }
        level.extend((0..count as u32).map(|seat| {
            hall.level_index(SeatNo(seat))
                .map_or(NO_LEVEL, |level| level as u8)
        }));
        let radii: Vec<f64> = if radii.is_empty() {
            vec![25.0]
        } else {
            radii.into_iter().map(f64::from).collect()
        };
        let mut uses = vec![0_usize; radii.len()];
        size.iter().for_each(|size| uses[usize::from(*size)] += 1);
        let most = uses
            .iter()
            .enumerate()
            .max_by_key(|(_, uses)| **uses)
            .map_or(0, |(size, _)| size);
        let radius = radii[most];
        Self {
            grid: Grid::new(&x, &y, radius * 24.0),
            sections: sections(plan),
            areas: areas(plan),
            focus: (f64::from(plan.stage.focus.x), f64::from(plan.stage.focus.y)),
            whole: whole(plan, &x, &y),
            sections_first: hall.sections_first(),
            x,
            y,
            size,
            level,
            flags,
            radii,
            radius,
        }
    }

    /// The number of seats.
    pub(crate) fn count(&self) -> u32 {
        self.x.len() as u32
    }

    /// The centre of a seat; `None` beyond the last seat.
    pub(crate) fn centre(&self, seat: SeatNo) -> Option<(f64, f64)> {
        Some((
            f64::from(*self.x.get(seat.0 as usize)?),
            f64::from(*self.y.get(seat.0 as usize)?),
        ))
    }

    /// The radius of a seat, in plan units.
    pub(crate) fn radius_of(&self, seat: SeatNo) -> f64 {
        self.size
            .get(seat.0 as usize)
            .map_or(self.radius, |size| self.radii[usize::from(*size)])
    }

    /// The seat whose centre is nearest to a point, within this distance.
    pub(crate) fn nearest(&self, (x, y): (f64, f64), within: f64) -> Option<SeatNo> {
        let part = Bounds {
            x,
            y,
            width: 0.0,
            height: 0.0,
        }
        .padded(within);
        let far = |seat: u32| {
            (f64::from(self.x[seat as usize]) - x).hypot(f64::from(self.y[seat as usize]) - y)
        };
        let near = self
            .grid
            .seats_near(&part)
            .map(|seat| (seat, far(seat)))
            .filter(|(_, far)| *far <= within);
        near.min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(seat, _)| SeatNo(seat))
    }

    /// The section whose shape contains a point.
    pub(crate) fn section_at(&self, at: (f64, f64)) -> Option<usize> {
        self.sections
            .iter()
            .position(|section| section.around.contains(at) && section.shape.contains(at))
    }

    /// The standing area whose shape contains a point.
    pub(crate) fn area_at(&self, at: (f64, f64)) -> Option<AreaIndex> {
        let found = self
            .areas
            .iter()
            .position(|area| area.around.contains(at) && area.shape.contains(at));
        found.map(|area| AreaIndex(area as u16))
    }
}

fn sections(plan: &SeatingPlan) -> Vec<Block> {
    let block = |section: &domain::plan::Section| {
        let shape = outline(section);
        let around = bounds(&shape);
        let places: usize = section.rows.iter().map(|row| row.x.len()).sum();
        let sum = |of: fn(&domain::plan::Row) -> &Vec<i32>| {
            section
                .rows
                .iter()
                .flat_map(of)
                .map(|at| f64::from(*at))
                .sum::<f64>()
        };
        let middle = if places == 0 {
            around.centre()
        } else {
            (
                sum(|row| &row.x) / places as f64,
                sum(|row| &row.y) / places as f64,
            )
        };
        let polygon = Polygon::of(&shape);
        // The map shortens "Block 214" to "214"; the tooltip says the full name.
        let name = section
            .name
            .strip_prefix("Block ")
            .or_else(|| section.name.strip_prefix("Section "))
            .unwrap_or(&section.name);
        Block {
            room: polygon.room(middle),
            shape: polygon,
            around,
            middle,
            name: name.to_owned(),
            places: places as u32,
            outlined: section.outline.is_some(),
        }
    };
    plan.sections.iter().map(block).collect()
}

fn areas(plan: &SeatingPlan) -> Vec<Block> {
    let stage = bounds(&plan.stage.shape);
    let block = |area: &domain::plan::Area| {
        let around = bounds(&area.shape);
        let (middle, room) = beside(&around, centroid(&area.shape), &stage);
        Block {
            shape: Polygon::of(&area.shape),
            around,
            middle,
            room: (room * 0.85, around.height * 0.6),
            name: area.name.clone(),
            places: area.capacity,
            outlined: true,
        }
    };
    plan.areas.iter().map(block).collect()
}

/// The middle and width of the part of a box beside the stage, at the height of `at`: a standing
/// floor often surrounds the stage.
fn beside(around: &Bounds, at: (f64, f64), stage: &Bounds) -> ((f64, f64), f64) {
    let (mut left, mut right) = (around.x, around.x + around.width);
    if (stage.y..stage.y + stage.height).contains(&at.1) {
        if stage.centre().0 > at.0 {
            right = right.min(stage.x)
        } else {
            left = left.max(stage.x + stage.width)
        }
    }
    // If the stage takes most of the width, the name keeps its position.
    if right - left < around.width * 0.3 {
        (at, around.width)
    } else {
        (((left + right) / 2.0, at.1), right - left)
    }
}

fn whole(plan: &SeatingPlan, x: &[f32], y: &[f32]) -> Bounds {
    let boxes = std::iter::once(bounds(&plan.stage.shape))
        .chain(plan.areas.iter().map(|area| bounds(&area.shape)));
    let boxes = boxes.chain(
        plan.sections
            .iter()
            .filter_map(|section| section.outline.as_ref())
            .map(bounds),
    );
    let texts = plan
        .decorations
        .iter()
        .filter_map(|decoration| Some((decoration.at?, f64::from(decoration.size.unwrap_or(30)))));
    let texts = texts.map(|(at, size)| {
        Bounds {
            x: f64::from(at.x),
            y: f64::from(at.y),
            width: 0.0,
            height: 0.0,
        }
        .padded(size * 0.6)
    });
    let boxes = boxes.chain(texts);
    let corners = boxes.flat_map(|around| {
        [
            (around.x, around.y),
            (around.x + around.width, around.y + around.height),
        ]
    });
    let seats = x.iter().zip(y).map(|(x, y)| (f64::from(*x), f64::from(*y)));
    let all = Bounds::around(corners.chain(seats)).unwrap_or(Bounds {
        x: 0.0,
        y: 0.0,
        width: f64::from(plan.width),
        height: f64::from(plan.height),
    });
    all.padded((all.width.max(all.height) * 0.025).max(70.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::fixture::hall;

    #[test]
    fn every_seat_has_its_position_price_level_and_flags() {
        let scene = Scene::new(&hall());
        assert_eq!(
            (scene.count(), scene.radii.as_slice()),
            (24, [20.0].as_slice())
        );
        assert_eq!(
            (scene.centre(SeatNo(13)), scene.centre(SeatNo(24))),
            (Some((150.0, 400.0)), None)
        );
        assert_eq!((scene.level[11], scene.level[12]), (0, 1));
        assert_eq!(
            (scene.flags[0], scene.flags[1], scene.flags[12]),
            (ACCESSIBLE, 0, ACCESSIBLE)
        );
    }

    #[test]
    fn a_finger_finds_the_nearest_seat_and_none_far_away() {
        let scene = Scene::new(&hall());
        assert_eq!(scene.nearest((160.0, 405.0), 30.0), Some(SeatNo(13)));
        assert_eq!(scene.nearest((160.0, 330.0), 30.0), None);
        assert_eq!(scene.section_at((200.0, 410.0)), Some(1));
        assert_eq!(scene.area_at((200.0, 100.0)), Some(AreaIndex(0)));
        assert_eq!(
            (scene.section_at((20.0, 20.0)), scene.area_at((20.0, 20.0))),
            (None, None)
        );
    }

    #[test]
    fn the_name_of_a_floor_stands_beside_the_stage() {
        let at = |x: f64, y: f64, width: f64, height: f64| Bounds {
            x,
            y,
            width,
            height,
        };
        let west = at(-1000.0, -500.0, 1000.0, 1000.0);
        assert_eq!(
            beside(&west, (-500.0, 0.0), &at(-300.0, -300.0, 600.0, 600.0)),
            ((-650.0, 0.0), 700.0)
        );
        assert_eq!(
            beside(&west, (-500.0, 0.0), &at(-300.0, 600.0, 600.0, 100.0)),
            ((-500.0, 0.0), 1000.0),
            "the stage is elsewhere"
        );
        let all_round = at(-1000.0, -500.0, 2000.0, 1000.0);
        assert_eq!(
            beside(&all_round, (0.0, 0.0), &at(-900.0, -300.0, 1800.0, 600.0)),
            ((0.0, 0.0), 2000.0),
            "no room on either side"
        );
    }
}
