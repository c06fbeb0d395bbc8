//! Label placement for sections and areas that are drawn as shapes: a name stands inside its shape
//! if it fits, else beside it, with a leader. The positions depend only on the scale, so they are
//! computed once per scale and not in each animation frame.

use super::{
    broken::{broken, named_lines},
    labels::LETTER,
    scene::{Block, Scene},
};
use crate::geometry::{Bounds, Polygon};

/// The minimum font size on the map, in CSS pixels.
pub(crate) const SMALLEST_TEXT: f64 = 11.0;
/// The maximum font size of a section or area name, in CSS pixels.
const LARGEST_NAME: f64 = 18.0;
/// The fraction of a block's room that its text may fill.
const FILLED: f64 = 0.94;
/// The maximum number of lines of a name.
const MOST_LINES: usize = 3;
/// A name outside its block gets another line for each of this many letters.
const LETTERS_IN_A_LINE: usize = 11;
/// The free space around a name beside its block, in CSS pixels.
const CLEAR: f64 = 2.0;
/// The distances from a block's middle at which a name is tried: the smallest, the largest, and the
/// number of steps; in CSS pixels.
const LEADS: (u32, u32, usize) = (9, 82, 8);
/// A name may overlap the edges of its block if at least this fraction of it lies on the block's
/// bounding box.
const ON_ITS_OWN: f64 = 0.6;
/// The maximum number of searches for a position beside a block. Each takes up to a tenth of a
/// millisecond, and a phone that shows a whole stadium has hundreds of blocks without room for a
/// name. Beyond the limit, names overlap their blocks, or appear once the map is closer.
const MOST_SEARCHES: usize = 48;
/// Cosine and sine of the directions that are tried, from straight away from the stage to straight
/// towards it.
const DIRECTIONS: [(f64, f64); 8] = [
    (1.0, 0.0),
    (0.866, 0.5),
    (0.866, -0.5),
    (0.5, 0.866),
    (0.5, -0.866),
    (0.0, 1.0),
    (0.0, -1.0),
    (-1.0, 0.0),
];

/// The position of a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FarPlace {
    /// Inside its block: the font size in plan units, and the maximum number of lines.
    InBlock(f64, usize),
    /// Centred on its block and overlapping its edges, on a plate; the maximum number of lines.
    OnPlate(usize),
    /// Centred on this point, with a leader from the block; the maximum number of lines.
    WithLeader((f64, f64), usize),
    /// It does not fit at this scale.
    NoRoom,
}

/// The position of each name: first of the sections (if `has_sections`), then of the areas.
/// `scale`: CSS pixels per plan unit.
pub(super) fn far_places(
    scene: &Scene,
    stage: &Polygon,
    scale: f64,
    has_sections: bool,
) -> Vec<FarPlace> {
    let sections = if has_sections {
        scene.sections.as_slice()
    } else {
        &[]
    };
    let search = FarSearch {
        scene,
        stage,
        blocks: sections.iter().chain(&scene.areas).collect(),
        px: 1.0 / scale,
        has_sections,
    };
    search.all()
}

/// The font size at which a text has this width.
pub(crate) fn fitting(text: &str, width: f64) -> f64 {
    width / (text.chars().count().max(3) as f64 * LETTER)
}

/// The maximum number of lines of a name outside its block.
fn lines_outside(name: &str) -> usize {
    (name.chars().count() / LETTERS_IN_A_LINE + 1).min(MOST_LINES)
}

/// The width and height that a block has for text.
pub(crate) fn text_room(block: &Block) -> (f64, f64) {
    (block.room.0 * FILLED, block.room.1 * FILLED)
}

struct FarSearch<'a> {
    scene: &'a Scene,
    stage: &'a Polygon,
    blocks: Vec<&'a Block>,
    /// One CSS pixel in plan units.
    px: f64,
    /// Whether sections are drawn as shapes; otherwise their seats are drawn.
    has_sections: bool,
}

