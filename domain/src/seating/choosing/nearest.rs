//! What to offer somebody whose seats are gone.

use super::{House, groups::SeatGroup};
use crate::{SeatNo, SeatStatus, seating::pieces::in_pieces};

/// As many free seats as were lost, of the same kind and at the same prices, as near as may be to where those were: together where
/// that is possible, else in pieces. Fewer, where there are no more.
#[must_use]
pub fn nearest(house: &House<'_>, lost: &[SeatNo], kept: &[SeatNo]) -> Vec<SeatNo> {
    let Some(first) = lost.first() else { return Vec::new() };
    let special = house.special(first.0);
    let prices: Vec<_> = lost.iter().map(|seat| house.price(seat.0)).collect();
    let fits = |seat: u32| house.special(seat) == special && prices.contains(&house.price(seat));
    let wheelchairs = lost.iter().filter(|seat| special && house.wheelchair(seat.0)).count() as u32;
    // Lost and kept seats are never offered, even where the statuses are late.
    let mut statuses = house.statuses.clone();
    lost.iter().chain(kept).for_each(|seat| _ = statuses.set(*seat, SeatStatus::Held));

    in_pieces(house.index, lost, lost.len() as u32, wheelchairs, &mut |next| {
        next.found.iter().for_each(|seat| _ = statuses.set(*seat, SeatStatus::Held));
        let cost = |seat: u32| next.near.cost(seat, house.centre(seat));
        let mut best: Option<SeatGroup> = None;
        house.with(&statuses).each_group(next.size, next.wheelchairs, &fits, &cost, &mut |group| {
            if best.is_none_or(|best| group < best) {
                best = Some(group);
            }
        });
        best.map(|group| group.first).ok_or(next.size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seating::choosing::testing::Drawn;

    /// What is offered to somebody who lost the chosen seats (`x`) of this hall.
    fn offer(rows: &[&str]) -> Vec<u32> {
        let hall = Drawn::new(rows);
        hall.with(|house| nearest(house, &hall.all("x!"), &[])).into_iter().map(|seat| seat.0).collect()
    }

    #[test]
    fn the_seats_next_door_come_first() {
        assert_eq!(offer(&["#####x....", ".........."]), [6]);
        assert_eq!(offer(&["###xx.....", ".........."]), [5, 6], "together, in the same row");
        assert_eq!(offer(&["##x|x##...", "...|......"]), [12, 13], "behind, rather than far along the row or over the aisle");
    }

    #[test]
    fn no_single_seat_is_left_where_one_more_step_avoids_it() {
        assert_eq!(offer(&["x##...####", "##########"]), [3]);
        assert_eq!(offer(&["####x#..##", "#.....####"]), [13], "a seat in the row behind, not one of a pair");
        assert_eq!(offer(&["x..#####..."]), [8], "far along the row");
    }

    #[test]
    fn the_price_and_the_kind_stay_what_they_were() {
        assert_eq!(offer(&["x$$.......", ".........."]), [3]);
        assert_eq!(offer(&["!.........", "....w....."]), [14]);
        assert_eq!(offer(&["xw........", "##########"]), [2], "a wheelchair place is not for everybody");
        assert_eq!(offer(&["!..c...w.."]), [7], "company alone is no wheelchair place");
    }

    #[test]
    fn in_pieces_where_there_is_nothing_together_and_fewer_where_there_is_no_more() {
        assert_eq!(offer(&["xxx#.#..##"]), [4, 6, 7]);
        assert_eq!(offer(&["xxxx#...#..#"]), [6, 7, 9, 10], "nobody alone, where three and one would be");
        assert_eq!(offer(&["xx###.####"]), [5]);
        assert_eq!(offer(&["xx########"]), [0; 0]);
    }

    #[test]
    fn seats_that_are_kept_are_not_offered() {
        let hall = Drawn::new(&["###x......"]);
        assert_eq!(hall.with(|house| nearest(house, &hall.all("x"), &[SeatNo(4)])), [SeatNo(5)]);
    }
}
