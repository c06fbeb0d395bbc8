//! Finds a position for the name of each section at one scale: beside its seats, where it overlaps
//! nothing. A section without such a position stays unnamed; the bar above the map names the
//! section at the centre.

use std::{ops::Range, rc::Rc};

use domain::{
    SeatNo,
    plan::{Row, SeatingPlan, Section},
};

use super::{
    far_labels::grid_points,
    labels::{LETTER, SMALLEST_ROW, ends, text_size},
    scene::Scene,
};
use crate::{
    camera::Detail,
    geometry::{Bounds, Polygon},
};

/// The font size of a section's name, in CSS pixels.
pub(crate) const SECTION: f64 = 12.5;
/// The minimum distance between a section's name and the section's own seats, in seat radii.
const CLEAR_OF_OWN: f64 = 1.25;
/// The minimum distance between a section's name and the seats of other sections whose row names
/// are drawn, in seat radii.
const CLEAR_OF_OTHERS: f64 = 3.2;

/// The box of each section's name at one scale; `None` where it has no room.
pub(crate) type Places = Rc<[Option<Bounds>]>;

/// Positions to try along a section's width and height, as fractions of them: the middle first.
const ALONG: [f64; 3] = [0.5, 0.2, 0.8];

/// The seats of a section and their extent, which names may stand beside.
pub(super) struct Sides {
    own: Range<u32>,
    /// For some positions along the width: x, and the y of the topmost and of the bottommost seat
    /// nearby.
    columns: Vec<(f64, f64, f64)>,
    /// For some positions along the height: y, and the x of the leftmost and of the rightmost seat
    /// nearby.
    lines: Vec<(f64, f64, f64)>,
}

pub(super) fn sides(scene: &Scene, plan: &SeatingPlan) -> Vec<Sides> {
    let mut next = 0;
    let of = |section: &Section| {
        let first = next;
        next += section
            .rows
            .iter()
            .map(|row| row.x.len() as u32)
            .sum::<u32>();
        let seats = || (first..next).filter_map(|seat| scene.centre(SeatNo(seat)));
        let around = Bounds::around(seats()).unwrap_or(Bounds {
            x: 0.0,
            y: 0.0,
            width: 0.0,
            height: 0.0,
        });
        // A balcony curves around the hall: only the seats near this position matter, and not how
        // far its arms reach.
        let column = |share: f64| {
            let x = around.x + around.width * share;
            let there =
                Bounds::around(seats().filter(|seat| (seat.0 - x).abs() <= around.width / 6.0))?;
            Some((x, there.y, there.y + there.height))
        };
        let line = |share: f64| {
            let y = around.y + around.height * share;
            let there =
                Bounds::around(seats().filter(|seat| (seat.1 - y).abs() <= around.height / 6.0))?;
            Some((y, there.x, there.x + there.width))
        };
        let (columns, lines) = (
            ALONG.into_iter().filter_map(column).collect(),
            ALONG.into_iter().filter_map(line).collect(),
        );
        Sides {
            own: first..next,
            columns,
            lines,
        }
    };
    plan.sections.iter().map(of).collect()
}

/// The search for label positions at one scale.
pub(super) struct Search<'a> {
    scene: &'a Scene,
    plan: &'a SeatingPlan,
    stage: Polygon,
    /// One CSS pixel in plan units.
    px: f64,
    /// Whether row names are drawn.
    rows: bool,
    /// The boxes of texts that are already placed.
    written: Vec<Bounds>,
}

impl<'a> Search<'a> {
    pub fn new(scene: &'a Scene, plan: &'a SeatingPlan, scale: f64) -> Self {
        let px = 1.0 / scale;
        let texts = plan.decorations.iter().filter_map(|decoration| {
            let (at, text) = (decoration.at?, decoration.text.as_ref()?);
            Some(named(
                (f64::from(at.x), f64::from(at.y)),
                text,
                text_size(decoration, px),
            ))
        });
        let rows = Detail::of(scale * scene.radius, scene.sections_first) >= Detail::Rows;
        Self {
            scene,
            plan,
            stage: Polygon::of(&plan.stage.shape),
            px,
            rows,
            written: texts.collect(),
        }
    }

    pub fn all(mut self, sides: &[Sides]) -> Places {
        let plan = self.plan;
        let places = plan.sections.iter().zip(sides).map(|(section, sides)| {
            let place = self.place(section, sides);
            self.written.extend(place);
            place
        });
        places.collect()
    }

    /// The first free position in front of the section's seats, behind them, or beside them.
    fn place(&self, section: &Section, sides: &Sides) -> Option<Bounds> {
        if is_written(self.plan, &section.name) {
            return None;
        }
        let size = SECTION * self.px;
        let Bounds { width, height, .. } = named((0.0, 0.0), &section.name, size);
        let away = self.scene.radius * CLEAR_OF_OWN + size * 0.15;
        let (down, across) = (
            away + height / 2.0,
            away + width / 2.0
                + if self.rows {
                    self.scene.radius * 2.0
                } else {
                    0.0
                },
        );
        let before_or_behind = sides
            .columns
            .iter()
            .flat_map(|(x, top, bottom)| [(*x, top - down), (*x, bottom + down)]);
        let beside = sides
            .lines
            .iter()
            .flat_map(|(y, left, right)| [(left - across, *y), (right + across, *y)]);
        let mut places = before_or_behind
            .chain(beside)
            .map(|place| named(place, &section.name, size));
        places.find(|place| self.is_free(place, &section.rows, &sides.own))
    }

