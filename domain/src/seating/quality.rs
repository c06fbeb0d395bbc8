//! The quality of a seat.

use super::cost::{FINE, note};
use crate::plan::Point;

/// The cost of each step from a category to the next lesser one, in plan units.
const CATEGORY: f64 = 400.0;

/// The cost of each seat: its distance to the focus of the stage, and an addition for seats to the
/// side. The audience defines the direction straight ahead. A seat in this direction costs its
/// distance; at a right angle it costs up to twice, behind the stage up to three times the
/// distance. The more evenly the audience surrounds the stage, the less the angle counts; around a
/// ring it does not count. Categories and their prices express what geometry cannot know (pillars,
/// balconies, sound): each step down costs as much as four rows. `ranks` has the rank of each
/// seat's category (`CategoryRanks`), and `noted` whether a seat has a note.
pub(super) fn qualities(
    focus: Point,
    centres: &[(i32, i32)],
    ranks: &[u16],
    noted: &[bool],
) -> Vec<u32> {
    let from_focus = |(x, y): (i32, i32)| {
        (
            f64::from(x) - f64::from(focus.x),
            f64::from(y) - f64::from(focus.y),
        )
    };
    let (mut sum, mut way) = ((0.0, 0.0), 0.0);
    for (x, y) in centres.iter().copied().map(from_focus) {
        sum = (sum.0 + x, sum.1 + y);
        way += x.hypot(y);
    }
    let length = f64::hypot(sum.0, sum.1);
    let ahead = if length > 0.0 {
        (sum.0 / length, sum.1 / length)
    } else {
        (0.0, 0.0)
    };
    // 1 if the whole audience is on one line in front of the stage, 0 if it is all around.
    let one_sided = if way > 0.0 { length / way } else { 0.0 };

    let cost = |((centre, rank), noted): ((&(i32, i32), &u16), &bool)| {
        let (x, y) = from_focus(*centre);
        let distance = x.hypot(y);
        let aside = distance - (x * ahead.0 + y * ahead.1);
        let units = distance + one_sided * aside + CATEGORY * f64::from(*rank);
        ((units * f64::from(FINE)).round() as u32).saturating_add(note(*noted))
    };
    centres.iter().zip(ranks).zip(noted).map(cost).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOCUS: Point = Point { x: 1000, y: 0 };

    #[test]
    fn straight_ahead_is_where_the_audience_is() {
        // The stage is at the left end, and all seats are to its right.
        let seats = [
            (2000, 0),
            (1600, 800),
            (1600, -800),
            (3000, 0),
            (2600, 1200),
            (2600, -1200),
        ];
        let cost = qualities(FOCUS, &seats, &[0; 6], &[false; 6]);
        assert_eq!(cost[0], 1000 * FINE, "ahead, only the distance counts");
        assert!(
            cost[1] > cost[0] && cost[4] > cost[3],
            "as far away, but to the side"
        );
        assert_eq!(
            (cost[1], cost[4]),
            (cost[2], cost[5]),
            "both sides are exactly as good"
        );
    }

    #[test]
    fn with_the_audience_all_around_only_distance_counts() {
        let seats = [(1000, 500), (1500, 0), (1000, -500), (500, 0)];
        assert_eq!(
            qualities(FOCUS, &seats, &[0; 4], &[false; 4]),
            [500 * FINE; 4]
        );
    }

    #[test]
    fn a_lesser_category_counts_as_four_rows() {
        assert_eq!(
            qualities(FOCUS, &[(1000, 500), (1000, 500)], &[0, 1], &[false; 2]),
            [500 * FINE, 900 * FINE]
        );
    }

    #[test]
    fn seats_at_the_focus_and_far_away_have_a_cost() {
        let seats = [(1000, 0), (i32::MAX, i32::MIN)];
        assert_eq!(qualities(FOCUS, &seats[..1], &[0], &[false]), [0]);
        assert_eq!(
            qualities(FOCUS, &seats, &[0; 2], &[true; 2])[1],
            u32::MAX,
            "as bad as can be"
        );
    }

    #[test]
    fn any_seat_without_a_note_is_better_than_one_with_a_note() {
        let cost = qualities(
            FOCUS,
            &[(1000, 90), (41_000, 40_000)],
            &[0, 90],
            &[true, false],
        );
        assert!(cost[0] > 10 * cost[1], "even for a whole party: {cost:?}");
    }
}
