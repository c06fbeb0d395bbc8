//! Alternatives for a buyer whose seats are gone.

use super::{House, groups::SeatGroup};
use crate::{
    SeatNo, SeatStatus,
    seating::{cost::note, pieces::in_pieces},
};

/// As many available seats as were lost, of the same kind and the same prices, as near to the lost
/// ones as possible: together if possible, else in pieces. Fewer if there are not enough. A seat
/// with a note replaces one without only where no others are left.
#[must_use]
pub fn nearest(house: &House<'_>, lost: &[SeatNo], kept: &[SeatNo]) -> Vec<SeatNo> {
    let Some(first) = lost.first() else {
        return Vec::new();
    };
    let special = house.special(first.0);
    let prices: Vec<_> = lost.iter().map(|seat| house.price(seat.0)).collect();
    let fits = |seat: u32| house.special(seat) == special && prices.contains(&house.price(seat));
    let wheelchairs = lost
        .iter()
        .filter(|seat| special && house.wheelchair(seat.0))
        .count() as u32;
    let avoids_notes = !lost.iter().any(|seat| house.has_note(seat.0));
    // Never offers lost and kept seats, even if the statuses are out of date.
    let mut statuses = house.statuses.clone();
    lost.iter()
        .chain(kept)
        .for_each(|seat| _ = statuses.set(*seat, SeatStatus::Held));

    in_pieces(
        house.index,
        lost,
        lost.len() as u32,
        wheelchairs,
        &mut |next| {
            next.found
                .iter()
                .for_each(|seat| _ = statuses.set(*seat, SeatStatus::Held));
            let cost = |seat: u32| {
                let cost = next.near.cost(seat, house.centre(seat));
                cost.saturating_add(note(avoids_notes && house.has_note(seat)))
            };
            let mut best: Option<SeatGroup> = None;
            house.with(&statuses).each_group(
                next.size,
                next.wheelchairs,
                &fits,
                &cost,
                &mut |group| {
                    if best.is_none_or(|best| group < best) {
                        best = Some(group);
                    }
                },
            );
            best.map(|group| group.first).ok_or(next.size)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seating::choosing::testing::DrawnHall;

    /// The alternatives for a buyer who lost the chosen seats (`x`) of this hall.
    fn offer(rows: &[&str]) -> Vec<u32> {
        let hall = DrawnHall::new(rows);
        hall.with(|house| nearest(house, &hall.all("x!"), &[]))
            .into_iter()
            .map(|seat| seat.0)
            .collect()
    }

    #[test]
    fn neighbouring_seats_come_first() {
        assert_eq!(offer(&["#####x....", ".........."]), [6]);
        assert_eq!(
            offer(&["###xx.....", ".........."]),
            [5, 6],
            "together, in the same row"
        );
        assert_eq!(
            offer(&["##x|x##...", "...|......"]),
            [12, 13],
            "behind, rather than far along the row or over the aisle"
        );
    }

    #[test]
    fn no_single_seat_is_left_where_one_more_step_avoids_it() {
        assert_eq!(offer(&["x##...####", "##########"]), [3]);
        assert_eq!(
            offer(&["####x#..##", "#.....####"]),
            [13],
            "a seat in the row behind, not one of a pair"
        );
        assert_eq!(offer(&["x..#####..."]), [8], "far along the row");
    }

    #[test]
    fn alternatives_keep_the_price_and_the_kind() {
        assert_eq!(offer(&["x$$.......", ".........."]), [3]);
        assert_eq!(offer(&["!.........", "....w....."]), [14]);
        assert_eq!(
            offer(&["xw........", "##########"]),
            [2],
            "a wheelchair place is not for everybody"
        );
        assert_eq!(
            offer(&["!..c...w.."]),
            [7],
            "a companion's place is no wheelchair place"
        );
    }

    #[test]
    fn a_seat_with_a_note_replaces_one_without_only_if_no_other_is_left() {
        assert_eq!(offer(&["#xxnnnn...", "##########"]), [8, 9]);
        assert_eq!(offer(&["#xxnnnn###", "##########"]), [3, 4]);
    }

    #[test]
    fn alternatives_are_in_pieces_or_fewer_if_nothing_else_is_left() {
        assert_eq!(offer(&["xxx#.#..##"]), [4, 6, 7]);
        assert_eq!(
            offer(&["xxxx#...#..#"]),
            [6, 7, 9, 10],
            "two pairs: of three seats and one, the one would be a single seat"
        );
        assert_eq!(offer(&["xx###.####"]), [5]);
        assert_eq!(offer(&["xx########"]), [0; 0]);
    }

    #[test]
    fn kept_seats_are_not_offered() {
        let hall = DrawnHall::new(&["###x......"]);
        assert_eq!(
            hall.with(|house| nearest(house, &hall.all("x"), &[SeatNo(4)])),
            [SeatNo(5)]
        );
    }
}
