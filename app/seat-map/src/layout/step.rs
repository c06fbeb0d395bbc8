//! Spatial navigation: the target that an arrow key moves to.

use domain::{AreaIndex, SeatNo};

use super::{
    hit::Hit,
    scene::{Block, Scene},
};
use crate::geometry::Bounds;

/// The direction of an arrow key on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Left,
    Right,
    Up,
    Down,
}

/// The maximum sideways distance of a target per unit forwards: in a curved row, the next seat lies
/// a little to the side.
const ASIDE: f64 = 1.0;
/// The cost of a unit sideways; a unit forwards costs 1.
const ASIDE_COSTS: f64 = 2.0;
/// The first search radius, in seat radii. It grows fourfold until a seat is found.
const REACH: f64 = 8.0;

impl Direction {
    fn vector(self) -> (f64, f64) {
        match self {
            Self::Left => (-1.0, 0.0),
            Self::Right => (1.0, 0.0),
            Self::Up => (0.0, -1.0),
            Self::Down => (0.0, 1.0),
        }
    }

    /// The cost of a move in this direction; `None` if the target does not lie there.
    fn cost(self, from: (f64, f64), to: (f64, f64)) -> Option<f64> {
        let ((dx, dy), (x, y)) = (self.vector(), (to.0 - from.0, to.1 - from.1));
        let (on, aside) = (x * dx + y * dy, (x * dy - y * dx).abs());
        (on > 1.0 && aside <= on * ASIDE).then_some(on + aside * ASIDE_COSTS)
    }
}

impl Scene {
    /// The middle of a target; `None` for `Hit::Nothing`.
    pub(crate) fn middle(&self, hit: Hit) -> Option<(f64, f64)> {
        match hit {
            Hit::Seat(seat) => self.centre(seat),
            Hit::Section(_) | Hit::Area(_) | Hit::Nothing => {
                self.block(hit).map(|block| block.middle)
            }
        }
    }

    /// The section or standing area that a target is; `None` for other targets.
    pub(crate) fn block(&self, hit: Hit) -> Option<&Block> {
        match hit {
            Hit::Section(section) => self.sections.get(section),
            Hit::Area(area) => self.areas.get(usize::from(area.0)),
            Hit::Seat(_) | Hit::Nothing => None,
        }
    }

    /// The nearest target in a direction: a seat, or a section if sections are drawn (`far`); else
    /// an area. `wanted`: whether the filter shows a target.
    pub(crate) fn towards(
        &self,
        from: (f64, f64),
        way: Direction,
        far: bool,
        wanted: &dyn Fn(Hit) -> bool,
    ) -> Option<Hit> {
        let seat = if far {
            None
        } else {
            self.seat_towards(from, way, wanted)
        };
        seat.or_else(|| self.nearest_block(far, wanted, &|middle| way.cost(from, middle)))
    }

    /// The nearest target in any direction: where keyboard navigation starts.
    pub(crate) fn nearest_of_all(
        &self,
        to: (f64, f64),
        far: bool,
        wanted: &dyn Fn(Hit) -> bool,
    ) -> Option<Hit> {
        let away = |(x, y): (f64, f64)| (x - to.0).hypot(y - to.1);
        let seats = (0..if far { 0 } else { self.count() })
            .map(SeatNo)
            .filter(|seat| wanted(Hit::Seat(*seat)));
        let seat = seats
            .filter_map(|seat| Some((seat, away(self.centre(seat)?))))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        seat.map(|(seat, _)| Hit::Seat(seat))
            .or_else(|| self.nearest_block(far, wanted, &|middle| Some(away(middle))))
    }

    fn seat_towards(
        &self,
        from: (f64, f64),
        way: Direction,
        wanted: &dyn Fn(Hit) -> bool,
    ) -> Option<Hit> {
        let mut reach = self.radius * REACH;
        loop {
            let part = Bounds {
                x: from.0,
                y: from.1,
                width: 0.0,
                height: 0.0,
            }
            .padded(reach);
            let cost = |seat: u32| {
                way.cost(from, self.centre(SeatNo(seat))?)
                    .filter(|cost| *cost <= reach)
            };
            let near = self
                .grid
                .seats_near(&part)
                .filter_map(|seat| Some((seat, cost(seat)?)));
            let found = near
                .filter(|(seat, _)| wanted(Hit::Seat(SeatNo(*seat))))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            // The costliest target lies across the whole hall and sideways.
            if found.is_some() || reach > (self.whole.width + self.whole.height) * ASIDE_COSTS {
                return found.map(|(seat, _)| Hit::Seat(SeatNo(seat)));
            }
            reach *= 4.0;
        }
    }

    fn nearest_block(
        &self,
        far: bool,
        wanted: &dyn Fn(Hit) -> bool,
        cost: &dyn Fn((f64, f64)) -> Option<f64>,
    ) -> Option<Hit> {
        let sections = (0..if far { self.sections.len() } else { 0 }).map(Hit::Section);
        let all =
            sections.chain((0..self.areas.len()).map(|area| Hit::Area(AreaIndex(area as u16))));
        let costs = all
            .filter(|hit| wanted(*hit))
            .filter_map(|hit| Some((hit, cost(self.middle(hit)?)?)));
        costs.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(hit, _)| hit)
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction::*, *};
    use crate::hall::fixture::hall;

    fn step(from: u32, way: Direction) -> Option<Hit> {
        let scene = Scene::new(&hall());
        scene.towards(
            scene.centre(SeatNo(from)).expect("a seat"),
            way,
            false,
            &|_| true,
        )
    }

    fn seat(number: u32) -> Option<Hit> {
        Some(Hit::Seat(SeatNo(number)))
    }

    #[test]
    fn arrows_go_along_the_row_and_across_rows_and_sections() {
        assert_eq!([step(2, Left), step(2, Right)], [seat(1), seat(3)]);
        assert_eq!(
            [step(2, Down), step(8, Down)],
            [seat(8), seat(14)],
            "the next row, and the next section"
        );
        assert_eq!(step(14, Up), seat(8));
    }

    #[test]
    fn past_the_last_seat_an_arrow_leads_to_an_area_or_nowhere() {
        assert_eq!(
            step(2, Up),
            Some(Hit::Area(AreaIndex(0))),
            "the floor in front of the stage"
        );
        assert_eq!([step(0, Left), step(20, Down)], [None, None]);
    }

    #[test]
    fn arrows_skip_seats_that_the_filter_leaves_out() {
        let scene = Scene::new(&hall());
        let from = scene.centre(SeatNo(0)).expect("a seat");
        let even = |hit: Hit| matches!(hit, Hit::Seat(SeatNo(seat)) if seat % 2 == 0);
        assert_eq!(scene.towards(from, Right, false, &even), seat(2));
    }

    #[test]
    fn from_afar_arrows_go_from_section_to_section() {
        let scene = Scene::new(&hall());
        let middle = scene.middle(Hit::Section(0)).expect("a section");
        assert_eq!(
            scene.towards(middle, Down, true, &|_| true),
            Some(Hit::Section(1))
        );
        assert_eq!(
            scene.towards(middle, Up, true, &|_| true),
            Some(Hit::Area(AreaIndex(0)))
        );
        assert_eq!(
            scene.nearest_of_all((225.0, 430.0), true, &|_| true),
            Some(Hit::Section(1))
        );
        assert_eq!(
            scene.nearest_of_all((148.0, 403.0), false, &|_| true),
            seat(13)
        );
    }
}