impl FarSearch<'_> {
    fn all(&self) -> Vec<FarPlace> {
        let mut written = Vec::new();
        let mut places: Vec<FarPlace> = self
            .blocks
            .iter()
            .map(|block| self.inside(block, &mut written))
            .collect();
        let outside = self
            .blocks
            .iter()
            .zip(&mut places)
            .filter(|(_, place)| **place == FarPlace::NoRoom);
        for (number, (block, place)) in outside.enumerate() {
            let own = self.small(block, block.middle);
            let is_free = written
                .iter()
                .all(|other: &Bounds| other.distance(&own) > 0.0);
            let lines = lines_outside(&block.name);
            let found = || {
                self.beside(block, &written)
                    .map(|at| (FarPlace::WithLeader(at, lines), self.small(block, at)))
            };
            let over = is_free.then_some((FarPlace::OnPlate(lines), own));
            let best = if share_on(&own, &block.around) >= ON_ITS_OWN || number >= MOST_SEARCHES {
                over
            } else {
                found().or(over)
            };
            if let Some((to, taken)) = best {
                *place = to;
                written.push(taken);
            }
        }
        places
    }

    fn inside(&self, block: &Block, written: &mut Vec<Bounds>) -> FarPlace {
        let (wide, high) = text_room(block);
        for most in 1..=MOST_LINES {
            let lines = broken(&block.name, most);
            let width = lines
                .iter()
                .map(|line| fitting(line, wide))
                .fold(f64::MAX, f64::min);
            let size = width
                .min(high * 0.8 / lines.len() as f64)
                .min(LARGEST_NAME * self.px);
            if size >= SMALLEST_TEXT * self.px {
                written.push(named_lines(block.middle, &lines, size));
                return FarPlace::InBlock(size, most);
            }
        }
        FarPlace::NoRoom
    }

    /// The box of a block's name at the minimum font size, centred on a point.
    fn small(&self, block: &Block, at: (f64, f64)) -> Bounds {
        let lines = broken(&block.name, lines_outside(&block.name));
        named_lines(at, &lines, SMALLEST_TEXT * self.px).padded(CLEAR * self.px)
    }

    /// The nearest free position beside a block, preferably away from the stage.
    fn beside(&self, block: &Block, written: &[Bounds]) -> Option<(f64, f64)> {
        let (x, y) = block.middle;
        let focus = self.scene.focus;
        let length = (x - focus.0).hypot(y - focus.1);
        let (dx, dy) = if length > 1.0 {
            ((x - focus.0) / length, (y - focus.1) / length)
        } else {
            (0.0, 1.0)
        };
        let own = self.small(block, block.middle);
        let (least, most, steps) = LEADS;
        let step = f64::from(most - least) / steps as f64;
        let mut candidates = (0..=steps).flat_map(|number| {
            let away = (f64::from(least) + step * number as f64) * self.px;
            DIRECTIONS.map(|(cosine, sine)| {
                let (dx, dy) = (dx * cosine - dy * sine, dx * sine + dy * cosine);
                // The leader has the same length in every direction.
                (
                    x + dx * (away + own.width / 2.0),
                    y + dy * (away + own.height / 2.0),
                )
            })
        });
        candidates.find(|at| self.is_free(&self.small(block, *at), written))
    }

    fn is_free(&self, place: &Bounds, written: &[Bounds]) -> bool {
        let on = |shape: &Polygon| grid_points(place).any(|point| shape.contains(point));
        let seats = |radius: f64| {
            let mut near = self.scene.grid.seats_near(&place.padded(radius));
            near.any(|seat| {
                place.padded(radius).contains((
                    f64::from(self.scene.x[seat as usize]),
                    f64::from(self.scene.y[seat as usize]),
                ))
            })
        };
        self.scene.whole.covers(place)
            && written.iter().all(|other| other.distance(place) > 0.0)
            && !on(self.stage)
            && !self
                .blocks
                .iter()
                .any(|block| block.around.distance(place) == 0.0 && on(&block.shape))
            && (self.has_sections || !seats(self.scene.radius))
    }
}

/// The fraction of a box that lies on another.
fn share_on(of: &Bounds, on: &Bounds) -> f64 {
    let common = of.common(on);
    common.width * common.height / (of.width * of.height)
}

/// Sample points of a box, close enough together for a text.
pub(super) fn grid_points(of: &Bounds) -> impl Iterator<Item = (f64, f64)> {
    const ACROSS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
    let of = *of;
    ACROSS
        .into_iter()
        .flat_map(move |x| [0.0, 0.5, 1.0].map(|y| (of.x + of.width * x, of.y + of.height * y)))
}