    fn is_free(&self, place: &Bounds, rows: &[Row], own: &Range<u32>) -> bool {
        let scene = self.scene;
        let clear = |seat: u32| {
            if own.contains(&seat) || !self.rows {
                CLEAR_OF_OWN
            } else {
                CLEAR_OF_OTHERS
            }
        };
        let reach = |seat: u32| clear(seat) * scene.radius_of(SeatNo(seat));
        let covers = |seat: u32| {
            scene
                .centre(SeatNo(seat))
                .is_some_and(|centre| place.padded(reach(seat)).contains(centre))
        };
        let beside_a_row = || {
            let letters = (scene.radius * 0.95).max(SMALLEST_ROW * self.px);
            rows.iter()
                .filter_map(ends)
                .flatten()
                .any(|end| place.padded(letters * 0.75).contains(end))
        };
        let on = |shape: &Polygon| grid_points(place).any(|point| shape.contains(point));
        let taken = self
            .written
            .iter()
            .any(|other| other.distance(place) == 0.0)
            || on(&self.stage)
            || scene
                .areas
                .iter()
                .any(|area| area.around.distance(place) == 0.0 && on(&area.shape))
            || scene
                .grid
                .seats_near(&place.padded(scene.radius * CLEAR_OF_OTHERS))
                .any(covers)
            || (self.rows && beside_a_row());
        !taken && scene.whole.covers(place)
    }
}

/// Whether a decoration of the plan already shows this name.
fn is_written(plan: &SeatingPlan, name: &str) -> bool {
    plan.decorations
        .iter()
        .any(|decoration| decoration.text.as_deref() == Some(name))
}

/// The box of a text of this font size, centred on a point.
fn named((x, y): (f64, f64), text: &str, size: f64) -> Bounds {
    let (width, height) = (text.chars().count() as f64 * size * LETTER, size * 1.2);
    Bounds {
        x: x - width / 2.0,
        y: y - height / 2.0,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use domain::plan::{Decoration, Point};

    use super::*;
    use crate::{
        hall::{Hall, LevelRanges, fixture::hall},
        layout::Names,
    };

    fn boxes(change: impl FnOnce(&mut SeatingPlan), scale: f64) -> (Scene, Places) {
        let (mut plan, hall) = (hall().plan().clone(), hall());
        change(&mut plan);
        let ranges = LevelRanges { levels: Vec::new() };
        let scene = Scene::new(&Hall::new(
            plan.clone(),
            hall.levels().to_vec(),
            &ranges,
            hall.texts(),
        ));
        let boxes = Names::default().at(&scene, &plan, scale);
        (scene, boxes)
    }

    fn places(change: impl FnOnce(&mut SeatingPlan), scale: f64) -> Vec<Option<(f64, f64)>> {
        let whole = |at: (f64, f64)| (at.0.round(), at.1.round());
        boxes(change, scale)
            .1
            .iter()
            .map(|place| place.map(|place| whole(place.centre())))
            .collect()
    }

    #[test]
    fn a_name_stands_in_front_of_its_seats_or_behind_them_if_the_front_is_taken() {
        // The standing area lies between stalls and stage.
        assert_eq!(
            places(|_| {}, 0.5),
            [Some((225.0, 304.0)), Some((225.0, 356.0))]
        );
        assert_eq!(
            places(|plan| plan.areas.clear(), 0.5),
            [Some((225.0, 156.0)), Some((225.0, 356.0))]
        );
    }

    #[test]
    fn a_name_too_near_to_the_rows_of_another_section_is_left_out() {
        let closer = |plan: &mut SeatingPlan| {
            plan.sections[1]
                .rows
                .iter_mut()
                .for_each(|row| row.y.iter_mut().for_each(|y| *y -= 40))
        };
        let [first, second] = places(closer, 0.5)[..] else {
            panic!("two sections")
        };
        assert_eq!(first, None, "too near to the rows of the other section");
        assert!(
            second.is_some_and(|second| second.1 > 420.0),
            "behind its own seats: {second:?}"
        );
    }

    #[test]
    fn a_name_that_a_decoration_shows_is_not_drawn_again() {
        let text = |name: &str| Decoration {
            shape: None,
            text: Some(name.to_owned()),
            at: Some(Point { x: 450, y: 300 }),
            size: None,
            fill: None,
            stroke: None,
        };
        assert_eq!(
            places(|plan| plan.decorations.push(text("Stalls")), 0.5)[0],
            None
        );
        assert!(places(|plan| plan.decorations.push(text("Bar")), 0.5)[0].is_some());
    }

    #[test]
    fn a_name_without_room_is_left_out() {
        // At this scale, any name is larger than the hall.
        assert_eq!(places(|_| {}, 0.005), [None, None]);
    }

    #[test]
    fn names_overlap_no_seat_and_no_other_name_at_any_scale() {
        let mut written = 0;
        for step in 1..=60 {
            let (scene, boxes) = boxes(|_| {}, 0.03 * f64::from(step));
            let names: Vec<&Bounds> = boxes.iter().flatten().collect();
            written += names.len();
            for (at, name) in names.iter().enumerate() {
                let seats = (0..scene.count()).filter_map(|seat| scene.centre(SeatNo(seat)));
                assert_eq!(
                    seats
                        .filter(|centre| name.padded(scene.radius).contains(*centre))
                        .count(),
                    0,
                    "step {step}"
                );
                assert!(
                    names[..at].iter().all(|other| other.distance(name) > 0.0),
                    "step {step}"
                );
            }
        }
        assert!(written > 60, "most have room: {written} of 120");
    }
}
