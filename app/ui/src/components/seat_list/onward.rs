//! Arrow-key navigation across sections: past the end of a row, or past the last row of a section,
//! focus moves to the nearest seat of another section in that direction.

use domain::SeatNo;

use super::{SeatFilter, floor::Floor};

/// The longest jump, in seat radii: wide enough for an aisle. Seats further away are in another
/// part of the hall.
const REACH: f64 = 16.0;
/// The largest sideways offset per unit forward.
const ASIDE: f64 = 0.6;

/// A point of the hall: x and y in plan units.
type PlanPoint = (f64, f64);
/// A vector: right and down, in plan units.
pub(super) type PlanVector = (f64, f64);

/// The vector between two seats.
pub(super) fn way(floor: &Floor, from: SeatNo, to: SeatNo) -> Option<PlanVector> {
    let (from, to) = (place(floor, from)?, place(floor, to)?);
    Some((to.0 - from.0, to.1 - from.1))
}

/// The vector from a seat to the focus of the stage.
pub(super) fn to_the_stage(floor: &Floor, seat: SeatNo) -> Option<PlanVector> {
    let (at, focus) = (place(floor, seat)?, floor.hall.plan().stage.focus);
    Some((f64::from(focus.x) - at.0, f64::from(focus.y) - at.1))
}

/// The nearest seat of another section in the direction `way`.
pub(super) fn onward(
    floor: &Floor,
    filter: &SeatFilter,
    seat: SeatNo,
    way: PlanVector,
) -> Option<SeatNo> {
    let length = way.0.hypot(way.1);
    let (at, own) = (place(floor, seat)?, floor.place(seat)?.0);
    if length < 1.0 {
        return None;
    }
    let (dx, dy) = (way.0 / length, way.1 / length);
    let reach = REACH * f64::from(floor.hall.index().seat(seat)?.row.radius);
    // The distance to a point; none outside the direction's cone or out of reach.
    let distance = |(x, y): PlanPoint| {
        let (x, y) = (x - at.0, y - at.1);
        let (on, aside) = (x * dx + y * dy, (x * dy - y * dx).abs());
        Some(on.hypot(aside)).filter(|far| on > 0.0 && aside <= on * ASIDE && *far <= reach)
    };
    let mut nearest: Option<(f64, SeatNo)> = None;
    for section in (0..floor.hall.plan().sections.len() as u16).filter(|section| *section != own) {
        for seat in floor
            .section(section)
            .map(SeatNo)
            .filter(|seat| filter.shows(&floor.hall, *seat))
        {
            let Some(far) = place(floor, seat).and_then(distance) else {
                continue;
            };
            if nearest.is_none_or(|(least, _)| far < least) {
                nearest = Some((far, seat));
            }
        }
    }
    nearest.map(|(_, seat)| seat)
}

fn place(floor: &Floor, seat: SeatNo) -> Option<PlanPoint> {
    floor
        .hall
        .index()
        .seat(seat)
        .map(|seat| seat.centre())
        .map(|(x, y)| (f64::from(x), f64::from(y)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::plan::SeatingPlan;

    use super::*;
    use crate::hall::{Hall, LevelRanges, fixture::hall as hall_for_tests};

    /// The test hall with a change: two sections of twelve seats each, one behind the other.
    fn floor(change: impl FnOnce(&mut SeatingPlan)) -> Floor {
        let hall = hall_for_tests();
        let mut plan = hall.plan().clone();
        change(&mut plan);
        let ranges = LevelRanges {
            levels: vec![(0, 43, hall.levels()[0].id)],
        };
        Floor::new(Arc::new(Hall::new(
            plan,
            hall.levels().to_vec(),
            &ranges,
            hall.texts(),
        )))
    }

    /// Moves the second section.
    fn second_by(right: i32, down: i32) -> impl FnOnce(&mut SeatingPlan) {
        move |plan| {
            for row in &mut plan.sections[1].rows {
                row.x.iter_mut().for_each(|x| *x += right);
                row.y.iter_mut().for_each(|y| *y += down);
            }
        }
    }

    fn on(floor: &Floor, seat: u32, from: u32) -> Option<u32> {
        onward(
            floor,
            &SeatFilter::default(),
            SeatNo(seat),
            way(floor, SeatNo(from), SeatNo(seat))?,
        )
        .map(|seat| seat.0)
    }

    #[test]
    fn the_next_section_follows_the_last_row() {
        let floor = floor(|_| {});
        assert_eq!(on(&floor, 8, 2), Some(14), "straight behind");
        assert_eq!(on(&floor, 14, 20), Some(8), "and back");
    }

    #[test]
    fn the_block_across_the_aisle_follows_the_end_of_a_row() {
        let floor = floor(second_by(400, -200));
        assert_eq!(on(&floor, 5, 4), Some(12));
        assert_eq!(on(&floor, 12, 13), Some(5));
        assert_eq!(on(&floor, 0, 1), None, "the wall is on that side");
    }

    #[test]
    fn a_seat_far_away_or_to_the_side_does_not_follow() {
        assert_eq!(
            on(&floor(second_by(0, 300)), 8, 2),
            None,
            "another floor of the hall"
        );
        assert_eq!(
            on(&floor(second_by(400, -200)), 8, 2),
            None,
            "beside is not behind"
        );
    }

    #[test]
    fn focus_skips_seats_that_the_filter_hides() {
        let floor = floor(|_| {});
        // The second section has one seat for a wheelchair: the first of its first row.
        let filter = SeatFilter {
            accessible: true,
            ..SeatFilter::default()
        };
        let down = (0.0, 60.0);
        assert_eq!(onward(&floor, &filter, SeatNo(6), down), Some(SeatNo(12)));
        assert_eq!(
            onward(&floor, &filter, SeatNo(11), down),
            None,
            "it is not straight behind"
        );
    }

    #[test]
    fn the_stage_gives_the_direction_in_a_section_with_one_row() {
        let floor = floor(|_| {});
        assert_eq!(to_the_stage(&floor, SeatNo(15)), Some((0.0, -350.0)));
        assert_eq!(
            onward(&floor, &SeatFilter::default(), SeatNo(15), (0.0, -350.0)),
            Some(SeatNo(9))
        );
        assert_eq!(
            onward(&floor, &SeatFilter::default(), SeatNo(15), (0.0, 0.0)),
            None,
            "no direction"
        );
    }
}