#[cfg(test)]
mod tests {
    use domain::plan::{Row, Section};

    use super::*;
    use crate::hall::{Hall, LevelRanges, fixture::hall};

    /// The test hall with a column of narrow sections at its left, and the positions of the names.
    fn boxes(count: i32, scale: f64) -> (Scene, Vec<FarPlace>) {
        let mut plan = hall().plan().clone();
        let row = |number: i32| Row {
            numbers: vec!["1".into(), "2".into()],
            x: vec![-900, -900],
            y: vec![number * 150, number * 150 + 50],
            accessible: vec![],
            aisles_after: vec![],
            ..plan.sections[0].rows[0].clone()
        };
        let section = |number: i32| Section {
            name: format!("Gallery {number}"),
            level: None,
            outline: None,
            entrance: None,
            rows: vec![row(number)],
        };
        let sections: Vec<Section> = (0..count).map(section).collect();
        plan.sections.extend(sections);
        let scene = Scene::new(&Hall::new(
            plan.clone(),
            Vec::new(),
            &LevelRanges { levels: Vec::new() },
            hall().texts(),
        ));
        let places = far_places(&scene, &Polygon::of(&plan.stage.shape), scale, true);
        (scene, places)
    }

    /// The boxes of all placed names.
    fn written(scene: &Scene, places: &[FarPlace], scale: f64) -> Vec<Bounds> {
        let blocks = scene.sections.iter().chain(&scene.areas);
        let of = |(block, place): (&Block, &FarPlace)| match place {
            FarPlace::InBlock(size, lines) => Some(named_lines(
                block.middle,
                &broken(&block.name, *lines),
                *size,
            )),
            FarPlace::OnPlate(lines) => Some(named_lines(
                block.middle,
                &broken(&block.name, *lines),
                SMALLEST_TEXT / scale,
            )),
            FarPlace::WithLeader(at, lines) => Some(named_lines(
                *at,
                &broken(&block.name, *lines),
                SMALLEST_TEXT / scale,
            )),
            FarPlace::NoRoom => None,
        };
        blocks.zip(places).filter_map(of).collect()
    }

    #[test]
    fn a_name_stands_inside_where_there_is_room_and_beside_where_there_is_none() {
        let (scene, places) = boxes(4, 0.3);
        assert!(
            matches!(places[..2], [FarPlace::InBlock(..), FarPlace::InBlock(..)]),
            "{places:?}"
        );
        assert!(
            places[2..6]
                .iter()
                .all(|place| matches!(place, FarPlace::WithLeader(..))),
            "{places:?}"
        );
        assert_eq!(places.len(), scene.sections.len() + scene.areas.len());
    }

    #[test]
    fn no_name_is_smaller_than_eleven_pixels_and_no_two_names_meet() {
        for step in 1..=40 {
            let scale = 0.02 * f64::from(step);
            let (scene, places) = boxes(30, scale);
            for place in &places {
                if let FarPlace::InBlock(size, _) = place {
                    assert!(
                        size * scale >= SMALLEST_TEXT - 1e-9,
                        "scale {scale}: {size}"
                    );
                }
            }
            let names = written(&scene, &places, scale);
            for (at, name) in names.iter().enumerate() {
                assert!(
                    names[..at].iter().all(|other| other.distance(name) > 0.0),
                    "scale {scale}"
                );
            }
        }
    }

    #[test]
    fn a_name_beside_its_block_lies_on_no_block_and_inside_the_hall() {
        let scale = 0.3;
        let (scene, places) = boxes(12, scale);
        for (block, place) in scene.sections.iter().zip(&places) {
            let FarPlace::WithLeader(at, lines) = place else {
                continue;
            };
            let name = named_lines(*at, &broken(&block.name, *lines), SMALLEST_TEXT / scale);
            let covered = scene
                .sections
                .iter()
                .chain(&scene.areas)
                .any(|other| grid_points(&name).any(|point| other.shape.contains(point)));
            assert!(!covered && scene.whole.covers(&name), "{}", block.name);
        }
    }
}
