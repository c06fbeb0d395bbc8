//! What to offer somebody whose seats are gone.

use super::House;
use crate::{SeatNo, SeatStatus};

/// How many plan units to the side a step to another row is worth: two seats along the row are nearer than the seat behind.
const OTHER_ROW: f64 = 75.0;
/// And a step into another section.
const OTHER_SECTION: f64 = 300.0;
/// And a single seat that is left beside the group.
const SINGLE: f64 = 120.0;

/// As many free seats as were lost, of the same kind and at the same prices, as near as may be to where those were: together where
/// that is possible, else in pieces. Fewer, where there are no more.
#[must_use]
pub fn nearest(house: &House<'_>, lost: &[SeatNo], kept: &[SeatNo]) -> Vec<SeatNo> {
    let Some(first) = lost.first().and_then(|seat| house.index.seat(*seat)) else { return Vec::new() };
    let special = house.special(first.seat_no.0);
    let prices: Vec<_> = lost.iter().map(|seat| house.price(seat.0)).collect();
    let place = |seat: u32| house.index.seat(SeatNo(seat)).map(|seat| (seat.section_index, seat.row_index));
    // Whatever the statuses say, neither is to be offered.
    let mut statuses = house.statuses.clone();
    lost.iter().chain(kept).for_each(|seat| _ = statuses.set(*seat, SeatStatus::Held));

    let mut found: Vec<SeatNo> = Vec::new();
    for size in (1..=lost.len() as u32).rev() {
        while found.len() + size as usize <= lost.len() {
            let near = middle(house, if found.is_empty() { lost } else { &found });
            let house = house.with(&statuses);
            let fits = |seat: u32| house.special(seat) == special && prices.contains(&house.price(seat));
            let mut best: Option<(f64, u32)> = None;
            house.each_group(size, &fits, &mut |group| {
                let (x, y) = house.centre(group.seats.start);
                let (last_x, last_y) = house.centre(group.seats.end - 1);
                let mut cost = ((x + last_x) / 2.0 - near.0).hypot((y + last_y) / 2.0 - near.1) + f64::from(group.singles) * SINGLE;
                match place(group.seats.start) {
                    Some((section, _)) if section != first.section_index => cost += OTHER_SECTION,
                    Some((_, row)) if row != first.row_index => cost += OTHER_ROW,
                    _ => {}
                }
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, group.seats.start));
                }
            });
            let Some((_, start)) = best else { break };
            for seat in (start..start + size).map(SeatNo) {
                statuses.set(seat, SeatStatus::Held);
                found.push(seat);
            }
        }
    }
    found.sort_unstable();
    found
}

fn middle(house: &House<'_>, seats: &[SeatNo]) -> (f64, f64) {
    let share = seats.len().max(1) as f64;
    seats.iter().map(|seat| house.centre(seat.0)).fold((0.0, 0.0), |sum, (x, y)| (sum.0 + x / share, sum.1 + y / share))
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
    }

    #[test]
    fn the_price_and_the_kind_stay_what_they_were() {
        assert_eq!(offer(&["x$$.......", ".........."]), [3]);
        assert_eq!(offer(&["!.........", "....w....."]), [14]);
        assert_eq!(offer(&["xw........", "##########"]), [2], "a wheelchair place is not for everybody");
    }

    #[test]
    fn in_pieces_where_there_is_nothing_together_and_fewer_where_there_is_no_more() {
        assert_eq!(offer(&["xxx#.#..##"]), [4, 6, 7]);
        assert_eq!(offer(&["xx###.####"]), [5]);
        assert_eq!(offer(&["xx########"]), [0; 0]);
    }

    #[test]
    fn seats_that_are_kept_are_not_offered() {
        let hall = Drawn::new(&["###x......"]);
        assert_eq!(hall.with(|house| nearest(house, &hall.all("x"), &[SeatNo(4)])), [SeatNo(5)]);
    }
}
